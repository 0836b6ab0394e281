import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { ToolError } from '../errors.ts';
import { createProvider } from './handler.ts';
import type { ProviderOptions } from './provider.ts';
import { type RunningServer, type ServerOptions, startServer } from './serve.ts';

const accounts = [{ id: 'acct_1', configurations: ['recipient'] }];
const headers = {
  authorization: 'Bearer sk_test_1',
  'stripe-version': '2026-02-25.clover',
  'content-type': 'application/json',
};
const body = JSON.stringify({
  account: 'acct_1',
  use_case: {
    type: 'account_onboarding',
    account_onboarding: { configurations: ['recipient'], refresh_url: 'https://example.com/é' },
  },
}).replace('é', '%C3%A9');

async function serve(t: TestContext, provider: ServerOptions['provider'], onError?: ServerOptions['onError']) {
  const server = await startServer({ provider, ...(onError === undefined ? {} : { onError }) });
  t.after(() => server.close());
  return server;
}

/** Talks to the server in bytes, for what no client library sends. */
async function raw({ url }: RunningServer, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end(text);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

const fixed = (): ProviderOptions => {
  let count = 0;
  return { accounts, now: () => new Date(0), createToken: () => `t${++count}` };
};

describe('startServer', () => {
  it('answers what the provider answers', async t => {
    const server = await serve(t, createProvider(fixed()));
    const pure = createProvider(fixed());
    for (const [path, init] of [
      ['/v2/core/account_links', { method: 'POST', headers, body }],
      ['/v2/core/account_links', { method: 'POST', headers, body: '{' }],
      ['/v2/core/account_links', { method: 'POST', headers: { ...headers, authorization: '' }, body }],
      ['/v2/core/account_links?x=1', { method: 'PUT', headers, body }],
      ['/elsewhere?x=1', {}],
      ['/setup/e/acct_1/t2', { redirect: 'manual' }],
      ['/setup/e/acct_1/t2', { redirect: 'manual' }],
      ['/_pact/provider-states', {}],
    ] as const) {
      const served = await fetch(server.url + path, init);
      const expected = await pure.handle(new Request(server.url + path, init));
      assert.equal(served.status, expected.status);
      assert.equal(await served.text(), await expected.text());
      for (const [name, value] of expected.headers) assert.equal(served.headers.get(name), value);
    }
  });

  it('hands out links that lead back to it by the name it was called by', async t => {
    const server = await serve(t, createProvider({ accounts }));
    const called = server.url.replace('127.0.0.1', 'localhost');
    const link = JSON.parse(
      await (await raw(server, post(body, `Host: ${new URL(called).host}`))).split('\r\n\r\n').slice(1).join(''),
    );
    assert.ok(link.url.startsWith(`${called}/setup/e/acct_1/`));
    const page = await fetch(link.url.replace('localhost', '127.0.0.1'));
    assert.equal(page.status, 200);
  });

  it('keeps repeated request headers', async t => {
    const server = await serve(t, createProvider({ accounts }));
    const answer = await raw(server, post(body, 'Host: x', 'Stripe-Version: 2026-02-25.clover'));
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.match(answer, /more than once/);
  });

  it('answers 413 to a body that is too large, to its end', async t => {
    const server = await serve(t, createProvider({ accounts }));
    const response = await fetch(`${server.url}/v2/core/account_links`, {
      method: 'POST',
      headers,
      body: new Uint8Array(8 * 1024 * 1024),
    });
    assert.equal(response.status, 413);
  });

  for (const [name, head, status] of [
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a b:c\r\n', 404],
    ['a Host with a user and a path', 'GET /_pact/provider-states HTTP/1.1\r\nHost: u@x/y\r\n', 200],
    ['HTTP/1.0 without a Host', 'GET /_pact/provider-states HTTP/1.0\r\n', 200],
    ['a target with two slashes', 'GET //x/_pact/provider-states HTTP/1.1\r\nHost: x\r\n', 404],
    ['an absolute target', 'GET http://y/_pact/provider-states?z HTTP/1.1\r\nHost: x\r\n', 200],
    ['the target *', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n', 404],
    ['a GET with a body', 'GET /_pact/provider-states HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n', 200],
    ['TRACE', 'TRACE /v2/core/account_links HTTP/1.1\r\nHost: x\r\n', 405],
    ['a target that no URL has', 'GET /%zz\\x HTTP/1.1\r\nHost: x\r\n', 404],
  ] as const) {
    it(`answers ${name} with ${status}`, async t => {
      const failures: unknown[] = [];
      const server = await serve(t, createProvider({ accounts }), thrown => failures.push(thrown));
      const answer = await raw(server, `${head}Connection: close\r\n\r\n${head.includes('Length') ? '{}' : ''}`);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.deepEqual(failures, []);
    });
  }

  it('answers 500 in the envelope and reports what failed when the provider fails', async t => {
    const failures: unknown[] = [];
    const failing = { handle: () => Promise.reject(new Error('secret of the stack')) };
    const server = await serve(t, failing, thrown => failures.push(thrown));
    const response = await fetch(server.url);
    const text = await response.text();
    assert.equal(response.status, 500);
    assert.equal(JSON.parse(text).error.code, 'internal_error');
    assert.doesNotMatch(text, /secret/);
    assert.match(String(failures[0]), /secret of the stack/);
  });

  it('does not mind a client that goes away in the middle of its request', async t => {
    const failures: unknown[] = [];
    const server = await serve(t, createProvider({ accounts }), thrown => failures.push(thrown));
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /v2/core/account_links HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    socket.resetAndDestroy();
    assert.equal((await fetch(`${server.url}/_pact/provider-states`)).status, 200);
    assert.deepEqual(failures, []);
  });

  it('refuses an address that is taken and says what to do', async t => {
    const provider = createProvider({ accounts });
    const port = Number(new URL((await serve(t, provider)).url).port);
    await assert.rejects(
      startServer({ provider, port }),
      (thrown: unknown) =>
        thrown instanceof ToolError &&
        thrown.code === 'address-in-use' &&
        thrown.message.includes(`port ${port}`) &&
        thrown.message.includes('--port 0'),
    );
  });

  it('refuses an address that is not of this machine', async () => {
    // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
    await assert.rejects(startServer({ provider: createProvider(), host: '192.0.2.1' }), {
      code: 'address-in-use',
      message: /`--host`, such as 127\.0\.0\.1/,
    });
  });

  it('closes while clients keep their connections open', async () => {
    const server = await startServer({ provider: createProvider() });
    const agent = new Agent({ keepAlive: true });
    const [response] = await once(httpRequest(`${server.url}/_pact/provider-states`, { agent }).end(), 'response');
    response.resume();
    await once(response, 'end');
    await server.close();
    await server.close();
    await assert.rejects(fetch(server.url));
    agent.destroy();
  });

  it('closes although a client never ends its request', async () => {
    const server = await startServer({ provider: createProvider() });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n');
    await once(socket, 'connect');
    await server.close();
  });
});

function post(text: string, ...lines: readonly string[]): string {
  const all = [
    'POST /v2/core/account_links HTTP/1.1',
    ...lines,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  return `${all.join('\r\n')}\r\n\r\n${text}`;
}
