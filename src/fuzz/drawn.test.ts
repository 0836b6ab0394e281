import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { toArbitrary } from '../compile/to-arbitrary.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { drawn } from './drawn.ts';

it('draws one after the other what fast-check draws at once, so that a path leads to the same case', () => {
  const [contract] = loadCatalogue().contracts;
  assert.ok(contract !== undefined, 'there is a contract');
  const arbitraries = [toArbitrary(contract.request), fc.tuple(fc.nat(), fc.string()), fc.shuffledSubarray([1, 2, 3])];
  for (const arbitrary of arbitraries) {
    const options = { seed: 42, numRuns: 20 };
    const all = [...drawn<unknown>(arbitrary, options)];
    assert.deepEqual(all, fc.sample<unknown>(arbitrary, options));
    for (const [index, value] of all.entries()) {
      assert.deepEqual(fc.sample<unknown>(arbitrary, { seed: 42, path: String(index), numRuns: 1 }), [value]);
    }
  }
});

it('draws no value before it is asked for', () => {
  let count = 0;
  const values = drawn(
    fc.nat().map(() => ++count),
    { seed: 1, numRuns: 100 },
  );
  values.next();
  assert.equal(count, 1);
});
