import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createExchange, excerpt, isAccountLinksExchange, type RawExchange } from './exchange.ts';

const key = ['sk', 'live', '51Habcdefghijklmnop'].join('_');

function raw(change: { readonly method?: string; readonly url?: string; readonly line?: number } = {}): RawExchange {
  const { method = 'post', url = 'https://api.stripe.com/v2/core/account_links', line } = change;
  return {
    ...{ source: 'a.ndjson', entry: 3, ...(line === undefined ? {} : { line }) },
    request: { method, url, headers: [['Authorization', `Bearer ${key}`]], body: '{"account":"acct_1"}' },
    response: { status: 404, headers: { 'Request-Id': 'req_1' }, body: '{"error":{}}' },
  };
}

describe('createExchange', () => {
  it('normalises names, parses bodies and keeps the place', () => {
    assert.deepEqual(createExchange(raw({ line: 7 })), {
      source: 'a.ndjson',
      entry: 3,
      line: 7,
      request: {
        method: 'POST',
        url: 'https://api.stripe.com/v2/core/account_links',
        headers: new Map([['authorization', ['Bearer sk_live_redacted']]]),
        keyKind: 'live',
        body: { kind: 'json', value: { account: 'acct_1' } },
      },
      response: {
        status: 404,
        headers: new Map([['request-id', ['req_1']]]),
        body: { kind: 'json', value: { error: {} } },
      },
    });
  });

  it('has no line and no kind of key where the recording has none', () => {
    const exchange = createExchange({ ...raw(), request: { ...raw().request, headers: [] } });
    assert.equal('line' in exchange, false);
    assert.equal(exchange.request.keyKind, undefined);
  });

  it('sees what its caller has changed in a list of headers since the exchange before', () => {
    const headers: [string, string][] = [['Stripe-Version', '2025-12-15.clover']];
    const versionOf = (): unknown =>
      createExchange({ ...raw(), request: { ...raw().request, headers } }).request.headers.get('stripe-version');
    assert.deepEqual(versionOf(), ['2025-12-15.clover']);
    headers[0] = ['Stripe-Version', '2026-01-28.clover'];
    assert.deepEqual(versionOf(), ['2026-01-28.clover']);
  });

  it('takes keys out of the method and the URL', () => {
    const { request } = createExchange(raw({ method: key, url: `https://${key}@host.example/?a=${key}` }));
    assert.doesNotMatch(`${request.method} ${request.url}`, /51habcdefghijklmnop/i);
  });
});

describe('isAccountLinksExchange', () => {
  const ours = [
    '/v2/core/account_links',
    'https://api.stripe.com/v2/core/account_links',
    'http://127.0.0.1:4010/v2/core/account_links?a=b#c',
    'HTTPS://API.STRIPE.COM/v2/core/account_links/',
    'https://api.stripe.com/v2/core/%61ccount%5Flinks',
    'https://api.stripe.com/%76%32/core/account_link%73',
  ];
  for (const url of ours) {
    it(`knows ${url}`, () => assert.equal(isAccountLinksExchange({ request: { method: 'POST', url } }), true));
  }

  const others = [
    '',
    '/v1/account_links',
    '/v2/core/account_links/acct_1',
    '/V2/core/account_links',
    '/proxy/v2/core/account_links',
    '/v2%2Fcore/account_links',
    'https://api.stripe.com/?next=/v2/core/account_links',
    'https://api.stripe.com#/v2/core/account_links',
  ];
  for (const url of others) {
    it(`leaves ${url || 'nothing'} to others`, () =>
      assert.equal(isAccountLinksExchange({ request: { method: 'POST', url } }), false));
  }

  it('leaves other methods to others', () => {
    for (const method of ['GET', 'OPTIONS', '']) {
      assert.equal(isAccountLinksExchange(createExchange(raw({ method }))), false);
    }
  });

  it('is not held up by a URL of slashes', () => {
    assert.equal(isAccountLinksExchange({ request: { method: 'POST', url: `${'/'.repeat(1_000_000)}x` } }), false);
  });
});

describe('excerpt', () => {
  it('is the JSON text of a value, cut to a length', () => {
    assert.equal(excerpt({ a: [1] }), '{"a":[1]}');
    assert.equal(excerpt(undefined), 'nothing');
    assert.equal(excerpt('x'.repeat(100), 10), '"xxxxxxxx…');
  });

  it('cuts no character in two', () => {
    assert.equal(excerpt('\u{1f600}'.repeat(9), 4), '"\u{1f600}…');
    assert.equal(excerpt('\u{1f600}'.repeat(9), 5), '"\u{1f600}…');
  });

  it('shows no key, not even the beginning of one', () => {
    assert.doesNotMatch(excerpt(`${'x'.repeat(60)}${key}`), /51H/);
  });
});
