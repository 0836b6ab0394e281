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

/** The codes that the documents of a contract name, beside those that were seen; the others are our reading. */
const documented: { readonly [contract: string]: readonly string[] } = {
  '2025-03-31.preview': ['not_found'],
  '2025-06-30.preview': ['not_found'],
  '2025-07-30.preview': ['not_found'],
  '2026-06-24.preview': ['not_found', 'account_rate_limit_exceeded'],
  '2025-12-15.clover': [
    ...['not_found', 'accounts_v2_access_blocked', 'configs_must_match_to_use_account_links'],
    'account_rate_limit_exceeded',
  ],
  '2026-09-30.endive': ['not_found', 'accounts_v2_access_blocked', 'account_rate_limit_exceeded'],
};

describe('The outcomes', () => {
  for (const { id, outcomes } of loadCatalogue().contracts) {
    it(`of ${id} are documented where a document names them, and nowhere else`, () => {
      const codes = outcomes.filter(({ evidence }) => evidence === 'documented').flatMap(({ code }) => code ?? []);
      assert.deepEqual(codes, documented[id]);
    });

    it(`of ${id} are all there: but that nothing can mismatch where configurations are gone`, () => {
      const kinds = Object.keys(answers).filter(
        kind => kind !== 'configurations-mismatch' || id !== '2026-09-30.endive',
      );
      assert.deepEqual([...new Set(outcomes.map(({ kind }) => kind))], kinds);
    });
  }

  it('know the limit of rates of an account from 2026-03-25.dahlia on', () => {
    const since = loadCatalogue().contracts.flatMap(({ id, outcomes }) =>
      outcomes.flatMap(outcome => (outcome.since === undefined ? [] : [[id, outcome.code, outcome.since]])),
    );
    assert.deepEqual(since, [['2025-12-15.clover', 'account_rate_limit_exceeded', '2026-03-25.dahlia']]);
  });

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
