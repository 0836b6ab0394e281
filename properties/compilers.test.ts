// The compilations of one schema agree: what the arbitrary calls valid the validator accepts, and what it calls wrong
// the validator refuses for that reason, at that place, and for no other; and what is valid is the example of a matcher.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { exampleOf, regexesOf } from '../src/compile/matcher-fixture.ts';
import { toArbitrary } from '../src/compile/to-arbitrary.ts';
import { toFaults } from '../src/compile/to-faults.ts';
import { toMatcher } from '../src/compile/to-matcher.ts';
import { toValidator } from '../src/compile/to-validator.ts';
import { validatorsOf } from '../src/compile/validators.ts';
import { constraintsOf } from '../src/contract/constraints.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import type { Schema } from '../src/contract/schema.ts';
import { isJsonObject, type Json } from '../src/json.ts';

const { contracts } = loadCatalogue();

for (const contract of contracts) {
  describe(`The compilations of ${contract.id}`, () => {
    const compiled = validatorsOf(contract);

    for (const side of ['request', 'response', 'error'] as const) {
      const validate = toValidator(contract[side]);

      it(`agree on every valid ${side}`, () => {
        fc.assert(
          fc.property(toArbitrary(contract[side]), value => {
            assert.deepEqual(validate(value), []);
            assert.deepEqual(compiled[side](value), []);
          }),
          { numRuns: 200 },
        );
      });

      it(`agree on the matchers of every valid ${side}`, () => {
        fc.assert(
          fc.property(toArbitrary(contract[side]), value => {
            const example = expressible(contract[side], value);
            const { matcher } = toMatcher(contract[side], example);
            assert.deepEqual(exampleOf(matcher), example);
            assert.deepEqual(validate(exampleOf(matcher)), []);
            for (const { regex, value: text } of regexesOf(matcher)) assert.match(text, new RegExp(`^(?:${regex})$`));
          }),
          { numRuns: 100 },
        );
      });

      for (const { constraint, arbitrary } of toFaults(contract[side])) {
        it(`agree on a ${side} that breaks ${constraint.id}`, () => {
          fc.assert(
            fc.property(arbitrary, ({ value, pointer, keyword }) => {
              const expected = [{ pointer, keyword, id: constraint.id }];
              for (const validator of [validate, compiled[side]]) {
                const found = validator(value).map(violation => ({
                  pointer: violation.pointer,
                  keyword: violation.keyword,
                  id: violation.constraint.id,
                }));
                assert.deepEqual(found, expected);
              }
            }),
            { numRuns: 50 },
          );
        });
      }
    }

    it('break every constraint, and find a place for it', () => {
      for (const side of ['request', 'response', 'error'] as const) {
        const broken = toFaults(contract[side]).map(({ constraint }) => constraint.id);
        assert.deepEqual(
          broken,
          constraintsOf(contract[side]).map(({ id }) => id),
        );
      }
    });
  });
}

/** A value without what Pact cannot say: null, which is absent, and members of which only we assume the type. */
function expressible(schema: Schema, value: Json): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const member = schema.properties?.[name];
      if (inner === null || member?.['x-evidence']?.['type']?.[0] === 'assumed') return [];
      return [[name, member === undefined ? inner : expressible(member, inner)]];
    }),
  );
}
