// The ways to the provider that need no server.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import nock from 'nock';
import Stripe from 'stripe';
import { createProvider } from '../../src/provider/index.ts';
import { accounts, linkBy } from './sdk.ts';

const stripeHost = 'https://api.stripe.com';

/**
 * Over `fetch`. The SDK's default client writes its request when the TLS connection stands, which neither MSW 2 nor nock
 * 14 ever says: it would wait for ever.
 */
function overFetch(): Stripe {
  const httpClient = Stripe.createFetchHttpClient();
  return new Stripe('sk_test_dummy', { httpClient, telemetry: false, maxNetworkRetries: 0 });
}

describe('stripe-node with createFetchHttpClient', () => {
  const provider = createProvider({ accounts });
  const httpClient = Stripe.createFetchHttpClient((url: string, init: RequestInit) =>
    provider.handle(new Request(url, init)),
  );
  const stripe = new Stripe('sk_test_dummy', { httpClient, telemetry: false, maxNetworkRetries: 0 });

  it('gets links and refusals', async () => {
    assert.match(await linkBy(stripe), /^https:\/\/api\.stripe\.com\/setup\/e\/acct_1\//);
    await assert.rejects(linkBy(stripe, 'acct_2'), { statusCode: 404, code: 'not_found' });
  });

  it('retries a reset connection with the same idempotency key and gets the same link', async () => {
    const retrying = new Stripe('sk_test_dummy', { httpClient, telemetry: false, maxNetworkRetries: 1 });
    provider.control.clearRequests();
    const before = provider.control.links().length;
    provider.control.addFault({ kind: 'reset' });
    await linkBy(retrying);
    assert.equal(provider.control.requests().length, 2);
    assert.equal(provider.control.links().length, before + 1);
  });
});

describe('MSW 2', () => {
  it('gets links, refusals and network errors', async () => {
    const provider = createProvider({ accounts });
    const server = setupServer(
      http.all(`${stripeHost}/*`, ({ request }) => provider.handle(request).catch(() => HttpResponse.error())),
    );
    server.listen({ onUnhandledRequest: 'error' });
    try {
      const stripe = overFetch();
      assert.match(await linkBy(stripe), /^https:\/\/api\.stripe\.com\/setup\/e\/acct_1\//);
      await assert.rejects(linkBy(stripe, 'acct_2'), { statusCode: 404, code: 'not_found' });
      provider.control.addFault({ kind: 'reset' });
      await assert.rejects(linkBy(stripe), { type: 'StripeConnectionError' });
    } finally {
      server.close();
    }
  });
});

describe('nock 14', () => {
  it('gets links, refusals and network errors', async () => {
    const provider = createProvider({ accounts });
    nock(stripeHost)
      .persist()
      .post(/.*/)
      .reply(async function (uri, body) {
        const { method, headers } = this.req;
        const request = new Request(stripeHost + uri, { method, headers, body: JSON.stringify(body) });
        const response = await provider.handle(request);
        return [response.status, await response.text(), Object.fromEntries(response.headers)];
      });
    try {
      const stripe = overFetch();
      assert.match(await linkBy(stripe), /^https:\/\/api\.stripe\.com\/setup\/e\/acct_1\//);
      await assert.rejects(linkBy(stripe, 'acct_2'), { statusCode: 404, code: 'not_found' });
      provider.control.addFault({ kind: 'reset', times: 2 }); // the SDK retries the first without being told
      await assert.rejects(linkBy(stripe), { type: 'StripeConnectionError' });
    } finally {
      nock.cleanAll();
      nock.restore();
    }
  });
});
