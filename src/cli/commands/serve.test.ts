import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { capturedIo } from '../captured-io.ts';
import { Interruption, type InterruptionCause } from '../io.ts';
import { runCli } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'serve-'));
after(() => rmSync(folder, { recursive: true }));

/** Serves, hands the URL to `use`, stops, and resolves to the exit code. */
async function serving(
  line: readonly string[],
  use: (url: string, err: () => string) => unknown,
  cause: InterruptionCause = 'SIGTERM',
): Promise<number> {
  const controller = new AbortController();
  let listening = (_: string) => {};
  const announced = new Promise<string>(resolve => {
    listening = resolve;
  });
  const io = capturedIo({ stdout: { write: listening }, signal: controller.signal });
  const code = runCli(['serve', ...line], io);
  try {
    const [, url = ''] = /^listening on (http:\S+)\n$/.exec(await announced) ?? [];
    await use(url, io.err);
  } finally {
    controller.abort(new Interruption(cause));
  }
  return code;
}

describe('serve', () => {
  const versions = [[], ['--api-version', '2026-09-30.endive']];
  for (const more of versions) {
    it(`answers on the address that it announces, and its curl works (${more.join(' ')})`, () => callBack(more));
  }

  it('answers requests without a Stripe-Version as under the one it is told, and refuses them else', async () => {
    const flow = { refresh_url: 'https://example.com/reauth' };
    const body = JSON.stringify({
      account: 'acct_1Nv0FGQ9RKHgMRCT',
      use_case: { type: 'account_onboarding', account_onboarding: flow },
    });
    const ask = async (url: string, headers: Record<string, string> = {}): Promise<unknown> => {
      const sent = { authorization: 'Bearer sk_test_dummy', 'content-type': 'application/json', ...headers };
      const response = await fetch(`${url}/v2/core/account_links`, { method: 'POST', headers: sent, body });
      return [response.status, response.headers.get('stripe-version')];
    };
    await serving(['--api-version', '2026-10-28.endive'], async url => {
      assert.deepEqual(await ask(url), [200, '2026-10-28.endive']);
      assert.deepEqual(await ask(url, { 'stripe-version': '2026-02-25.clover' }), [400, '2026-02-25.clover']);
    });
    for (const more of [[], ['all'], ['2026-10-28.endive', '2026-02-25.clover']]) {
      const options = more.flatMap(version => ['--api-version', version]);
      await serving(options, async url => assert.deepEqual(await ask(url), [400, null]));
    }
    const io = capturedIo();
    assert.equal(await runCli(['serve', '--api-version', '2020-01-01'], io), 2);
    assert.match(io.err(), /^version-unknown: .*2020-01-01/);
  });

  async function callBack(more: readonly string[]): Promise<void> {
    const code = await serving(more, async (url, err) => {
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal((await fetch(url)).status, 404);
      const command = /^ {2}(curl .*)$/m.exec(err())?.[1] ?? '';
      const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
      const [method, target = '', ...rest] = words.slice(1);
      assert.equal(method, '-sS');
      const headers = rest.flatMap((word, index) => (rest[index - 1] === '-H' ? [word.split(': ')] : []));
      const response = await fetch(target, {
        method: 'POST',
        headers: headers.map(([name = '', value = '']) => [name, value] as [string, string]),
        body: rest.at(-1) ?? '',
      });
      assert.equal(response.status, 200, await response.clone().text());
    });
    assert.equal(code, 0);
  }

  it('knows one account of each kind without a file', async () => {
    await serving([], (_, err) => {
      assert.match(err(), /^ {2}acct_1Nv0FGQ9RKHgCVdK {2}recipient$/m);
      assert.match(err(), /^ {2}acct_\w+ {2}merchant$/m);
      assert.match(err(), /^ {2}acct_\w+ {2}customer, merchant, recipient$/m);
      assert.match(err(), /^Provider states: http:\/\/127\.0\.0\.1:\d+\/_pact\/provider-states$/m);
      assert.doesNotMatch(err(), /Warning/);
    });
  });

  it('takes the accounts of a file', async () => {
    const file = join(folder, 'accounts.json');
    writeFileSync(file, '{"accounts": [{"id": "acct_mine", "configurations": []}]}');
    await serving(['--accounts', file], (_, err) =>
      assert.match(err(), /^Accounts:\n {2}acct_mine {2}without a configuration\n/),
    );
  });

  it('exits with 2 when the file is missing or the port is taken', async () => {
    const io = capturedIo();
    assert.equal(await runCli(['serve', '--accounts', join(folder, 'no.json')], io), 2);
    assert.match(io.err(), /^input-missing: /);
    await serving([], async url => {
      const second = capturedIo();
      assert.equal(await runCli(['serve', '--port', new URL(url).port], second), 2);
      assert.match(second.err(), /^address-in-use: /);
    });
  });

  it('warns when other machines can reach it', async () => {
    await serving(['--host', '0.0.0.0'], (_, err) => assert.match(err(), /^Warning: other machines can reach this/));
  });

  it('exits with 130 when the user interrupts it', async () => {
    assert.equal(await serving([], () => {}, 'SIGINT'), 130);
  });

  it('lets the answers under way out when it is told to stop', async () => {
    const main = fileURLToPath(new URL('../main.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'serve'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = await once(child.stdout, 'data');
    const url = String(line).trim().replace('listening on ', '');
    const headers = { authorization: 'Bearer sk_test_1', 'stripe-version': '2026-02-25.clover' };
    const order = (path: string, body: object) =>
      fetch(url + path, {
        ...{ method: 'POST', body: JSON.stringify(body) },
        headers: { ...headers, 'content-type': 'application/json' },
      });
    await order('/_admin/faults', { kind: 'latency', ms: 500 });
    const flow = { configurations: ['recipient'], refresh_url: 'https://example.com/reauth' };
    const useCase = { type: 'account_onboarding', account_onboarding: flow };
    const answer = order('/v2/core/account_links', { account: 'acct_1Nv0FGQ9RKHgCVdK', use_case: useCase });
    for (let isUnderWay = false; !isUnderWay; ) {
      const { links } = (await (await fetch(`${url}/_admin/links`)).json()) as { links: object[] }; // as documented
      isUnderWay = links.length > 0;
    }
    child.kill('SIGTERM');
    const exit = once(child, 'exit');
    const response = await answer;
    assert.equal(response.status, 200);
    assert.match(await response.text(), /"v2\.core\.account_link"/);
    assert.deepEqual(await exit, [0, null]);
  });

  it('stops as a process by the signals of the system', async () => {
    for (const [signal, code] of [
      ['SIGTERM', 0],
      ['SIGINT', 130],
    ] as const) {
      const main = fileURLToPath(new URL('../main.ts', import.meta.url));
      const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'serve'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await once(child.stdout, 'data');
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [code, null]);
    }
  });
});
