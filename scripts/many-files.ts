// Judges a folder of 100,000 small files, in one pass and in two shards: `npm run many-files [count]`. Too long for `npm test`,
// which has a folder of 2,000. Says how long it took and how much memory, beside reading the same files with Node.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const count = Number(process.argv[2] ?? 100_000);
const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'account-links-many-'));
const line = (method: string, url: string): string =>
  `${JSON.stringify({ v: 1, request: { method, url, headers: {}, body: {} }, response: { status: 404, headers: {}, body: {} } })}\n`;
const [ours, other] = [line('POST', '/v2/core/account_links'), line('GET', '/v1/charges')];
/** What Linux says of the process itself: `maxRSS` of a child begins with what its parent had. */
const memory = `process.on('exit', () => {
  let peak = process.resourceUsage().maxRSS;
  try { peak = Number(/VmHWM:\\s+(\\d+)/.exec(require('fs').readFileSync('/proc/self/status', 'utf8'))[1]); } catch {}
  process.stderr.write('peak ' + peak + '\\n');
});`;

try {
  const logs = join(folder, 'logs');
  for (let at = 0; at < count; at++) {
    const inner = join(logs, String(at % 100));
    if (at < 100) mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, `${at}.ndjson`), at % 2 === 0 ? ours : other);
  }
  const hook = join(folder, 'memory.cjs');
  writeFileSync(hook, memory);
  const walk = `const { readdirSync, readFileSync, statSync } = require('fs'); let n = 0;
for (const f of readdirSync(${JSON.stringify(logs)}, { recursive: true })) { const p = ${JSON.stringify(`${logs}/`)} + f; if (statSync(p).isFile()) n += readFileSync(p).length; }`;
  time('reading them, with Node alone', hook, ['-e', walk]);
  const once = time('validate', hook, [cli, 'validate', logs, '--no-across', '--reporter', 'json']);
  const shards = [1, 2].map(index =>
    time(`shard ${index} of 2`, hook, [cli, 'validate', logs, '--partial', '--shard', `${index}/2`]),
  );
  const merged = time('merge', hook, [cli, 'merge', '-', '--reporter', 'json'], shards.join(''));
  if (merged !== once) throw new Error('The merged report differs from that of one pass.');
  const { read, judged, otherEndpoint, unreadable } = JSON.parse(once).summary.exchanges;
  const half = Math.ceil(count / 2);
  if (read !== count || judged !== half || otherEndpoint !== count - half || unreadable !== 0) {
    throw new Error(`The account is wrong: ${JSON.stringify(JSON.parse(once).summary.exchanges)}`);
  }
  process.stdout.write(
    `ok: ${count} files, ${judged} judged, ${otherEndpoint} of other endpoints; shards come to the same report\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function time(name: string, hook: string, args: readonly string[], input = ''): string {
  const start = performance.now();
  const options = { encoding: 'utf8', maxBuffer: 2 ** 30, input } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', hook, ...args], options);
  if (status === null || status > 1) throw new Error(`${name} ended with ${status}: ${stderr}`);
  const peak = Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024;
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(`${name.padEnd(30)} ${seconds.toFixed(1).padStart(6)} s ${peak.toFixed(0).padStart(5)} MB\n`);
  return stdout;
}
