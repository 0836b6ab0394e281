import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as httpRequest, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { createJudge, type Judgement } from '../check.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { createProvider, startServer } from '../provider/index.ts';
import type { Recording } from '../recording.ts';
import { startRecorder } from './start-recorder.ts';

const judge = createJudge({ catalogue: loadCatalogue() });
const endpoint = '/v2/core/account_links';
const headers = {
  authorization: 'Bearer sk_test_51Secret',
  'stripe-version': '2026-02-25.clover',
  'content-type': 'application/json',
};
const body = JSON.stringify({
  account: 'acct_1',
  use_case: {
    type: 'account_onboarding',
    account_onboarding: { configurations: ['merchant'], refresh_url: 'https://example.com/reauth' },
  },
});

async function listening(t: TestContext, listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`); // it listens on a port
}

/** An upstream that speaks in bytes. */
async function speaking(t: TestContext, speak: (socket: Socket) => void): Promise<URL> {
  const server = createTcpServer(socket => {
    socket.on('error', () => {});
    socket.once('data', () => speak(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`); // it listens on a port
}

async function record(t: TestContext, upstream: URL, add?: (recording: Recording) => void) {
  const recordings: Recording[] = [];
  const judgements: Judgement[] = [];
  const problems: string[] = [];
  const recorder = await startRecorder({
    ...{ upstream, judge, source: 'live' },
    sink: { add: add ?? (recording => recordings.push(recording)) },
    onJudged: judgement => judgements.push(judgement),
    onProblem: message => problems.push(message),
  });
  t.after(() => recorder.close());
  return { ...recorder, recordings, judgements, problems };
}

/** What a client gets in bytes, to the end of the connection. */
async function raw(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) answer += (chunk as Buffer).toString('latin1'); // a socket without an encoding gives buffers
  return answer;
}

const post = (...lines: readonly string[]) =>
  [
    `POST ${endpoint} HTTP/1.1`,
    'Host: recorder',
    'Connection: close',
    `Content-Length: ${body.length}`,
    ...lines,
    '',
    body,
  ].join('\r\n');

