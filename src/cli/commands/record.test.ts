import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createListener, createProvider, startServer } from '../../provider/index.ts';
import { capturedIo } from '../captured-io.ts';
import { Interruption, type InterruptionCause } from '../io.ts';
import { runCli } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'record-'));
after(() => rmSync(folder, { recursive: true }));
const accounts = [{ id: 'acct_1', configurations: ['merchant'] }];
const headers = {
  authorization: 'Bearer sk_test_51Secret',
  'stripe-version': '2026-02-25.clover',
  'content-type': 'application/json',
};
const bodyFor = (account: string) =>
  JSON.stringify({
    account,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { configurations: ['merchant'], refresh_url: 'https://example.com/reauth' },
    },
  });
const send = (url: string, body: string) => fetch(`${url}/v2/core/account_links`, { method: 'POST', headers, body });

/** Records what `use` sends, and resolves to the exit code and what was said. */
async function recording(
  line: readonly string[],
  use: (url: string) => Promise<unknown>,
  cause: InterruptionCause = 'SIGTERM',
): Promise<{ code: number; out: string; err: string }> {
  const controller = new AbortController();
  let listening = (_: string) => {};
  const announced = new Promise<string>(resolve => {
    listening = resolve;
  });
  let out = '';
  const write = (text: string) => {
    out += text;
    listening(text);
  };
  const io = capturedIo({ stdout: { write }, signal: controller.signal });
  const code = runCli(['record', ...line], io);
  try {
    const [, url = ''] = /^listening on (http:\S+)\n/.exec(await announced) ?? [];
    await use(url);
  } finally {
    controller.abort(new Interruption(cause));
  }
  return { code: await code, out, err: io.err() };
}

