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
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** The request of a case as it goes over the wire. */
export function requestFor(target: Target, { body, wire, idempotencyKey }: TestCase): OutgoingRequest {
  const usual: (readonly [name: string, value: string])[] = [
    ['Authorization', `Bearer ${target.apiKey}`],
    ['Stripe-Version', target.stripeVersion],
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
    ...(idempotencyKey === undefined ? [] : [['Idempotency-Key', idempotencyKey] as const]),
    ...target.headers,
  ];
  return {
    url: `${target.baseUrl}/v2/core/account_links`,
    method: wire?.method ?? 'POST',
    headers: wire?.headers === undefined ? usual : replaced(usual, wire.headers),
    body: wire?.text ?? JSON.stringify(body),
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
