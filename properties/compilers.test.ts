// The compilations of one schema agree: what the arbitrary calls valid the validator accepts, and what it calls wrong
// the validator refuses for that reason, at that place, and for no other.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toArbitrary } from '../src/compile/to-arbitrary.ts';
import { toFaults } from '../src/compile/to-faults.ts';
import { toValidator } from '../src/compile/to-validator.ts';
import { validatorsOf } from '../src/compile/validators.ts';
import { constraintsOf } from '../src/contract/constraints.ts';
import { loadCatalogue } from '../src/contract/contract.ts';

const { contracts } = loadCatalogue();

for (const contract of contracts) {
  describe(`The compilations of ${contract.id}`, () => {
    const compiled = validatorsOf(contract);

    for (const side of ['request', 'response'] as const) {
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

    it('break every constraint of the request', () => {
      const broken = toFaults(contract.request).map(({ constraint }) => constraint.id);
      assert.deepEqual(
        broken,
        constraintsOf(contract.request).map(({ id }) => id),
      );
    });
  });
}
