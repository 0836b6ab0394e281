// For the tests of this folder: a valid request with something changed, and its answer.
import type { Provider } from './provider.ts';

interface Changes {
  readonly account?: string;
  readonly refreshUrl?: string;
  readonly returnUrl?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Members in the opposite order. */
  readonly reversed?: boolean;
}

export function linkRequest(changes: Changes = {}): Request {
  const { account = 'acct_1', refreshUrl = 'https://example.com/reauth', returnUrl, headers = {} } = changes;
  const flow = {
    configurations: ['recipient'],
    refresh_url: refreshUrl,
    ...(returnUrl === undefined ? {} : { return_url: returnUrl }),
  };
  const members = Object.entries({ account, use_case: { type: 'account_onboarding', account_onboarding: flow } });
  return new Request('https://stand-in.example/v2/core/account_links', {
    method: 'POST',
    headers: {
      authorization: 'Bearer sk_test_1',
      'stripe-version': '2026-02-25.clover',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(Object.fromEntries(changes.reversed === true ? members.reverse() : members)),
  });
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
  readonly value: any;
}

export async function ask(provider: Pick<Provider, 'handle'>, request: Request): Promise<Asked> {
  const response = await provider.handle(request);
  return { status: response.status, headers: response.headers, value: await response.json() };
}
