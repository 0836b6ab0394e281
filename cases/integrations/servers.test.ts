// The provider within servers that somebody has already.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Stripe from 'stripe';
import { createListener, createProvider } from '../../src/provider/index.ts';
import { accounts, clientOf, linkBy } from './sdk.ts';

async function listen(t: TestContext, server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise(resolve => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens on a port has one
}

/** A link, the page that it opens, and a refusal. */
async function use(url: string): Promise<void> {
  const link = await linkBy(clientOf(url));
  assert.ok(link.startsWith(`${url}/setup/e/acct_1/`));
  assert.match(await (await fetch(link)).text(), /This is a stand-in, not Stripe/);
  await assert.rejects(linkBy(clientOf(url), 'acct_2'), { statusCode: 404, code: 'not_found' });
}

describe('createListener', () => {
  it('serves node:http', async t => {
    await use(await listen(t, createServer(createListener(createProvider({ accounts })))));
  });

  it('serves Express', async t => {
    const app = express();
    app.use(createListener(createProvider({ accounts })));
    await use(await listen(t, createServer(app)));
  });

  it('serves Express behind its parser of JSON', async t => {
    const app = express();
    app.use(express.json());
    app.use(createListener(createProvider({ accounts })));
    await use(await listen(t, createServer(app)));
  });

  it('serves Fastify', async t => {
    const provider = createProvider({ accounts });
    const app = Fastify();
    app.register(async stripe => {
      stripe.removeAllContentTypeParsers();
      stripe.addContentTypeParser('*', (_request, _payload, done) => done(null)); // the provider reads the body itself
      const listener = createListener(provider);
      stripe.all('/*', (request, reply) => listener(request.raw, reply.hijack().raw));
    });
    t.after(() => app.close());
    await use(await app.listen({ port: 0, host: '127.0.0.1' }));
  });
});

describe('Hono', () => {
  it('serves the provider as one of its handlers', async () => {
    const provider = createProvider({ accounts });
    const app = new Hono();
    app.all('*', c => provider.handle(c.req.raw));
    const httpClient = Stripe.createFetchHttpClient(async (url: string, init: RequestInit) =>
      app.fetch(new Request(url, init)),
    );
    const stripe = new Stripe('sk_test_dummy', { httpClient, telemetry: false, maxNetworkRetries: 0 });
    const page = await app.request(await linkBy(stripe));
    assert.match(await page.text(), /This is a stand-in, not Stripe/);
  });
});
