import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createLatestBy, freeSlot, putInto, slotOf } from './latest-by.ts';

describe('The table of the latest', () => {
  it('finds what a map finds, of the latest so many', () => {
    const number = fc.oneof(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 2 ** 20 }).map(n => n * 2 ** 32),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(number, { maxLength: 60 }), (slots, list) => {
        const latest = createLatestBy(slots);
        const map = new Map<number, number>();
        for (const [index, one] of list.entries()) {
          for (const [known, at] of map) if (at <= index - slots) map.delete(known);
          freeSlot(latest, index % slots);
          if (one !== 0) map.set(one, index);
          if (one !== 0) putInto(latest, one, index % slots);
          for (const asked of list) {
            const at = map.get(asked);
            assert.equal(asked === 0 ? -1 : slotOf(latest, asked), at === undefined ? -1 : at % slots);
          }
        }
      }),
    );
  });
});
