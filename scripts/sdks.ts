// `npm run sdks [-- python go …] [--require]`: Stripe's official SDKs of other languages against `account-links serve`.
// Their programs are in cases/sdks/; what they need is installed into a temporary folder. A language whose tools or
// packages cannot be had is skipped, and it says why; with --require that is a failure. stripe-node is part of `npm test`.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { demandCalls, type Told } from './sdks/demand-calls.ts';
import { languages, type Program } from './sdks/languages.ts';
import { output, Unavailable } from './sdks/output.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { require: { type: 'boolean' } } });
const unknown = positionals.filter(name => !languages.some(language => language.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no program in ${unknown.join(', ')}: there are ${languages.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const root = resolve(import.meta.dirname, '..');
const main = join(root, 'dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'account-links-sdks-'));
const accounts = [
  { id: 'acct_1Known', configurations: ['recipient'] },
  { id: 'acct_1Other', configurations: ['merchant'] },
];
const counts = { passed: 0, failed: 0, skipped: 0 };
try {
  for (const language of languages.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const work = join(folder, language.name);
    cpSync(join(root, 'cases/sdks', language.name), work, { recursive: true });
    try {
      for (const program of await language.prepare(work)) await tried(program);
    } catch (thrown) {
      if (!(thrown instanceof Unavailable)) throw thrown;
      counts.skipped++;
      console.log(`SKIPPED ${language.name}: ${thrown.message}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 || (values.require === true && counts.skipped > 0) ? 1 : 0);

async function tried(program: Program): Promise<void> {
  const { server, url } = await serve();
  try {
    const text = await output(program.command, [
      ...program.arguments,
      url,
      'acct_1Known',
      'acct_1Unknown',
      'acct_1Other',
    ]);
    const told = text
      .split('\n')
      .filter(line => line.startsWith('{'))
      .map(line => JSON.parse(line) as Told); // checked below
    const { requests } = (await (await fetch(`${url}/_admin/requests`)).json()) as { requests: object[] }; // of our provider
    const name = demandCalls(told, requests);
    await demandConforming(requests);
    const link = told.find(({ call }) => call === 'link')?.['url'] ?? '';
    assert.match(await (await fetch(link)).text(), /stand-in, not Stripe/, 'its link opens');
    counts.passed++;
    console.log(`ok      ${name}: ${told.length - 1} calls, ${requests.length} requests`);
  } catch (thrown) {
    counts.failed++;
    console.log(`FAILED  ${program.name}: ${thrown instanceof Error ? thrown.message : thrown}`);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

async function serve(): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const file = join(folder, 'accounts.json');
  writeFileSync(file, JSON.stringify({ accounts }));
  const server = spawn(process.execPath, [main, 'serve', '--accounts', file], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
  return { server, url: line.replace('listening on ', '') };
}

/** What SDK and provider have said to each other keeps the contract on the provider's side, by our own judgement. */
async function demandConforming(requests: readonly object[]): Promise<void> {
  const file = join(folder, 'traffic.ndjson');
  writeFileSync(file, requests.map(one => `${JSON.stringify(one)}\n`).join(''));
  await output(process.execPath, [main, 'validate', file, '--party', 'provider']);
}
