import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Answer, createHttpClient, type HttpClient } from './http-client.ts';

async function listen(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens on a port has one
}

function clientOf(t: TestContext, options: Partial<Parameters<typeof createHttpClient>[0]> = {}): HttpClient {
  const client = createHttpClient({ timeoutMs: 5000, concurrency: 2, ...options });
  t.after(() => client.close());
  return client;
}

const post = (url: string, body = '{}') => ({ url, method: 'POST', headers: [] as const, body });

function reasonOf(answer: Answer): string {
  assert.equal(answer.kind, 'failed');
  return answer.kind === 'failed' ? `${answer.cause}: ${answer.reason}` : '';
}

describe('The HTTP client', () => {
  for (const ownConnection of [undefined, true] as const) {
    const where = ownConnection === undefined ? 'a kept connection' : 'a connection of its own';
    it(`sends on ${where} what it is given, and beside it only what HTTP needs`, async t => {
      const url = await listen(t, (incoming, outgoing) => {
        const { method, url: target, rawHeaders } = incoming;
        incoming.setEncoding('utf8').on('data', (body: string) => {
          outgoing.end(JSON.stringify({ method, target, rawHeaders, body }));
        });
      });
      const headers = [['X-One', '1'] as const, ['x-two', 'a'] as const, ['X-TWO', 'b'] as const];
      const answer = await clientOf(t).send({
        ...{ url: `${url}/a/b?c=d`, method: 'PATCH', headers, body: '"é"' },
        ...(ownConnection === undefined ? {} : { ownConnection }),
      });
      const received = JSON.parse(answer.kind === 'answered' ? answer.body : '');
      const raw: string[] = received.rawHeaders;
      const pairs = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1]]] : []));
      assert.deepEqual([received.method, received.target, received.body], ['PATCH', '/a/b?c=d', '"é"']);
      assert.deepEqual(
        pairs.filter(([name]) => name?.toLowerCase().startsWith('x-')),
        headers,
      );
      const others = pairs.filter(([name]) => !name?.toLowerCase().startsWith('x-'));
      assert.deepEqual(
        new Map(others.map(([name = '', value]) => [name.toLowerCase(), value])),
        new Map([
          ['host', new URL(url).host],
          ['content-length', '4'],
          ['connection', ownConnection === undefined ? 'keep-alive' : 'close'],
        ]),
      );
    });
  }

  it('understands what comes before an answer, even an unasked 100', async t => {
    const url = await listen(t, (incoming, outgoing) => {
      if (incoming.url === '/continue') outgoing.writeContinue();
      outgoing.writeEarlyHints({ link: '</a.css>; rel=preload' }, () => outgoing.end('there'));
    });
    const client = clientOf(t);
    for (const path of ['/hints', '/continue']) {
      const answer = await client.send(post(`${url}${path}`));
      assert.deepEqual(answer.kind === 'answered' && [answer.status, answer.body], [200, 'there'], path);
    }
  });

  it('sends headers that only a connection of its own can', async t => {
    const url = await listen(t, (incoming, outgoing) => outgoing.end(incoming.headers['keep-alive']));
    const answer = await clientOf(t).send({ ...post(url), headers: [['Keep-Alive', 'timeout=1']] });
    assert.equal(answer.kind === 'answered' && answer.body, 'timeout=1');
  });

  it('answers the status, every header in its order, and the decoded body', async t => {
    const url = await listen(t, (_, outgoing) => {
      outgoing.sendDate = false;
      outgoing.writeHead(418, ['X-A', '1', 'x-b', '2', 'X-A', '3', 'Content-Encoding', 'gzip']);
      outgoing.end(gzipSync('naïve'));
    });
    const answer = await clientOf(t).send(post(url));
    assert.ok(answer.kind === 'answered');
    assert.equal(answer.status, 418);
    assert.deepEqual(answer.headers.slice(0, 3), [
      ['X-A', '1'],
      ['x-b', '2'],
      ['X-A', '3'],
    ]);
    assert.equal(answer.body, 'naïve');
  });

  it('puts an answer together that comes in parts', async t => {
    const url = await listen(t, async (_, outgoing) => {
      for (const byte of Buffer.from('"ü"')) {
        outgoing.write(Buffer.of(byte));
        await new Promise(setImmediate);
      }
      outgoing.end();
    });
    const answer = await clientOf(t).send(post(url));
    assert.equal(answer.kind === 'answered' && answer.body, '"ü"');
  });

  it('talks to several places in turn', async t => {
    const urls = await Promise.all(['a', 'b'].map(name => listen(t, (_, outgoing) => outgoing.end(name))));
    const client = clientOf(t);
    const bodies: unknown[] = [];
    for (const url of [...urls, ...urls]) {
      const answer = await client.send(post(url));
      bodies.push(answer.kind === 'answered' ? answer.body : answer.reason);
    }
    assert.deepEqual(bodies, ['a', 'b', 'a', 'b']);
  });

  it('keeps its connections, and tries again on a new one when a kept one was just closed', async t => {
    const ports: (number | undefined)[] = [];
    const url = await listen(t, (incoming, outgoing) => {
      const { remotePort } = incoming.socket;
      ports.push(remotePort);
      // The third request on a connection finds it closed.
      if (ports.filter(port => port === remotePort).length > 2) incoming.socket.destroy();
      else outgoing.end();
    });
    const client = clientOf(t, { concurrency: 1 });
    const kinds: string[] = [];
    for (let times = 0; times < 3; times++) kinds.push((await client.send(post(url))).kind);
    assert.deepEqual(kinds, ['answered', 'answered', 'answered']);
    const [first] = ports;
    assert.deepEqual(
      ports.map(port => port === first),
      [true, true, true, false],
    );
  });

  it('asks before a request goes out again, and says that it is unclear what a broken one means', async t => {
    let requests = 0;
    const url = await listen(t, (incoming, outgoing) => {
      if (++requests === 2) incoming.socket.destroy();
      else outgoing.end();
    });
    const client = clientOf(t, { concurrency: 1, mayRepeat: () => false });
    await client.send(post(url));
    assert.match(reasonOf(await client.send(post(url))), /^unclear: /);
    assert.equal(requests, 2);
  });

  it('does not try again what broke on a new connection, nor an answer that broke off', async t => {
    let requests = 0;
    const url = await listen(t, (incoming, outgoing) => {
      requests++;
      if (incoming.url === '/whole') outgoing.end();
      else if (incoming.url === '/never') incoming.socket.destroy();
      else {
        outgoing.writeHead(200, { 'Content-Length': '9' }).write('{');
        setImmediate(() => incoming.socket.destroy());
      }
    });
    const client = clientOf(t, { concurrency: 1 });
    assert.match(reasonOf(await client.send(post(`${url}/never`))), /^broken: other side closed/);
    await client.send(post(`${url}/whole`));
    assert.match(reasonOf(await client.send(post(`${url}/half`))), /^broken: the connection broke off within/);
    assert.equal(requests, 3);
  });

  it('does not try again what broke on a connection of its own', async t => {
    let requests = 0;
    const url = await listen(t, (incoming, outgoing) => {
      if (++requests === 2) incoming.socket.destroy();
      else outgoing.end();
    });
    const client = clientOf(t);
    await client.send(post(url));
    const answer = await client.send({ ...post(url), ownConnection: true });
    assert.match(reasonOf(answer), /^broken: /);
    assert.equal(requests, 2);
  });

  it('says that nobody listens', async t => {
    const answer = await clientOf(t).send(post('http://127.0.0.1:1'));
    assert.match(reasonOf(answer), /^refused: .*ECONNREFUSED/);
  });

  it('says that the connection broke before an answer or within it', async t => {
    const url = await listen(t, (incoming, outgoing) => {
      if (incoming.url === '/within') outgoing.writeHead(200, { 'Content-Length': '9' }).write('{');
      setImmediate(() => incoming.socket.destroy());
    });
    const client = clientOf(t);
    assert.match(reasonOf(await client.send(post(`${url}/before`))), /^broken: other side closed/);
    assert.match(reasonOf(await client.send(post(`${url}/within`))), /^broken: the connection broke off within/);
  });

  it('gives up on an answer that only drips', async t => {
    const url = await listen(t, (_, outgoing) => {
      const drip = setInterval(() => outgoing.write(' '), 10);
      outgoing.on('close', () => clearInterval(drip));
    });
    const answer = await clientOf(t, { timeoutMs: 100 }).send(post(url));
    assert.equal(reasonOf(answer), 'timeout: no complete answer within 100 ms');
  });

  it('gives up on an answer that does not end', async t => {
    const url = await listen(t, (_, outgoing) => {
      const more = (): void => {
        while (outgoing.write(Buffer.alloc(65_536)));
      };
      outgoing.on('drain', more);
      more();
    });
    assert.equal(reasonOf(await clientOf(t).send(post(url))), 'broken: the answer is larger than 4 MiB');
  });

  it('stops when it is told to: what is under way, and all that would follow', async t => {
    const controller = new AbortController();
    let requests = 0;
    const url = await listen(t, () => {
      if (++requests === 2) controller.abort();
    });
    const client = clientOf(t, { signal: controller.signal });
    const answers = await Promise.all([client.send(post(url)), client.send(post(url)), client.send(post(url))]);
    answers.push(await client.send(post(url)));
    assert.deepEqual(new Set(answers.map(reasonOf)), new Set(['broken: The operation was aborted']));
    assert.equal(requests, 2);
  });
});
