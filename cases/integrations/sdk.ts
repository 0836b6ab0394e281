// For the tests of this folder: the official SDK, as a consumer uses it.
import Stripe from 'stripe';
import type { Account } from '../../src/provider/index.ts';

export const accounts: readonly Account[] = [{ id: 'acct_1', configurations: ['merchant'] }];

/** A client of a server. */
export function clientOf(url: string): Stripe {
  const { hostname: host, port } = new URL(url);
  return new Stripe('sk_test_dummy', { host, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
}

/** Asks for a link; a refusal is thrown as the SDK does. */
export async function linkBy(stripe: Stripe, account = 'acct_1'): Promise<string> {
  const link = await stripe.v2.core.accountLinks.create({
    account,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { configurations: ['merchant'], refresh_url: 'https://example.com/reauth' },
    },
  });
  return link.url;
}
