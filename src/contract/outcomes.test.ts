// Codes are names that clients branch on: a table, so that none changes unseen.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalogue } from './contract.ts';

const answers: { readonly [kind: string]: readonly (readonly [status: number, code: string | undefined])[] } = {
  created: [[200, undefined]],
  'account-unknown': [[404, 'not_found']],
  'access-blocked': [[400, 'accounts_v2_access_blocked']],
  'configurations-mismatch': [[400, 'configs_must_match_to_use_account_links']],
  'rate-limited': [[429, 'account_rate_limit_exceeded']],
  'invalid-fields': [[400, 'invalid_fields']],
  'v1-account': [
    [400, 'account_not_yet_compatible_with_v2'],
    [400, 'v1_account_instead_of_v2_account'],
  ],
  'idempotency-conflict': [[409, 'idempotency_error']],
  forbidden: [[403, 'forbidden']],
};

describe('The outcomes', () => {
  for (const { id, outcomes } of loadCatalogue().contracts) {
    for (const [kind, expected] of Object.entries(answers)) {
      const told = outcomes.filter(outcome => outcome.kind === kind).map(({ status, code }) => [status, code]);
      if (told.length === 0) continue; // a contract need not have each
      it(`of ${id} answer ${kind} with the status and the codes by which clients know it`, () => {
        assert.deepEqual(told, expected);
      });
    }
  }
});
