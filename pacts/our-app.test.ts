// The example of docs/pacts.md, which holds it word for word.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { PactV4 } from '@pact-foundation/pact';
import { Stripe } from 'stripe';
import { addInteraction, interactionFor } from '../src/pact/index.ts';

const dir = mkdtempSync(join(tmpdir(), 'our-app-'));
after(() => rmSync(dir, { recursive: true }));

// begin of the example
const request = (account: string): Stripe.V2.Core.AccountLinkCreateParams => ({
  account,
  use_case: {
    type: 'account_onboarding',
    account_onboarding: { configurations: ['merchant'], refresh_url: 'https://our.app/again' },
  },
});
const onboard = async (stripe: Stripe, account: string) =>
  (await stripe.v2.core.accountLinks.create(request(account))).url; // our code

it('sends a merchant to the onboarding', async () => {
  const pact = new PactV4({ consumer: 'our-app', provider: 'stripe-account-links', dir });
  const created = interactionFor({ kind: 'created', request: request('acct_1'), stripeVersion: '2026-02-25.clover' });
  const url = await addInteraction(pact, created).executeTest(({ port }) =>
    onboard(new Stripe('sk_test_dummy', { host: '127.0.0.1', port, protocol: 'http' }), 'acct_1'),
  );
  assert.match(url ?? '', /^https:/);
});
// end of the example

it('is what docs/pacts.md shows', () => {
  const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
  const [, example = ''] = textOf('our-app.test.ts').split(/^\/\/ (?:begin|end) of the example$/m);
  assert.ok(example.length > 500);
  assert.ok(textOf('../docs/pacts.md').includes(example.trim()));
});
