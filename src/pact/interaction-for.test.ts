import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { member } from '../json.ts';
import { interactionFor, interactionsFor } from './index.ts';

const request = {
  account: 'acct_1',
  use_case: {
    type: 'account_onboarding',
    account_onboarding: { configurations: ['merchant'], refresh_url: 'https://our.app/again', return_url: undefined },
  },
};

describe('interactionsFor', () => {
  it('has every outcome that is documented or observed for a Stripe-Version', () => {
    const kindsOf = (stripeVersion: string): string[] => [
      ...new Set(interactionsFor({ stripeVersion }).map(({ kind }) => kind)),
    ];
    const early = ['created', 'account-unknown', 'access-blocked', 'configurations-mismatch', 'invalid-fields'];
    assert.deepEqual(kindsOf('2026-02-25.clover'), early);
    assert.deepEqual(kindsOf('2026-03-25.dahlia'), [...early.slice(0, -1), 'rate-limited', 'invalid-fields']);
    for (const one of interactionsFor({ stripeVersion: '2026-08-26.dahlia' })) {
      assert.equal(one.stripeVersion, '2026-08-26.dahlia');
    }
  });

  it('throws for a Stripe-Version that nobody knows', () => {
    assert.throws(() => interactionsFor({ stripeVersion: '1999-01-01.x' }), { code: 'version-unknown' });
  });
});

describe('interactionFor', () => {
  it('has the account that the request asks for exist with its configurations', () => {
    const { states, status, responseMatcher, unchecked, request: sent } = interactionFor({ kind: 'created', request });
    assert.deepEqual(states, [
      { name: 'an account exists', params: { account: 'acct_1', configurations: ['merchant'] } },
    ]);
    assert.equal(status, 200);
    const flow = { configurations: ['merchant'], refresh_url: 'https://our.app/again' };
    assert.deepEqual(sent['use_case'], { type: 'account_onboarding', account_onboarding: flow });
    assert.ok(member(responseMatcher, 'url') !== undefined);
    assert.ok(unchecked.some(({ constraint, reason }) => constraint.endsWith('url/format') && reason === 'wider'));
  });

  it('has an account with other configurations where they must not match', () => {
    const { states, code } = interactionFor({ kind: 'configurations-mismatch', request });
    assert.equal(code, 'configs_must_match_to_use_account_links');
    assert.deepEqual(states[0]?.params['configurations'], ['merchant', 'recipient']);
  });

  const refused: readonly (readonly [string, Parameters<typeof interactionFor>[0], RegExp])[] = [
    [
      'a request that the contract refuses',
      { kind: 'created', request: { account: 'acct_1', use_case: { type: 'account_update', account_update: {} } } },
      /2025-12-15\.clover refuses the request: \/use_case.* breaks/,
    ],
    [
      'a request that is to be refused and is not',
      { kind: 'invalid-fields', request },
      /finds nothing wrong with the request/,
    ],
    [
      'an outcome that the Stripe-Version does not have yet',
      { kind: 'rate-limited', request, stripeVersion: '2026-02-25.clover' },
      /not documented for 2026-02-25\.clover\. It is from 2026-03-25\.dahlia on\./,
    ],
    [
      'an outcome that its contract does not have',
      { kind: 'configurations-mismatch', request, stripeVersion: '2026-09-30.endive' },
      /2026-09-30\.endive does not know the outcome `configurations-mismatch`\. It knows: created,/,
    ],
    ['an outcome that no provider state brings about', { kind: 'forbidden', request }, /No provider state/],
  ];
  for (const [what, options, message] of refused) {
    it(`throws for ${what}`, () => {
      assert.throws(() => interactionFor(options), message);
    });
  }
});
