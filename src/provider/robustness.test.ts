// What no well-behaved client does: the server answers or lets go, and goes on.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { createProvider, startServer } from './index.ts';

const accounts = [{ id: 'acct_1', configurations: ['recipient'] }];
const valid = JSON.stringify({
  account: 'acct_1',
  use_case: {
    type: 'account_onboarding',
    account_onboarding: { configurations: ['recipient'], refresh_url: 'https://example.com/reauth' },
  },
});

function post(body: string, ...lines: readonly string[]): string {
  return [
    'POST /v2/core/account_links HTTP/1.1',
    'Host: x',
    'Authorization: Bearer sk_test_1',
    'Stripe-Version: 2026-02-25.clover',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...lines,
    '',
    body,
  ].join('\r\n');
}

async function serve(t: TestContext, options: { requestTimeoutMs?: number; drainMs?: number } = {}) {
  const failures: unknown[] = [];
  const provider = createProvider({ accounts });
  const server = await startServer({ provider, onError: thrown => failures.push(thrown), ...options });
  t.after(async () => {
    await server.close();
    assert.deepEqual(failures, []);
  });
  const open = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  };
  const raw = async (text: string | Buffer): Promise<string> => {
    const socket = await open();
    socket.write(text);
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    return answer;
  };
  return { ...server, provider, open, raw };
}

