// What goes wrong around the tool: each time a message that says what, where and how to go on, and exit code 2 (or 1
// where the provider is at fault), never a stack trace, never 0, never a hang.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { listen } from '../../listen.ts';
import { createProvider, type RunningServer, startServer } from '../../provider/index.ts';
import { capturedIo } from '../captured-io.ts';
import { runCli } from '../run-cli.ts';

const good = `${JSON.stringify({
  v: 1,
  request: {
    method: 'POST',
    url: 'http://127.0.0.1/v2/core/account_links',
    headers: { 'stripe-version': '2026-02-25.clover' },
    body: {
      account: 'acct_1',
      use_case: {
        type: 'account_update',
        account_update: { configurations: ['recipient'], refresh_url: 'https://example.com' },
      },
    },
  },
  response: { status: 404, headers: {}, body: { error: { code: 'not_found', message: 'No such account.' } } },
})}\n`;

async function run(...line: string[]): Promise<{ code: number; out: string; err: string; said: string }> {
  const io = capturedIo();
  const code = await runCli(line, io);
  const said = `${io.out()}${io.err()}`;
  assert.doesNotMatch(said, /\n\s+at .*\.(ts|js):\d+/, 'no stack trace');
  if (code === 2) assert.match(said, /account-links (explain [a-z-]+|(\S+ )?--help)/, 'says how to go on');
  return { code, out: io.out(), err: io.err(), said: said.replace(/\s+/g, ' ') };
}

describe('validate', () => {
  let folder: string;
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'account-links-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('passes a good recording, so that the rest means something', async () => {
    assert.equal((await run('validate', file('good.ndjson', good))).code, 0);
  });

  it('names a path that does not exist', async () => {
    const { code, said } = await run('validate', join(folder, 'nowhere.har'));
    assert.equal(code, 2);
    assert.match(said, /nowhere\.har/);
  });

  it('says that a file is empty', async () => {
    const { code, said } = await run('validate', file('empty.ndjson', ''));
    assert.equal(code, 2);
    assert.match(said, /empty\.ndjson.*empty/);
  });

  it('says what it looked for in a folder without recordings', async () => {
    mkdirSync(join(folder, 'none'));
    const { code, said } = await run('validate', join(folder, 'none'));
    assert.equal(code, 2);
    assert.match(said, /none.*\.ndjson/);
  });

  it('names the line of broken JSON, judges the others and does not pass', async () => {
    const { code, out, said } = await run('validate', file('broken.ndjson', `${good}{"v":1,\n${good}`));
    assert.equal(code, 2);
    assert.match(said, /broken\.ndjson:2/);
    assert.match(out, /3 exchanges read: 2 judged/);
  });

  it('puts up with as many unreadable records as it is told', async () => {
    const path = file('broken.ndjson', `${good}{"v":1,\n${good}`);
    assert.equal((await run('validate', path, '--allow-unreadable', '1')).code, 0);
  });

  it('lets findings win over unreadable records', async () => {
    const bad = good.replace('"not_found"', '"resource_missing"');
    assert.equal((await run('validate', file('both.ndjson', `${bad}{\n`))).code, 1);
  });

  it('judges what a truncated gzip still holds, and says that it is truncated', async () => {
    const lines = good.repeat(500);
    const whole = gzipSync(lines, { level: 0 });
    const { code, said } = await run('validate', file('cut.ndjson.gz', whole.subarray(0, whole.length - 100)));
    assert.equal(code, 2);
    assert.match(said, /cut\.ndjson\.gz/);
    assert.match(said, /gzip/);
  });

  it('says that nothing was judged when no exchange is of the endpoint', async () => {
    const other = good.replace('/v2/core/account_links', '/v1/account_links');
    const { code, out, said } = await run('validate', file('other.ndjson', other));
    assert.equal(code, 2);
    assert.match(said, /nothing was judged/);
    assert.match(out, /NONE|none/i);
  });

  it('refuses a version that no contract covers and lists those known', async () => {
    const { code, said } = await run('validate', file('good.ndjson', good), '--as', '2026-99-99');
    assert.equal(code, 2);
    assert.match(said, /2026-99-99.*2025-12-15\.clover/);
  });

  it('asks for a path', async () => {
    assert.equal((await run('validate')).code, 2);
  });

  it('says which formats it knows when it recognises none', async () => {
    const { code, said } = await run('validate', file('notes.json', 'hello\n'));
    assert.equal(code, 2);
    assert.match(said, /notes\.json.*ndjson.*har/i);
  });
});

describe('The command line', () => {
  const lines: readonly (readonly [what: string, line: readonly string[], said: RegExp])[] = [
    ['without a command', [], /Usage: account-links/],
    ['an unknown command', ['validat', 'x'], /no command `validat`\. Did you mean validate\?/],
    ['an unknown option', ['validate', 'x', '--asx'], /no option `--asx`/],
    ['an option before its command', ['--as', 'x'], /Name the command before its options/],
    ['a value that an option does not take', ['fuzz', 'http://127.0.0.1:1', '--seed', 'x'], /--seed takes a whole/],
    [
      'a gate that names accounts and no provider',
      ['gate', '--accounts', 'x.json'],
      /--accounts is of a provider, and no/,
    ],
    [
      'a gate that names states and no provider',
      ['gate', '--provider-states-url', 'http://127.0.0.1:1'],
      /no base URL/,
    ],
    ['what is no URL', ['verify', 'nowhere'], /takes a URL such as http/],
  ];
  for (const [what, line, expected] of lines) {
    it(`refuses ${what} and says where help is`, async () => {
      const { code, out, said } = await run(...line);
      assert.deepEqual([code, out], [2, '']);
      assert.match(said, expected);
    });
  }
});

