import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { literalOf, standsAt, viewOver } from './literal.ts';

const text = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code)),
  maxLength: 70,
});

describe('A literal text', () => {
  it('stands where all of its bytes do', () => {
    fc.assert(
      fc.property(text, text, text, (before, literal, after) => {
        const view = viewOver(Buffer.from(before + literal + after, 'latin1'));
        assert.equal(standsAt(literalOf(literal), view, before.length), true);
      }),
    );
  });

  it('stands nowhere with one byte that is another', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 255 }), (literal, place, change) => {
        fc.pre(literal !== '');
        const bytes = Buffer.from(`"${literal}"`, 'latin1');
        const at = 1 + (place % literal.length);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        assert.equal(standsAt(literalOf(literal), viewOver(bytes), 1), false);
      }),
      { numRuns: 1000 },
    );
  });
});
