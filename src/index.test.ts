import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createExchange, createJudge, loadCatalogue } from './index.ts';

it('judges an exchange through the library in a few lines', () => {
  const judge = createJudge({ catalogue: loadCatalogue() });
  const { verdict, findings } = judge(
    createExchange({
      source: 'example',
      entry: 1,
      request: {
        method: 'POST',
        url: 'https://api.stripe.com/v2/core/account_links',
        headers: { 'Stripe-Version': '2026-02-25.clover' },
        body: '{"account":"acct_1"}',
      },
      response: { status: 400, headers: {}, body: '{"error":{"code":"invalid_fields","message":"…"}}' },
    }),
  );
  assert.equal(verdict, 'violating');
  assert.deepEqual(
    findings.map(({ rule, at }) => [rule, at.pointer]),
    [['request/required', '/request/body/use_case']],
  );
});