describe('record', { timeout: 120_000 }, () => {
  it('records, says at once what is wrong, and reports in the end', async t => {
    const server = await startServer({ provider: createProvider({ accounts }) });
    t.after(() => server.close());
    const file = join(folder, 'all.ndjson');
    const { code, out, err } = await recording([server.url, '--output', file], async url => {
      await (await send(url, bodyFor('acct_1'))).text();
      await (await send(url, '{}')).text();
    });
    assert.equal(code, 1);
    assert.match(err, /^error request\/required \(client\) entry 2, \/request\/body\/account: /m);
    assert.match(out, /FAIL {2}account-links record: /);
    const text = readFileSync(file, 'utf8');
    assert.equal(text.split('\n').length, 3);
    assert.doesNotMatch(text + out + err, /51Secret/);
    const again = capturedIo();
    assert.equal(await runCli(['validate', file], again), 1);
  });

  it('exits with 0, or 130 by Ctrl+C, when nothing was wrong', async t => {
    const server = await startServer({ provider: createProvider({ accounts }) });
    t.after(() => server.close());
    for (const [cause, expected] of [
      ['SIGTERM', 0],
      ['SIGINT', 130],
    ] as const) {
      const file = join(folder, `${cause}.har`);
      const use = async (url: string) => (await send(url, bodyFor('acct_1'))).text();
      const { code } = await recording([server.url, '--output', file], use, cause);
      assert.equal(code, expected);
      assert.equal(JSON.parse(readFileSync(file, 'utf8')).log.entries.length, 1);
    }
  });

  it('lets what is under way end when it is told to stop as a process, and has it on disk', async t => {
    for (const [signal, expected] of [
      ['SIGTERM', 0],
      ['SIGINT', 130],
    ] as const) {
      const provider = createProvider({ accounts });
      provider.control.addFault({ kind: 'latency', ms: 500 });
      const server = await startServer({ provider });
      t.after(() => server.close());
      const file = join(folder, `drained-${signal}.ndjson`);
      const main = fileURLToPath(new URL('../main.ts', import.meta.url));
      const child = spawn(
        process.execPath,
        ['--import', import.meta.resolve('tsx'), main, 'record', server.url, '--output', file],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const [line] = await once(child.stdout, 'data');
      child.stdout.resume();
      const exit = once(child, 'exit');
      const answer = send(String(line).trim().replace('listening on ', ''), bodyFor('acct_1'));
      while (provider.control.links().length === 0) await new Promise(setImmediate); // it is under way
      child.kill(signal);
      const text = await (await answer).text();
      assert.deepEqual(await exit, [expected, null]);
      assert.match(text, /"v2\.core\.account_link"/);
      assert.equal(readFileSync(file, 'utf8').trimEnd().split('\n').length, 1);
    }
  });

  it('says in its help what it takes, and how it ends', async () => {
    const io = capturedIo();
    assert.equal(await runCli(['record', '--help'], io), 0);
    for (const part of ['record <upstream>', '--output FILE', '--max-size MIB', '--ca FILE', '130']) {
      assert.ok(io.out().includes(part), part);
    }
  });

  it('exits with 2 when it cannot write, listen, or understand the upstream', async () => {
    for (const [line, message] of [
      [['http://127.0.0.1:1', '--output', join(folder, 'no', 'x.ndjson')], /output-unwritable/],
      [['http://127.0.0.1:1', '--host', '192.0.2.1', '--output', join(folder, 'y.ndjson')], /address-in-use/],
      [['ftp://x'], /usage: The upstream takes a URL/],
      [['http://127.0.0.1:1', '--ca', join(folder, 'no.pem')], /input-missing/],
    ] as const) {
      const io = capturedIo();
      assert.equal(await runCli(['record', ...line], io), 2);
      assert.match(io.out() + io.err(), message);
    }
  });

  it('records in front of an upstream with TLS, and trusts only what it was told to', async t => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    try {
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject],
        { stdio: 'ignore' },
      );
    } catch {
      t.skip('openssl is not installed: there is no certificate to serve with.');
      return;
    }
    const listener = createListener(createProvider({ accounts }));
    const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, listener);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const upstream = `https://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
    const file = join(folder, 'tls.ndjson');
    await recording([upstream, '--output', file], async url => {
      const response = await send(url, bodyFor('acct_1'));
      assert.deepEqual([response.status, /self-signed certificate/.test(await response.text())], [502, true]);
    });
    await recording([upstream, '--output', file, '--ca', certificate], async url => {
      assert.equal((await send(url, bodyFor('acct_1'))).status, 200);
    });
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).request.url, `${upstream}/v2/core/account_links`);
  });

  it('has every exchange on disk that a client has seen the end of, when it is killed', async t => {
    const server = await startServer({ provider: createProvider({ accounts }) });
    t.after(() => server.close());
    for (const extension of ['ndjson', 'har']) {
      const file = join(folder, `killed.${extension}`);
      const main = fileURLToPath(new URL('../main.ts', import.meta.url));
      const child = spawn(
        process.execPath,
        ['--import', import.meta.resolve('tsx'), main, 'record', server.url, '--output', file],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const [line] = await once(child.stdout, 'data');
      const url = String(line).trim().replace('listening on ', '');
      const seen: string[] = [];
      let next = 0;
      const client = async (): Promise<void> => {
        while (!child.killed) {
          const account = `acct_${++next}`;
          const text = await send(url, bodyFor(account)).then(response => response.text());
          if (text.length > 0) seen.push(account);
          if (seen.length === 200) child.kill('SIGKILL');
        }
      };
      await Promise.all(Array.from({ length: 8 }, () => client().catch(() => {})));
      assert.ok(seen.length >= 200);
      const written = readFileSync(file, 'utf8');
      const texts: string[] =
        extension === 'har'
          ? JSON.parse(written).log.entries.map(
              (entry: { request: { postData: { text: string } } }) => entry.request.postData.text,
            )
          : written
              .trimEnd()
              .split('\n')
              .map(one => JSON.parse(one).request.body.text);
      const recorded = new Set(texts.map(text => JSON.parse(text).account));
      assert.deepEqual(
        seen.filter(account => !recorded.has(account)),
        [],
      );
    }
  });
});
