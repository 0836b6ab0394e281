import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { loadCatalogue } from '../contract/contract.ts';
import { drawnBy, firstDrawn, oneOf, oneOfMany, pairOf, textWhere } from './drawer.ts';
import { toArbitrary } from './to-arbitrary.ts';
import { toFaults } from './to-faults.ts';
import { validatorsOf } from './validators.ts';

const { contracts } = loadCatalogue();

/** The smallest value for which something holds, as a property finds it. */
function smallest<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => boolean): T | undefined {
  const { counterexample } = fc.check(
    fc.property(arbitrary, value => !holds(value)),
    { seed: 7, numRuns: 500 },
  );
  return counterexample?.[0];
}

describe('A drawer', () => {
  it('shrinks to the least that shows what is looked for', () => {
    const [contract] = contracts;
    assert.ok(contract !== undefined, 'there is a contract');
    const valid = toArbitrary(contract.request);
    const text = JSON.stringify(smallest(valid, value => JSON.stringify(value).includes('?state=')));
    const urls = text.match(/"https?:[^"]*"/g)?.filter(url => url !== '"https://example.com"');
    assert.deepEqual(urls, ['"https://example.com?state="'], text);
    assert.doesNotMatch(text, /collection_options/);
    assert.equal(
      smallest(drawnBy(textWhere(20, () => true)), one => one.includes('a')),
      'a',
    );
    assert.deepEqual(
      smallest(drawnBy(pairOf(oneOf(['x', 'y', 'z']), oneOf([1, 2]))), ([one]) => one !== 'x'),
      ['y', 1],
    );
  });

  it('shrinks what is valid to what is valid, and a fault to the same fault', () => {
    for (const contract of contracts) {
      const validate = validatorsOf(contract).request;
      const valid = toArbitrary(contract.request);
      for (const value of fc.sample(valid, { seed: 3, numRuns: 20 })) {
        for (const { value: smaller } of valid.shrink(value, undefined)) assert.deepEqual(validate(smaller), []);
      }
      for (const { constraint, drawer, apply } of toFaults(contract.request)) {
        for (const draft of fc.sample(drawnBy(drawer), { seed: 3, numRuns: 5 })) {
          for (const smaller of drawer.smaller(draft)) {
            const broken = validate(apply(smaller).value).map(violation => violation.constraint.id);
            assert.deepEqual(broken, [constraint.id], JSON.stringify(smaller));
          }
        }
      }
    }
  });

  it('comes to an end of making a value smaller', () => {
    for (const contract of contracts) {
      const arbitrary = toArbitrary(contract.request);
      for (let value of fc.sample(arbitrary, { seed: 9, numRuns: 20 })) {
        let steps = 0;
        for (let isSmaller = true; isSmaller; steps++) {
          isSmaller = false;
          for (const { value: next } of arbitrary.shrink(value, undefined)) {
            value = next;
            isSmaller = true;
            break;
          }
          assert.ok(steps < 100, `${JSON.stringify(value)} comes to no end`);
        }
      }
    }
  });

  it('draws each of its values, null as well', () => {
    const drawn = fc.sample(drawnBy(oneOf<string | null>(['a', null, 'b'])), 100);
    assert.deepEqual(new Set(drawn), new Set(['a', null, 'b']));
    const [response] = contracts.filter(({ id }) => id === '2025-12-15.clover').map(contract => contract.response);
    assert.ok(response !== undefined, 'there is a contract');
    const texts = fc.sample(toArbitrary(response), { seed: 1, numRuns: 500 }).map(one => JSON.stringify(one));
    assert.ok(
      texts.some(text => text.includes('"fields":null')),
      'an option of an answer may be null',
    );
  });

  it('says that it finds nothing, rather than look for ever', () => {
    assert.throws(
      () =>
        firstDrawn(
          () => 1,
          () => false,
        ),
      /None of \d+ values/,
    );
  });

  it('draws what no run had before, and the same for the same seed', () => {
    const sample = (seed: number): readonly string[] =>
      fc.sample(drawnBy(oneOfMany(fc.string({ minLength: 10 }))), { seed, numRuns: 2000 });
    const [one, other] = [sample(1), new Set(sample(2))];
    assert.ok(new Set(one).size > 300, `${new Set(one).size} different values of 2000`);
    assert.ok(
      one.some(value => !other.has(value)),
      'all values come from one pool',
    );
    assert.deepEqual(sample(1), one);
  });
});
