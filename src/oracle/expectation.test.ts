import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalogue } from '../contract/contract.ts';
import { namedContract } from '../contract/select-contract.ts';
import { expectationOf, type RequestFacts, type Situation } from './expectation.ts';

const catalogue = loadCatalogue();
const calm: Situation = { applied: ['merchant', 'recipient'], blocked: false, rateLimited: false };
const asking = (...configurations: string[]): RequestFacts => ({
  body: { account: 'acct_1', use_case: { type: 'account_update', account_update: { configurations } } },
  mustBeRefused: false,
  isOpen: false,
});
const right = asking('recipient', 'merchant');

function expected(version: string, request: RequestFacts, situation: Situation): string {
  const { contract, stripeVersion } = namedContract(catalogue, version);
  const { outcomes, open } = expectationOf(contract, stripeVersion, request, situation);
  return (
    outcomes.map(({ status, code }) => [status, code].filter(Boolean).join(' ')).join(' or ') + (open ? ', open' : '')
  );
}

const ga = '2026-02-25.clover';
const rows: readonly (readonly [name: string, version: string, RequestFacts, Situation, answer: string])[] = [
  ['a valid request for an account that exists', ga, right, calm, '200'],
  ['an unknown account', ga, right, { ...calm, applied: undefined }, '404 not_found'],
  ['a blocked platform', ga, right, { ...calm, blocked: true }, '400 accounts_v2_access_blocked'],
  ['fewer configurations', ga, asking('merchant'), calm, '400 configs_must_match_to_use_account_links'],
  [
    'more configurations',
    ga,
    asking('merchant', 'recipient', 'customer'),
    calm,
    '400 configs_must_match_to_use_account_links',
  ],
  ['other configurations', ga, asking('customer'), calm, '400 configs_must_match_to_use_account_links'],
  ['a request that breaks the schema', ga, { ...right, mustBeRefused: true }, calm, '400 invalid_fields'],
  ['a request that breaks what we only assume', ga, { ...right, isOpen: true }, calm, '200, open'],
  ['rate limiting before it was documented', ga, right, { ...calm, rateLimited: true }, '200, open'],
  ['rate limiting', '2026-03-25.dahlia', right, { ...calm, rateLimited: true }, '429 account_rate_limit_exceeded'],
  [
    'several reasons at once',
    ga,
    { ...right, mustBeRefused: true },
    { ...calm, applied: undefined, blocked: true },
    '404 not_found or 400 accounts_v2_access_blocked or 400 invalid_fields',
  ],
  ['a mismatch before it was documented', '2025-06-30.preview', asking('recipient'), calm, '200, open'],
  [
    'a mismatch in a later preview',
    '2026-08-26.preview',
    asking('recipient'),
    calm,
    '400 configs_must_match_to_use_account_links',
  ],
  [
    'an account without configurations in the request',
    '2026-10-28.endive',
    asking(),
    { ...calm, applied: undefined },
    '404 not_found',
  ],
];

describe('The oracle', () => {
  for (const [name, version, request, situation, answer] of rows) {
    it(`expects ${answer} for ${name} under ${version}`, () => {
      assert.equal(expected(version, request, situation), answer);
    });
  }

  it('demands a refusal for a certain reason even where another is open', () => {
    const { contract, stripeVersion } = namedContract(catalogue, ga);
    const unknown = { ...calm, applied: undefined };
    const { mustRefuse, open } = expectationOf(contract, stripeVersion, { ...right, isOpen: true }, unknown);
    assert.deepEqual([mustRefuse, open], [true, true]);
  });
});