describe('the server of the provider', { timeout: 60_000 }, () => {
  it('answers requests in one packet one after the other', async t => {
    const { raw } = await serve(t);
    const answer = await raw(post(valid).repeat(200) + post('{}') + post(valid, 'Connection: close'));
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    assert.deepEqual(statuses, [...Array(200).fill('200'), '400', '200']);
  });

  it('refuses headers that are too large with 431 in the envelope', async t => {
    const { raw } = await serve(t);
    const answer = await raw(post(valid, `X-Large: ${'x'.repeat(20_000)}`));
    assert.match(answer, /^HTTP\/1\.1 431 [\s\S]*"headers_too_large"/);
  });

  it('refuses what is no HTTP with 400 in the envelope', async t => {
    const { raw } = await serve(t);
    for (const text of ['\x16\x03\x01\x02\x00\x01\x00', 'hello\r\n\r\n', 'GET / HTTP/1.1\r\nHost : x\r\n\r\n']) {
      assert.match(await raw(text), /^HTTP\/1\.1 400 [\s\S]*"http_malformed"/);
    }
    const smuggled = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    assert.match(await raw(smuggled), /^HTTP\/1\.1 400 /);
  });

  it('does not wait for ever for a slow client', async t => {
    const { raw } = await serve(t, { requestTimeoutMs: 50 });
    assert.match(await raw('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n'), /^HTTP\/1\.1 408 |^$/);
    assert.match(await raw('POST / HT'), /^HTTP\/1\.1 408 [\s\S]*"request_timeout"/);
  });

  it('answers 413 to a body without an end, and hangs up', async t => {
    const { open } = await serve(t);
    const socket = await open();
    socket.write(post('').replace('Content-Length: 0', 'Transfer-Encoding: chunked'));
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 0x20), Buffer.from('\r\n')]);
    let answer = '';
    socket.on('data', data => {
      answer += data;
    });
    let sent = 0;
    const closed = new Promise(resolve => socket.once('close', resolve)); // it may be reset
    const write = (): void => {
      while (!socket.destroyed && sent < 2048) {
        sent++;
        if (!socket.write(chunk)) return void socket.once('drain', write);
      }
    };
    write();
    await closed;
    assert.ok(sent < 2048, 'it hung up before all of 128 MiB was sent');
    assert.match(answer, /^HTTP\/1\.1 413 |^$/);
  });

  for (const [name, body] of [
    ['nothing', ''],
    ['half an object', '{"account":'],
    ['a lone surrogate', '"\\ud800"'],
    ['a byte order mark', '\ufeff{}'],
    ['a null byte', '\0'],
    ['a number beyond all numbers', '{"account":1e999}'],
    ['fifty thousand levels', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['objects a thousand levels deep', `${'{"use_case":'.repeat(1000)}1${'}'.repeat(1000)}`],
    ['a repeated member', '{"account":"a","account":"b"}'],
    ['a hundred thousand members', `{${Array.from({ length: 50_000 }, (_, index) => `"m${index}":1`).join(',')}}`],
    ['the prototype', '{"__proto__":{"account":"acct_1"},"constructor":{"prototype":{"polluted":true}}}'],
    ['a deep prototype', '{"account":"acct_1","use_case":{"__proto__":{"polluted":true},"type":"__proto__"}}'],
    ['a type called like a member of every object', '{"account":"acct_1","use_case":{"type":"constructor"}}'],
    ['an account called like the prototype', valid.replace('acct_1', '__proto__')],
  ] as const) {
    it(`refuses ${name} with a 4xx and is unchanged`, async t => {
      const { raw, url } = await serve(t);
      for (const key of ['', 'Idempotency-Key: __proto__']) {
        const answer = await raw(post(body, 'Connection: close', ...(key === '' ? [] : [key])));
        assert.match(answer, /^HTTP\/1\.1 4\d\d [\s\S]*"error"/);
      }
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined); // any object would have it
      assert.equal((await fetch(`${url}/_admin`)).status, 200);
    });
  }

  // Ten thousand: `npm run soak`.
  it('serves a thousand connections one after the other', async t => {
    const { raw, provider } = await serve(t);
    for (let times = 0; times < 1000; times++) {
      assert.match(await raw(post(valid, 'Connection: close')), /^HTTP\/1\.1 200 /);
    }
    assert.equal(provider.control.links().length, 1000);
  });

  it('serves others while hundreds of slow clients keep it waiting, and lets go of those', async t => {
    const { open, raw } = await serve(t, { requestTimeoutMs: 1500 });
    const slow = await Promise.all(Array.from({ length: 300 }, open));
    const gone = slow.map(socket => once(socket, 'close'));
    for (const [index, socket] of slow.entries()) {
      socket.resume().write(index % 2 === 0 ? 'POST / HT' : 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1');
    }
    assert.match(await raw(post(valid, 'Connection: close')), /^HTTP\/1\.1 200 /);
    await Promise.all(gone);
  });

  it('lets answers under way out when it is closed, and takes no more', async t => {
    const { provider, open, close, url } = await serve(t, { drainMs: 10_000 });
    provider.control.addFault({ kind: 'latency', ms: 100 });
    const socket = await open();
    socket.write(post(valid));
    while (provider.control.links().length === 0) await new Promise(setImmediate); // it is being answered
    const closed = close();
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n[\s\S]*"v2\.core\.account_link"/);
    await closed;
    await assert.rejects(fetch(url));
  });

  it('breaks connections on order', async t => {
    const { provider, raw } = await serve(t);
    provider.control.addFault({ kind: 'reset' });
    await assert.rejects(raw(post(valid)), { code: 'ECONNRESET' });
    provider.control.addFault({ kind: 'truncate' });
    const [, length = '', part = ''] =
      /Content-Length: (\d+)[\s\S]*?\r\n\r\n([\s\S]*)$/.exec(await raw(post(valid))) ?? [];
    assert.equal(part.length, Number(length) >> 1);
    provider.control.addFault({ kind: 'garbage' });
    assert.match(await raw(post(valid)), /^\{"object":"v2\.core\.account_link"/);
    for (const by of [10, -10]) {
      provider.control.addFault({ kind: 'length', by });
      const answer = await raw(post(valid, 'Connection: close'));
      const [, said = '', sent = ''] = /Content-Length: (\d+)[\s\S]*?\r\n\r\n([\s\S]*)$/.exec(answer) ?? [];
      assert.equal(Number(said) - sent.length, by);
    }
  });

  it('keeps silent on order, until its client or its server is closed', async t => {
    const { provider, open, url, close } = await serve(t, { drainMs: 10 });
    provider.control.addFault({ kind: 'hang', times: 2 });
    provider.control.addFault({ kind: 'stall' });
    const given = AbortSignal.timeout(50);
    const headers = { authorization: 'Bearer sk_test_1', 'stripe-version': '2026-02-25.clover' };
    const ask = () => fetch(`${url}/v2/core/account_links`, { method: 'POST', headers, body: valid, signal: given });
    await assert.rejects(ask(), { name: 'TimeoutError' });
    const socket = await open();
    socket.write(post(valid) + post(valid));
    const silent = once(socket, 'close');
    while (provider.control.faults().length > 1) await new Promise(setImmediate);
    await close();
    await silent;
  });
});
