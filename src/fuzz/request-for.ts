import type { OutgoingRequest } from '../client/http-client.ts';
import type { Contract } from '../contract/contract.ts';
import type { TestCase } from './test-case.ts';

/** The provider under test, as what it is tested. */
export interface Target {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly contract: Contract;
  readonly stripeVersion: string;
  readonly apiKey: string;
  /** The environment variable that the key was taken from. */
  readonly apiKeyEnv?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Makes the requests of a target: a case as it goes over the wire. Most have the same headers, and share one list of them. */
export function createRequestFor(target: Target): (testCase: TestCase) => OutgoingRequest {
  const url = `${target.baseUrl}/v2/core/account_links`;
  const usual: readonly (readonly [name: string, value: string])[] = Object.freeze([
    ['Authorization', `Bearer ${target.apiKey}`],
    ['Stripe-Version', target.stripeVersion],
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
    ...target.headers,
  ] as const);
  return ({ body, wire, idempotencyKey, ownConnection }) => {
    const headers = idempotencyKey === undefined ? usual : [['Idempotency-Key', idempotencyKey] as const, ...usual];
    return {
      url,
      method: wire?.method ?? 'POST',
      headers: wire?.headers === undefined ? headers : replaced(headers, wire.headers),
      body: wire?.text ?? JSON.stringify(body),
      ...(ownConnection === undefined ? {} : { ownConnection }),
    };
  };
}

function replaced(
  headers: readonly (readonly [name: string, value: string])[],
  others: { readonly [name: string]: readonly string[] },
): (readonly [name: string, value: string])[] {
  return [
    ...headers.filter(([name]) => others[name.toLowerCase()] === undefined),
    ...Object.entries(others).flatMap(([name, values]) => values.map(value => [name, value] as const)),
  ];
}
