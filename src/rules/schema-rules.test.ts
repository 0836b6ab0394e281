import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { constraintsOf } from '../contract/constraints.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { schemaRules } from './schema-rules.ts';

const slugs: { readonly [keyword: string]: string } = {
  additionalProperties: 'unknown-member',
  not: 'not-allowed',
  minItems: 'min-items',
  uniqueItems: 'unique-items',
  'x-known-values': 'unknown-value',
};

describe('The rules made of the schemas', () => {
  for (const side of ['request', 'response', 'error'] as const) {
    it(`are one for each keyword that a ${side} schema uses: no more, and none is passed over`, () => {
      const keywords = new Set(
        loadCatalogue().contracts.flatMap(contract => constraintsOf(contract[side]).map(({ keyword }) => keyword)),
      );
      assert.deepEqual(
        schemaRules
          .map(({ id }) => id)
          .filter(id => id.startsWith(`${side}/`))
          .sort(),
        [...keywords].map(keyword => `${side}/${slugs[keyword] ?? keyword}`).sort(),
      );
    });
  }
});
