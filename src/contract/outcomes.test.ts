// Codes are names that clients branch on: a table, so that none changes unseen.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalogue } from './contract.ts';

const answers: { readonly [kind: string]: readonly [status: number, code: string | undefined] } = {
  created: [200, undefined],
  'account-unknown': [404, 'not_found'],
  'access-blocked': [400, 'accounts_v2_access_blocked'],
  'configurations-mismatch': [400, 'configs_must_match_to_use_account_links'],
  'rate-limited': [429, 'account_rate_limit_exceeded'],
  'invalid-fields': [400, 'invalid_fields'],
};

describe('The outcomes', () => {
  for (const { id, outcomes } of loadCatalogue().contracts) {
    it(`of ${id} have the status and the code by which clients know them`, () => {
      for (const { kind, status, code } of outcomes.filter(({ kind }) => kind in answers)) {
        assert.deepEqual([status, code], answers[kind], kind);
      }
    });
  }
});
