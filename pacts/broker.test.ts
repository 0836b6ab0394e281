// The protocol of a Pact Broker, against a stub of it (no broker can run here): the official clients speak to the stub,
// and our own asks and tells it the same as they do.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { capturedIo } from '../src/cli/captured-io.ts';
import { runCli } from '../src/cli/run-cli.ts';
import { type Json, member } from '../src/json.ts';
import { createProvider, startServer } from '../src/provider/index.ts';
import { type BrokerRequest, type BrokerSettings, type BrokerStub, startBrokerStub } from './broker-stub.ts';

const token = 'a-token-of-the-test';
const authorization = `Bearer ${token}`;
const provider = 'stripe-account-links';
const pactFile = fileURLToPath(new URL('2025-06-30.preview.json', import.meta.url));

describe('A broker stub', { concurrency: 2 }, () => {
  it('is published to by the official command line, verified from by us, and asked whether to deploy', async t => {
    const { stub, url } = await setting(t);
    assert.equal((await pact(stub, 'publish', pactFile, '-a', 'c1', '--branch', 'main')).code, 0);
    assert.equal((await canDeploy(stub)).code, 1, 'nothing is verified yet');
    const { code, out, err } = await verify(url, stub, ...as('p1'));
    assert.equal(code, 0, out + err);
    assert.match(err, /^Published of Pact between account-links-client \(c1\) and stripe-account-links: success\.$/m);
    assert.equal((await canDeploy(stub)).code, 0);
    const [result] = stub.results;
    assert.deepEqual([result?.['success'], result?.['providerApplicationVersion']], [true, 'p1']);
    assert.equal(testsOf(stub).length, 8);
  });

  it('is asked and told the same by us as by the official verifier', async t => {
    for (const isFaulty of [false, true]) {
      const { stub, url } = await setting(t, { isFaulty });
      await pact(stub, 'publish', pactFile, '-a', 'c1', '--branch', 'main');
      const since = stub.requests.length;
      const { code } = await pactCli(
        ...['verifier', '-b', stub.url, '-n', provider, '-h', '127.0.0.1', '-p', new URL(url).port],
        ...[
          '-s',
          `${url}/_pact/provider-states`,
          '--state-change-teardown',
          '-H',
          'Authorization=Bearer sk_test_dummy',
        ],
        ...['--publish', '--provider-version', 'p1', '--provider-branch', 'trunk', '--enable-pending'],
        ...['--consumer-version-selectors', '{"mainBranch":true}', '--include-wip-pacts-since', '2026-01-31'],
      );
      assert.equal(code, 0, 'what is pending fails nothing');
      const official = conversation(stub.requests.slice(since));
      const between = stub.requests.length;
      const selectors = ['--consumer-version-selector', '{"mainBranch":true}', '--enable-pending'];
      const ours = await verify(
        url,
        stub,
        ...as('p1', 'trunk'),
        ...selectors,
        '--include-wip-pacts-since',
        '2026-01-31',
      );
      assert.equal(ours.code, 0, 'what is pending fails nothing');
      assert.deepEqual(conversation(stub.requests.slice(between)), official);
      assert.deepEqual(
        stub.results.map(({ success }) => success),
        [!isFaulty, !isFaulty],
      );
    }
  });

  it('takes user and password as well as a token', async t => {
    const basic = `Basic ${Buffer.from('jane:s3cret-word').toString('base64')}`;
    const { stub, url } = await setting(t, { authorization: basic });
    await pact(stub, 'publish', pactFile, '-a', 'c1', '--branch', 'main', '-u', 'jane', '-p', 's3cret-word');
    const io = capturedIo({ env: { BROKER_TOKEN: 'jane:s3cret-word' } });
    assert.equal(await runCli(line(url, stub), io), 0, io.err());
    assert.doesNotMatch(io.out() + io.err(), /s3cret/);
  });

  it('has what the selectors select, for the provider that is named', async t => {
    const { stub, url } = await setting(t);
    await pact(stub, 'publish', pactFile, '-a', 'c1', '--branch', 'main');
    const { code, out } = await verify(url, stub, '--consumer-version-selector', '{"branch":"feature"}');
    assert.equal(code, 2);
    assert.match(flat(out), /has no pact for the provider `stripe-account-links` that the selectors select/);
    const other = await verify(url, stub, '--provider-name', 'somebody');
    assert.equal(other.code, 2);
    assert.match(flat(other.out), /for-verification was answered 404/);
  });

  it('is told a failure, with the place, and no link or key', async t => {
    const { stub, url } = await setting(t, { isFaulty: true });
    await pact(stub, 'publish', pactFile, '-a', 'c1', '--branch', 'main');
    const { code, err } = await verify(url, stub, ...as('p1'));
    assert.equal(code, 1);
    assert.match(err, /: failure\.$/m);
    const failed = testsOf(stub).filter(one => member(one, 'success') === false);
    assert.equal(failed.length, 2);
    assert.deepEqual(member(failed[0], 'mismatches'), [
      {
        attribute: 'body',
        identifier: 'error/code',
        description: "Expected 'resource_missing' (String) to be equal to 'not_found' (String)",
      },
    ]);
    assert.doesNotMatch(JSON.stringify(stub.results), /sk_test|setup\/e\//);
    assert.equal((await canDeploy(stub)).code, 1);
  });

  it('is told nothing of a pact of which not all was tested', async t => {
    const { stub, url } = await setting(t);
    await pact(stub, 'publish', pactFile, '-a', 'c1', '--branch', 'main');
    const accounts = join(mkdtempSync(join(tmpdir(), 'accounts-')), 'accounts.json');
    t.after(() => rmSync(dirname(accounts), { recursive: true }));
    writeFileSync(accounts, '{"accounts": [], "unknown": "acct_nobody"}');
    const io = capturedIo({ env: { BROKER_TOKEN: token } });
    const code = await runCli([...line(url, stub), ...as('p1'), '--accounts', accounts], io);
    assert.equal(code, 2);
    assert.match(flat(io.out()), /Nothing was published of Pact between .*: not all of it was tested/);
    assert.deepEqual(stub.results, []);
  });

  const broken: readonly (readonly [what: string, instead: BrokerSettings['instead'], message: RegExp])[] = [
    ['that refuses the token', () => ({ status: 401, body: {} }), /answered 401. Name the environment variable/],
    ['that fails', () => ({ status: 503, body: { error: 'maintenance' } }), /answered 503: "maintenance"/],
    ['that is none', () => ({ status: 200, body: { hello: 1 } }), /has no link `pb:provider-pacts-for-verification`/],
    [
      'that hands out what is no pact',
      ({ path }) => (path.startsWith('/pacts/version/') ? { status: 200, body: { a: 1 } } : undefined),
      /it has no list `interactions`/,
    ],
    [
      'that lists no pacts',
      ({ path }) => (path.endsWith('/for-verification') ? { status: 200, body: {} } : undefined),
      /has no pact for the provider/,
    ],
    [
      'that does not take the result',
      ({ path }) => (path.startsWith('/results/') ? { status: 400, body: { errors: { success: ['?'] } } } : undefined),
      /results\/0 was answered 400: \{"success":\["\?"\]\}/,
    ],
    [
      'without branches',
      ({ path }) => (path.startsWith('/pacticipants/') ? { status: 200, body: { _links: {} } } : undefined),
      /no link for branches. Leave --provider-branch out/,
    ],
  ];
  for (const [what, instead, message] of broken) {
    it(`ends with 2 and says why: one ${what}`, async t => {
      let isReady = false;
      const { stub, url } = await setting(t, { instead: request => (isReady ? instead?.(request) : undefined) });
      await pact(stub, 'publish', pactFile, '-a', 'c1', '--branch', 'main');
      isReady = true;
      const { code, out } = await verify(url, stub, ...as('p1', 'main'));
      assert.equal(code, 2);
      assert.match(flat(out), message);
      assert.doesNotMatch(out, new RegExp(token));
    });
  }

  it('is sent no token when its links lead elsewhere', async t => {
    const elsewhere = await startBrokerStub();
    t.after(() => elsewhere.close());
    const { stub, url } = await setting(t, {
      instead: ({ path }) => {
        if (path !== '/') return undefined;
        const href = `${elsewhere.url}/pacts/provider/{provider}/for-verification`;
        return { status: 200, body: { _links: { 'pb:provider-pacts-for-verification': { href, templated: true } } } };
      },
    });
    assert.equal((await verify(url, stub)).code, 2);
    assert.deepEqual(elsewhere.requests, []);
  });
});

interface Setting extends BrokerSettings {
  /** Answers another code where the account does not exist. */
  readonly isFaulty?: boolean;
}

async function setting(
  t: TestContext,
  { isFaulty = false, ...settings }: Setting = {},
): Promise<{ stub: BrokerStub; url: string }> {
  const stub = await startBrokerStub({ authorization, ...settings });
  const { handle, ...rest } = createProvider();
  const faulty = async (request: Request): Promise<Response> => {
    const response = await handle(request);
    const text = (await response.text()).replace('"not_found"', '"resource_missing"');
    return new Response(text, { status: response.status, headers: response.headers });
  };
  const server = await startServer({ provider: { ...rest, handle: isFaulty ? faulty : handle } });
  t.after(() => Promise.all([stub.close(), server.close()]));
  return { stub, url: server.url };
}

/** What the broker was told of each interaction at first. */
function testsOf({ results }: BrokerStub): readonly Json[] {
  const tests = results[0]?.['testResults'];
  return Array.isArray(tests) ? tests : [];
}

function line(url: string, stub: BrokerStub): readonly string[] {
  return ['verify', url, '--broker-url', stub.url, '--broker-token-env', 'BROKER_TOKEN'];
}

async function verify(
  url: string,
  stub: BrokerStub,
  ...more: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  const io = capturedIo({ env: { BROKER_TOKEN: token } });
  const code = await runCli([...line(url, stub), ...more], io);
  return { code, out: io.out(), err: io.err() };
}

function as(version: string, branch?: string): readonly string[] {
  return ['--publish', '--provider-version', version, ...(branch === undefined ? [] : ['--provider-branch', branch])];
}

/** What was said, but for what each client says of itself, and for the look at a list before it is asked for. */
function conversation(requests: readonly BrokerRequest[]): readonly unknown[] {
  const isLook = ({ method, path }: BrokerRequest) => method === 'GET' && path.endsWith('/for-verification');
  return requests
    .filter(request => !isLook(request))
    .map(({ method, path, authorization: sent, body }) => ({ method, path, sent, body: withoutClient(body) }));
}

function withoutClient(body: Json): unknown {
  const tests = member(body, 'testResults');
  if (!Array.isArray(tests)) return body;
  const results = tests.map(one => [member(one, 'interactionId'), member(one, 'success')]);
  return { success: member(body, 'success'), version: member(body, 'providerApplicationVersion'), results };
}

function canDeploy(stub: BrokerStub): Promise<{ code: number }> {
  return pact(stub, 'can-i-deploy', '-a', provider, '-e', 'p1', '--to-environment', 'production');
}

/** The official command line, which reads its token from the environment. */
function pact(stub: BrokerStub, command: string, ...more: readonly string[]): Promise<{ code: number }> {
  return pactCli('broker', command, ...more, '-b', stub.url);
}

function pactCli(...line: readonly string[]): Promise<{ code: number }> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@pact-foundation/pact-cli/package.json')), 'bin');
  const kept = Object.entries(process.env).filter(([name]) => !/^PACT_|_proxy$/i.test(name));
  const env = {
    ...{ ...Object.fromEntries(kept), PACT_DO_NOT_TRACK: 'true' },
    ...(line.includes('-u') ? {} : { PACT_BROKER_TOKEN: token }),
  };
  const args = [join(cli, 'pact.js'), ...line];
  return new Promise(resolve => {
    execFile(process.execPath, args, { env }, thrown => resolve({ code: thrown === null ? 0 : Number(thrown.code) }));
  });
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}