describe('fuzz, verify and gate', () => {
  const html = { 'content-type': 'text/html' };
  const passedCases = /passed (2025|stopped|the limit)/;
  const unforwarded = ['connection', 'content-length', 'host', 'transfer-encoding'];
  let states: RunningServer;
  before(async () => {
    states = await startServer({ provider: createProvider() });
  });
  after(() => states.close());
  const statesUrl = (): string => `${states.url}/_pact/provider-states`;

  /** What a states URL may come to that is none. */
  const noStates: readonly (readonly [what: string, listener: RequestListener])[] = [
    ['fail', (_, response) => response.writeHead(500).end()],
    ['hang', () => {}],
    ['are reset', request => request.socket.destroy()],
    ['are a page that is not there', (_, response) => response.writeHead(404, html).end('<html></html>')],
  ];

  for (const command of ['fuzz', 'verify', 'gate']) {
    const call = (url: string, ...more: string[]): ReturnType<typeof run> =>
      run(command, url, '--provider-states-url', statesUrl(), '--timeout', '200', ...more);

    it(`${command} says that a provider is down`, async () => {
      const { code, said } = await call(downUrl);
      assert.equal(code, 2);
      assert.match(said, /provider-unreachable/);
      assert.doesNotMatch(said, passedCases, 'nothing of it was tested');
    });

    it(`${command} says that a provider hangs`, async () => {
      await serving(
        () => {},
        async url => {
          const { code, said } = await call(url);
          assert.equal(code, 2);
          assert.match(said, /provider-unreachable/);
          assert.doesNotMatch(said, passedCases, 'nothing of it was tested');
        },
      );
    });

    it(`${command} says that a provider resets its connections`, async () => {
      await serving(
        request => request.socket.destroy(),
        async url => {
          const { code, said } = await call(url);
          assert.equal(code, 2);
          assert.match(said, /provider-unreachable/);
          assert.doesNotMatch(said, passedCases, 'nothing of it was tested');
        },
      );
    });

    it(`${command} finds fault with a provider that answers HTML`, async () => {
      await serving(
        (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
        async url => assert.equal((await call(url)).code, 1),
      );
    });

    it(`${command} finds fault with a provider that answers some requests and breaks off on others`, async () => {
      const inner = await startServer({ provider: createProvider() });
      const relay: RequestListener = async (request, response) => {
        const body = Buffer.concat(await request.toArray());
        if (body.includes('account_update')) return void request.socket.destroy();
        const headers = Object.entries(request.headersDistinct).flatMap(([name, values = []]) =>
          unforwarded.includes(name) ? [] : values.map((value): [string, string] => [name, value]),
        );
        const answer = await fetch(inner.url + request.url, { method: 'POST', headers, body });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
      };
      try {
        await serving(relay, async url => {
          const { code, said } = await run(command, url, '--provider-states-url', `${inner.url}/_pact/provider-states`);
          assert.equal(code, 1);
          assert.match(said, /provider\/no-answer/);
        });
      } finally {
        await inner.close();
      }
    });

    for (const [what, listener] of noStates) {
      it(`${command} says that the provider states ${what}`, async () => {
        await serving(listener, async url => {
          const { code, said } = await run(command, states.url, '--provider-states-url', url, '--timeout', '200');
          assert.equal(code, 2);
          assert.match(said, what.includes('page') ? /states-failed|nothing-tested/ : /states-failed/);
          assert.doesNotMatch(said, passedCases, 'nothing of it was tested');
        });
      });
    }

    it(`${command} says what it needs when it is told of no states and no accounts`, async () => {
      await serving(
        (_, response) => response.writeHead(404).end(),
        async url => {
          const { code, said } = await run(command, url);
          assert.equal(code, 2);
          assert.match(said, /--provider-states-url.*--accounts/);
        },
      );
    });

    it(`${command} needs neither for the embedded provider`, async () => {
      assert.equal((await run(command, states.url)).code, 0);
    });

    it(`${command} refuses an unknown version`, async () => {
      const { code, said } = await call(states.url, '--api-version', '2020-01-01');
      assert.equal(code, 2);
      assert.match(said, /version-unknown/);
    });

    it(`${command} refuses Stripe itself`, async () => {
      assert.equal((await run(command, 'https://api.stripe.com')).code, 2);
    });
  }

  it('fuzz says that it tested nothing when the key is refused', async () => {
    const refusal = JSON.stringify({ error: { code: 'unauthorized', message: 'No.' } });
    await serving(
      (_, response) => response.writeHead(401, { 'content-type': 'application/json' }).end(refusal),
      async url => {
        const { code, said } = await run('fuzz', url, '--provider-states-url', statesUrl());
        assert.equal(code, 2);
        assert.match(said, /nothing-tested|hardly anything was tested/);
      },
    );
  });

  it('verify says that a file is no pact', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'account-links-'));
    writeFileSync(join(folder, 'x.json'), '{}');
    const { code, said } = await run('verify', states.url, '--pacts', folder);
    assert.equal(code, 2);
    assert.match(said, /pact-unreadable/);
    rmSync(folder, { recursive: true });
  });
});

describe('serve', () => {
  it('says that the port is in use', async () => {
    await serving(
      () => {},
      async url => {
        const { code, said } = await run('serve', '--port', new URL(url).port);
        assert.equal(code, 2);
        assert.match(said, /address-in-use.*--port 0/);
      },
    );
  });
});

async function serving(listener: RequestListener, use: (url: string) => Promise<unknown>): Promise<void> {
  const server = createServer(listener);
  try {
    await use(await listen(server, '127.0.0.1', 0));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** An address where nobody listens: one that was free a moment ago. */
/** A port that nobody is given and nobody listens on: one that was free a moment ago may be somebody else's. */
const downUrl = 'http://127.0.0.1:1';