describe('a recorder', { timeout: 60_000 }, () => {
  it('passes the provider through and writes down what it judges, without secrets', async t => {
    const provider = createProvider({ accounts: [{ id: 'acct_1', configurations: ['merchant'] }] });
    const server = await startServer({ provider });
    t.after(() => server.close());
    const recorder = await record(t, new URL(server.url));
    const response = await fetch(recorder.url + endpoint, { method: 'POST', headers, body });
    const link = (await response.json()) as { url: string }; // of the provider
    assert.equal(response.status, 200);
    assert.equal((await fetch(link.url)).status, 200, 'the link leads to the upstream itself');
    const wrong = await fetch(recorder.url + endpoint, { method: 'POST', headers, body: '{}' });
    assert.equal(wrong.status, 400);
    await wrong.text();
    assert.equal(recorder.recordings.length, 2);
    assert.equal(recorder.recordings[0]?.request.url, server.url + endpoint);
    assert.deepEqual(
      recorder.judgements.map(({ verdict }) => verdict),
      ['conforming', 'violating'],
    );
    assert.doesNotMatch(JSON.stringify(recorder.recordings), /51Secret/);
    assert.ok(!JSON.stringify(recorder.recordings).includes(link.url));
    assert.deepEqual(recorder.problems, []);
  });

  it('forwards headers and bytes as they are, but for the Host and what is of one connection', async t => {
    let seen: readonly string[] = [];
    let got = '';
    const upstream = await listening(t, (incoming, outgoing) => {
      seen = incoming.rawHeaders;
      incoming.on('data', chunk => {
        got += chunk;
      });
      incoming.on('end', () => {
        outgoing.sendDate = false;
        outgoing.writeHead(299, 'Odd But Fine', [
          'X-One',
          '1',
          'x-one',
          '2',
          'Set-Cookie',
          'a=é',
          'Content-Length',
          '2',
        ]);
        outgoing.end(Buffer.from('ok')); // a text would have its headers in UTF-8
      });
    });
    const { url } = await record(t, upstream);
    const answer = await raw(url, post('X-MiXed: a', 'x-mixed: b', 'Stripe-Version: 2026-02-25.clover'));
    assert.deepEqual(seen.slice(0, -2), [
      ...['Host', upstream.host, 'Content-Length', String(body.length)],
      ...['X-MiXed', 'a', 'x-mixed', 'b', 'Stripe-Version', '2026-02-25.clover'],
    ]);
    assert.equal(got, body);
    assert.match(
      answer,
      /^HTTP\/1\.1 299 Odd But Fine\r\nX-One: 1\r\nx-one: 2\r\nSet-Cookie: a=\xe9\r\nContent-Length: 2\r\n/,
    );
    assert.match(answer, /\r\n\r\nok$/);
  });

  for (const [name, bytes] of [
    ['gzip', gzipSync('{"error":{"code":"not_found","message":"None."}}')],
    ['br', brotliCompressSync('{"error":{"code":"not_found","message":"None."}}')],
  ] as const) {
    it(`passes ${name} on unread and records what was in it`, async t => {
      const upstream = await listening(t, (incoming, outgoing) => {
        incoming.resume();
        outgoing.writeHead(404, { 'Content-Type': 'application/json', 'Content-Encoding': name });
        outgoing.end(bytes);
      });
      const { url, recordings } = await record(t, upstream);
      const request = httpRequest(url + endpoint, { method: 'POST', headers }).end(body);
      const [response] = await once(request, 'response');
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      assert.deepEqual(Buffer.concat(chunks), bytes);
      assert.match(recordings[0]?.response.body?.text ?? '', /"not_found"/);
    });
  }

  it('passes each piece of an answer on when it comes, in both directions', async t => {
    const upstream = await listening(t, (incoming, outgoing) => {
      outgoing.writeHead(200, { 'Content-Type': 'text/plain' });
      outgoing.flushHeaders();
      incoming.on('data', chunk => outgoing.write(`got ${chunk};`));
      incoming.on('end', () => outgoing.end('end'));
    });
    const { url } = await record(t, upstream);
    const request = httpRequest(`${url}/stream`, { method: 'POST' });
    request.flushHeaders();
    const [response] = await once(request, 'response'); // before any of the body was sent
    const pieces: string[] = [];
    for (const piece of ['one', 'two']) {
      request.write(piece);
      const [chunk] = await once(response, 'data');
      pieces.push(String(chunk));
    }
    request.end();
    await once(response, 'end');
    assert.deepEqual(pieces, ['got one;', 'got two;']);
  });

  it('holds nothing of a slow upstream back, and records it whole in the end', async t => {
    const steps: (() => void)[] = [];
    const pieces = ['{"error":{', '"code":"not_found",', '"message":"None."}}'];
    const upstream = await listening(t, (incoming, outgoing) => {
      incoming.resume();
      steps.push(
        () => {
          outgoing.writeHead(404, { 'Content-Type': 'application/json' });
          outgoing.flushHeaders();
        },
        ...pieces.map(piece => () => void outgoing.write(piece)),
        () => void outgoing.end(),
      );
    });
    const { url, recordings } = await record(t, upstream);
    const request = httpRequest(url + endpoint, { method: 'POST', headers }).end(body);
    while (steps.length === 0) await new Promise(setImmediate);
    // The upstream takes each step only when the client has had what came of the one before.
    steps[0]?.();
    const [response] = await once(request, 'response');
    for (const [index, piece] of pieces.entries()) {
      steps[index + 1]?.();
      assert.equal(String((await once(response, 'data'))[0]), piece);
      assert.equal(recordings.length, 0);
    }
    steps.at(-1)?.();
    await once(response.resume(), 'end');
    assert.equal(recordings[0]?.response.body?.text, pieces.join(''));
  });

  it('holds nothing of a slow client back', async t => {
    const seen: string[] = [];
    const upstream = await listening(t, (incoming, outgoing) => {
      incoming.on('data', chunk => seen.push(String(chunk)));
      incoming.on('end', () => outgoing.writeHead(404, { 'Content-Type': 'application/json' }).end('{}'));
    });
    const { url, recordings } = await record(t, upstream);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const text = post();
    const half = text.length - 10;
    socket.write(text.slice(0, half));
    while (seen.length === 0) await new Promise(setImmediate);
    assert.equal(seen.join(''), body.slice(0, -10));
    socket.write(text.slice(half));
    for await (const _ of socket) assert.equal(seen.join(''), body);
    assert.equal(recordings[0]?.request.body?.text, body);
  });

  it('passes requests in one packet on, one after the other, and records each', async t => {
    const provider = createProvider({ accounts: [{ id: 'acct_1', configurations: ['merchant'] }] });
    const server = await startServer({ provider });
    t.after(() => server.close());
    const { url, recordings, problems } = await record(t, new URL(server.url));
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const last = post(...lines);
    const answer = await raw(url, last.replace('Connection: close', 'Idempotency-Key: k').repeat(20) + last);
    assert.deepEqual(
      [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
      Array(21).fill('200'),
    );
    assert.deepEqual([recordings.length, problems], [21, []]);
    assert.equal(new Set(recordings.slice(0, 20).map(({ response }) => response.body?.text)).size, 1, 'in their order');
  });

  it('passes a reset on as a reset', async t => {
    const { url, recordings, problems } = await record(t, await speaking(t, socket => socket.resetAndDestroy()));
    const request = httpRequest(url + endpoint, { method: 'POST', headers }).end(body);
    const [thrown] = await once(request, 'error');
    assert.equal(thrown.code, 'ECONNRESET');
    assert.deepEqual([recordings.length, problems.length], [0, 1]);
    assert.match(problems[0] ?? '', /was not recorded: the upstream reset the connection/);
  });

  it('passes an answer on that breaks off, as far as it came', async t => {
    const upstream = await speaking(t, socket => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'));
    const { url, recordings, problems } = await record(t, upstream);
    assert.match(await raw(url, post()), /^HTTP\/1\.1 200 OK\r\n[\s\S]*half$/);
    assert.deepEqual([recordings.length, problems.length], [0, 1]);
  });

  it('breaks off where the upstream speaks no HTTP', async t => {
    const { url, problems } = await record(t, await speaking(t, socket => socket.end('SSH-2.0-x\r\n')));
    const answer = await raw(url, post());
    assert.match(answer, /^HTTP\/1\.1 502 [\s\S]*recorder_upstream_unreachable/);
    assert.equal(problems.length, 1);
  });

  it('answers 502 and says why where there is no upstream', async t => {
    const gone = await startServer({ provider: createProvider() });
    await gone.close();
    const { url, recordings } = await record(t, new URL(gone.url));
    const response = await fetch(url + endpoint, { method: 'POST', headers, body });
    assert.equal(response.status, 502);
    assert.match(await response.text(), /cannot reach http:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/);
    assert.equal(recordings.length, 0);
  });

  it('lets go of the upstream when the client goes away', async t => {
    const upstream = createServer();
    await new Promise<void>(resolve => upstream.listen(0, '127.0.0.1', resolve));
    t.after(() => upstream.close());
    const { port } = upstream.address() as AddressInfo; // it listens on a port
    const { url, problems } = await record(t, new URL(`http://127.0.0.1:${port}`));
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(post());
    const [, outgoing] = await once(upstream, 'request');
    socket.resetAndDestroy();
    await once(outgoing, 'close');
    assert.match(problems[0] ?? '', /the client went away/);
  });

  it('lets the traffic go on when it cannot write or judge', async t => {
    const upstream = await listening(
      t,
      (incoming, outgoing) => void incoming.resume().on('end', () => outgoing.end('{}')),
    );
    const full = await record(t, upstream, () => {
      throw new Error('ENOSPC: no space left on device');
    });
    const first = await fetch(full.url + endpoint, { method: 'POST', headers, body });
    assert.deepEqual([first.status, await first.text()], [200, '{}']);
    assert.match(full.problems[0] ?? '', /not recorded: ENOSPC.*The traffic goes on/);
  });

  it('says that it cannot unpack a body, and passes it on', async t => {
    const upstream = await listening(t, (incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(200, { 'Content-Encoding': 'gzip' }).end(Buffer.from([0x1f, 0x8b, 1, 2, 3]));
    });
    const { url, problems, recordings } = await record(t, upstream);
    const request = httpRequest(url + endpoint, { method: 'POST', headers }).end(body);
    const [response] = await once(request, 'response');
    const [chunk] = await once(response, 'data');
    assert.equal(chunk.length, 5);
    assert.deepEqual([problems.length, recordings.length], [1, 0]);
  });

  it('records nothing of other endpoints', async t => {
    const upstream = await listening(t, (incoming, outgoing) => void incoming.resume().on('end', () => outgoing.end()));
    const { url, recordings, problems } = await record(t, new URL(`${upstream.href}base/`));
    for (const [method, path] of [
      ['POST', '/v1/account_links'],
      ['GET', endpoint],
      ['DELETE', '/v2/core/accounts/acct_1'],
    ] as const) {
      assert.equal((await fetch(url + path, { method })).status, 200);
    }
    assert.deepEqual([recordings.length, problems.length], [0, 0]);
  });

  it('has written an exchange down before the client has the end of it', async t => {
    const provider = createProvider({ accounts: [{ id: 'acct_1', configurations: ['merchant'] }] });
    const server = await startServer({ provider });
    t.after(() => server.close());
    const { url, recordings } = await record(t, new URL(server.url));
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const key = `k${index}`;
        const response = await fetch(url + endpoint, {
          method: 'POST',
          headers: { ...headers, 'idempotency-key': key },
          body,
        });
        await response.text();
        assert.ok(recordings.some(({ request }) => request.headers.some(([, value]) => value === key)));
      }),
    );
  });
});
