// What each program must have told, and what the provider must have heard.
import assert from 'node:assert/strict';

/** A line that a program prints. */
export interface Told {
  readonly call: string;
  readonly [name: string]: string;
}

/** Throws where an SDK has not understood the provider; the name of the SDK and its Stripe-Version otherwise. */
export function demandCalls(told: readonly Told[], requests: readonly object[]): string {
  const [sdk, link, again, ...refusals] = told;
  assert.equal(sdk?.call, 'sdk', 'it says which SDK it is');
  assert.match(link?.['url'] ?? '', /^http:\/\/127\.0\.0\.1:\d+\/setup\/e\/acct_1Known\/\w+$/);
  assert.deepEqual(link, {
    ...{ url: link?.['url'], call: 'link', account: 'acct_1Known', livemode: false, type: 'account_onboarding' },
    ...{ refreshUrl: 'https://example.com/reauth', seconds: 300 },
  });
  assert.equal(again?.['url'], link?.['url'], 'the same idempotency key gets the same link');
  const expected = [
    { call: 'unknown', status: 404, code: 'not_found' },
    { call: 'fields', status: 400, code: 'invalid_fields' },
    ...(sdk?.['version']?.endsWith('.endive') === true
      ? []
      : [{ call: 'mismatch', status: 400, code: 'configs_must_match_to_use_account_links' }]),
  ];
  for (const refusal of refusals) assert.match(refusal['requestId'] ?? '', /^req_v2/, 'it reads the request id');
  assert.deepEqual(
    refusals.map(({ requestId, ...refusal }) => refusal),
    expected,
  );
  assert.equal(requests.length, told.length - 1, 'each call is one request');
  const sent = JSON.stringify(requests);
  assert.equal(sent.split(`"${sdk?.['version']}"`).length > requests.length, true, 'it sends its Stripe-Version');
  return `${sdk?.['name']} (${sdk?.['version']})`;
}
