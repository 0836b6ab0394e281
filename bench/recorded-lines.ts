// A log as platforms have it: lines of 1.7 to 2.6 KB with the headers that servers and SDKs send, of 84 kinds of requests by
// two SDKs; six in a hundred are refused, two in a hundred break the contract. Each has an account, times, keys and a link of
// its own. The same lines each time.

const subsets = ['customer', 'merchant', 'recipient', 'customer,merchant', 'customer,recipient', 'merchant,recipient'];
const configurations = [...subsets, 'customer,merchant,recipient'].map(names => names.split(','));
const collections = [
  undefined,
  { fields: 'currently_due' },
  { fields: 'eventually_due', future_requirements: 'include' },
] as const;
const agents = ['Stripe/v2 NodeBindings/20.4.0', 'Stripe/v1 PythonBindings/14.4.2'];

/** The exchange of a line of our endpoint, or of another one. */
export function exchangeAt(at: number, isOurs: boolean): object {
  const id = (at * 7919 + 1e9).toString(36).toUpperCase();
  const time = (later: number): string => new Date(Date.UTC(2026, 9, 1) + at * 47 + later).toISOString();
  const flow = at % 2 === 0 ? 'account_onboarding' : 'account_update';
  const collection = collections[(at >> 1) % 3];
  const account = `acct_1Nv0${id}KHgCVdK`;
  const useCase = {
    type: flow,
    [flow]: {
      configurations: configurations[(at >> 3) % 7],
      refresh_url: `https://platform.example.com/onboarding/${id}/reauth`,
      ...(at % 5 < 3 ? { return_url: `https://platform.example.com/onboarding/${id}/return?done=1` } : {}),
      ...(collection === undefined ? {} : { collection_options: collection }),
    },
  };
  const kind = at % 100;
  const answer =
    kind < 4
      ? { error: { code: 'not_found', message: `No such account: '${account}'; it may be another platform’s.` } }
      : kind < 6
        ? { error: { code: 'configs_must_match_to_use_account_links', message: 'Configurations must match.' } }
        : {
            object: 'v2.core.account_link',
            account,
            created: time(0),
            expires_at: time(300_000),
            livemode: kind < 8 ? 'no' : false,
            url: `https://connect.stripe.com/setup/e/${account}/${id}x${id.toLowerCase()}`,
            use_case: useCase,
          };
  const path = isOurs
    ? '/v2/core/account_links'
    : at % 100 === 99
      ? '/v1/account_links'
      : `/v1/payment_intents/pi_${id}`;
  const key = `stripe-node-retry-${id.toLowerCase()}-9f1c-4a52-b6d0-5a1f3c2e7d90`;
  const [sent, received] = [JSON.stringify({ account, use_case: useCase }), JSON.stringify(answer)];
  return {
    ...{ v: 1, time: time(0) },
    request: {
      ...{ method: 'POST', url: `https://api.stripe.com${path}` },
      headers: [
        ['accept', 'application/json'],
        ['authorization', 'Bearer sk_test_[redacted]'],
        ['content-length', String(sent.length)],
        ['content-type', 'application/json'],
        ['host', 'api.stripe.com'],
        ['idempotency-key', key],
        ['stripe-version', '2026-02-25.clover'],
        ['user-agent', agents[(at >> 4) % 2]],
      ],
      body: { text: sent },
    },
    response: {
      status: kind < 4 ? 404 : kind < 6 ? 400 : 200,
      headers: [
        ['access-control-allow-credentials', 'true'],
        ['access-control-allow-methods', 'GET, HEAD, PUT, PATCH, POST, DELETE'],
        ['access-control-expose-headers', 'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry'],
        ['cache-control', 'no-cache, no-store'],
        ['connection', 'keep-alive'],
        ['content-length', String(received.length)],
        ['content-type', 'application/json'],
        ['date', new Date(Date.UTC(2026, 9, 1) + at * 47).toUTCString()],
        ['idempotency-key', key],
        ['request-id', `req_v2${id}0000001`],
        ['server', 'nginx'],
        ['strict-transport-security', 'max-age=63072000; includeSubDomains; preload'],
        ['stripe-version', '2026-02-25.clover'],
      ],
      body: { text: received },
    },
  };
}

/** The line with this number of a log of which so many in a hundred are of our endpoint. */
export function lineAt(at: number, share: number): string {
  return JSON.stringify(exchangeAt(at, (at * 37) % 100 < share));
}

/** The same as an entry of a HAR. */
export function entryAt(at: number): string {
  // Of the shape that is written above.
  const { time, request, response } = exchangeAt(at, true) as {
    readonly time: string;
    readonly request: Message & { readonly method: string; readonly url: string };
    readonly response: Message & { readonly status: number };
  };
  const named = (headers: Message['headers']) => headers.map(([name, value]) => ({ name, value }));
  return JSON.stringify({
    ...{ startedDateTime: time, time: 85.5 + (at % 70) },
    request: {
      ...{ method: request.method, url: request.url, httpVersion: 'HTTP/1.1', cookies: [], queryString: [] },
      headers: named(request.headers),
      postData: { mimeType: 'application/json', text: request.body.text },
      ...{ headersSize: -1, bodySize: request.body.text.length },
    },
    response: {
      ...{ status: response.status, statusText: 'OK', httpVersion: 'HTTP/1.1', cookies: [], redirectURL: '' },
      headers: named(response.headers),
      content: { size: response.body.text.length, mimeType: 'application/json', text: response.body.text },
      ...{ headersSize: -1, bodySize: response.body.text.length },
    },
    cache: {},
    timings: { send: 0.1, wait: 80.2 + (at % 70), receive: 5.2 },
  });
}

interface Message {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: { readonly text: string };
}
