// How fast recordings are judged: `npm run bench:validate [rounds] [megabytes]`. It makes its data, and runs the built command
// line beside what bounds it (Node alone, reading, parsing, grep, gzip) and what people write by hand. Each is a process
// of its own; they take turns within each round, so that a busy machine slows all of them alike. Printed are medians, the
// fastest and the slowest round, and ratios. `--peers` adds other tools, which npm fetches.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { fetchPeers } from './peers.ts';

const [rounds = 5, megabytes = 100] = process.argv.slice(2).map(Number).filter(Number.isFinite);
const withPeers = process.argv.includes('--peers');
const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'account-links-bench-'));
const path = (name: string): string => join(folder, name);

const recorded = readFileSync(join(root, 'cases/recordings/stripe-node-20.4.0.ndjson'), 'utf8').trimEnd().split('\n');
const ours = recorded.filter(line => line.includes('"status":200'));
/** Others of the same length, one in a hundred of them with our word in another path. */
const others = ours.map(line => line.replaceAll('/v2/core/account_links', '/v1/payment_intents/pi'));
const friend = ours[0]?.replace('/v2/core/account_links', '/v1/account_links') ?? '';

for (const share of [100, 10, 1]) writeLines(`${share}.ndjson`, share);
writeFileSync(path('1.ndjson.gz'), gzipSync(readFileSync(path('1.ndjson')), { level: 6 }));
writeHar('100.har');
writeFileSync(path('ten.ndjson'), `${recorded.slice(0, 5).join('\n')}\n${recorded.slice(0, 5).join('\n')}\n`);
writeScripts();
const peers = withPeers ? peersOf() : { commands: {} };

const cli = (file: string): readonly string[] => [
  process.execPath,
  join(root, 'dist/cli/main.js'),
  'validate',
  path(file),
  '--quiet',
];
const script = (name: string, file: string): readonly string[] => [process.execPath, path(name), path(file)];

/** The same exchanges for all: so many as fit into what the slowest of them reads in a few seconds. */
function peersOf(): ReturnType<typeof fetchPeers> {
  const lines = Array.from({ length: 10_000 }, (_, at) => varied(ours[at % ours.length] ?? friend, at));
  writeFileSync(path('peers.ndjson'), `${lines.join('\n')}\n`);
  return fetchPeers(folder, lines);
}

const commands: { readonly [name: string]: readonly string[] } = {
  'node -e 0': [process.execPath, '-e', '0'],
  'validate, ten lines': cli('ten.ndjson'),
  'JSON.parse alone, 100 %': script('parse.mjs', '100.ndjson'),
  'validate, 100 %': cli('100.ndjson'),
  'by hand, 100 %': script('hand.mjs', '100.ndjson'),
  'validate, 10 %': cli('10.ndjson'),
  'by hand, 10 %': script('hand.mjs', '10.ndjson'),
  'grep -c, 1 %': ['grep', '-c', 'account_links', path('1.ndjson')],
  'validate, 1 %': cli('1.ndjson'),
  'by hand, 1 %': script('hand.mjs', '1.ndjson'),
  'gzip -dc | grep -c, 1 %': ['sh', '-c', `gzip -dc '${path('1.ndjson.gz')}' | grep -c account_links`],
  'validate, 1 % in gzip': cli('1.ndjson.gz'),
  'JSON.parse of the HAR': script('parse-whole.mjs', '100.har'),
  'validate, HAR': cli('100.har'),
  ...(Object.keys(peers.commands).length === 0
    ? {}
    : { 'validate, 10 000 lines': cli('peers.ndjson'), ...peers.commands }),
};

const times = new Map(Object.keys(commands).map(name => [name, [] as number[]]));
const peaks = new Map<string, number>();
try {
  for (let round = 0; round < rounds; round++) {
    for (const [name, [command = '', ...args]] of Object.entries(commands)) {
      const start = performance.now();
      const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
      times.get(name)?.push(performance.now() - start);
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    }
  }
  for (const file of ['100.ndjson', '1.ndjson', '1.ndjson.gz', '100.har']) peaks.set(file, peakOf(file));
  report();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(): void {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`Node ${process.version}, ${availableParallelism()} cores, ${megabytes} MB; medians of ${rounds} rounds in ms`);
  for (const [name, list] of times) {
    list.sort((a, b) => a - b);
    const spread = `${list[0]?.toFixed(0)} - ${list.at(-1)?.toFixed(0)}`;
    say(`  ${name.padEnd(28)} ${median(name).toFixed(0).padStart(7)}   ${spread}`);
  }
  say('ratios');
  for (const [one, to, wanted] of [
    ['validate, 100 %', 'JSON.parse alone, 100 %', '2.0 at most'],
    ['validate, 1 %', 'grep -c, 1 %', '2.1 at most'],
    ['by hand, 100 %', 'validate, 100 %', '1.8 at least'],
    ['by hand, 10 %', 'validate, 10 %', '6 at least'],
    ['by hand, 1 %', 'validate, 1 %', '10 at least'],
    ['validate, 1 % in gzip', 'gzip -dc | grep -c, 1 %', '0.7 at most'],
    ['validate, HAR', 'JSON.parse of the HAR', '0.9 at most'],
    ['validate, ten lines', 'node -e 0', '2.2 at most'],
  ] as const) {
    say(`  ${`${one} / ${to}`.padEnd(52)} ${(median(one) / median(to)).toFixed(2).padStart(7)}   wanted: ${wanted}`);
  }
  if (peers.reason !== undefined) say(`  without the other tools, which npm cannot fetch: ${peers.reason}`);
  for (const [peer, wanted] of [
    ['ajv-cli', 1.5],
    ['@sourcemeta/jsonschema', 2],
    ['openapi-backend', 3],
    ['prism-http', 6],
  ] as const) {
    if (!times.has(peer)) continue;
    const ratio = (median(peer) / median('validate, 10 000 lines')).toFixed(2);
    say(`  ${`${peer} / validate`.padEnd(52)} ${ratio.padStart(7)}   wanted: ${wanted} at least`);
  }
  say('peak memory, wanted: 90 MB at most');
  for (const [file, peak] of peaks) say(`  ${file.padEnd(28)} ${peak.toFixed(0).padStart(7)} MB`);
}

function median(name: string): number {
  const list = [...(times.get(name) ?? [])].sort((a, b) => a - b);
  return list[list.length >> 1] ?? 0;
}

/** The most memory that judging a file took, as the system counts it. */
function peakOf(file: string): number {
  const watch = `process.on('exit', () => process.stderr.write(\`peak \${process.resourceUsage().maxRSS}\`))`;
  writeFileSync(path('watch.cjs'), watch);
  const [command = '', ...args] = cli(file);
  const { stderr } = spawnSync(command, ['--require', path('watch.cjs'), ...args], { encoding: 'utf8' });
  return Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024;
}

/** The line with an account, a link, times, keys and URLs of its own: what comes twice would be judged from memory. */
function varied(line: string, at: number): string {
  const id = ((at % 20_000) * 7919 + 1e7).toString(36).toUpperCase();
  const time = (later: number) => new Date(Date.UTC(2026, 10, 1) + at * 1700 + later).toISOString();
  return line
    .replaceAll('acct_1Nv0FGQ9RKHgCVdK', `acct_1Nv0${id}KHgCVdK`)
    .replaceAll('2026-11-21T12:00:00.000Z', time(0))
    .replaceAll('2026-11-21T12:05:00.000Z', time(300_000))
    .replaceAll(/recorded-\d+/g, `stripe-node-retry-${id.toLowerCase()}-9f1c-4a52`)
    .replaceAll(/req_v2recorded\d+/g, `req_v2${id}0000001`)
    .replaceAll('http://127.0.0.1/v', 'https://api.stripe.com/v')
    .replaceAll(/http:\/\/127.0.0.1\/redacted-[0-9a-f]{12}/g, `https://connect.stripe.com/setup/e/acct_1/${id}x${id}`)
    .replaceAll('https://example.com/', `https://platform.example.com/u/${id}/`);
}

/** Lines until there are enough; the same ones each time. */
function writeLines(name: string, share: number): void {
  const file = openSync(path(name), 'w');
  let size = 0;
  for (let at = 0; size < megabytes * 1e6; ) {
    const lines: string[] = [];
    for (let end = at + 1000; at < end; at++) {
      const isOurs = (at * 37) % 100 < share;
      const line = (isOurs ? ours : at % 100 === 99 ? [friend] : others)[at % (isOurs ? ours.length : 1)] ?? friend;
      lines.push(varied(line, at));
    }
    size += writeSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
}

function writeHar(name: string): void {
  const { log } = JSON.parse(readFileSync(join(root, 'cases/recordings/stripe-node-20.4.0.har'), 'utf8'));
  const entries: readonly { readonly response: { readonly status: number } }[] = log.entries;
  const text = JSON.stringify(entries.filter(({ response }) => response.status === 200)).slice(1, -1);
  const file = openSync(path(name), 'w');
  writeSync(file, `{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[${text}`);
  for (let size = 0; size < megabytes * 1e6; ) size += writeSync(file, `,${text}`);
  writeSync(file, ']}}');
  closeSync(file);
}

function writeScripts(): void {
  writeFileSync(
    path('parse.mjs'),
    `import { openSync, readSync } from 'node:fs';
const file = openSync(process.argv[2]);
const buffer = Buffer.alloc(1 << 20);
let held = 0;
for (;;) {
  const read = readSync(file, buffer, held, buffer.length - held, null);
  if (read === 0) break;
  const block = buffer.subarray(0, held + read);
  let start = 0;
  for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, start)) {
    JSON.parse(block.toString('utf8', start, end));
    start = end + 1;
  }
  block.copy(buffer, 0, start);
  held = block.length - start;
}
`,
  );
  writeFileSync(
    path('parse-whole.mjs'),
    `import { readFileSync } from 'node:fs';\nJSON.parse(readFileSync(process.argv[2], 'utf8'));\n`,
  );
  const modules = join(root, 'node_modules');
  const schema = (name: string): string =>
    readFileSync(join(root, `schemas/2025-12-15.clover/${name}.schema.json`), 'utf8');
  writeFileSync(
    path('hand.mjs'),
    `import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
const require = createRequire(${JSON.stringify(join(modules, 'x.js'))});
const { Ajv2020 } = require('ajv/dist/2020.js');
const ajv = new Ajv2020({ strict: false, allErrors: true });
require('ajv-formats')(ajv);
const request = ajv.compile(${schema('request')});
const response = ajv.compile(${schema('response')});
let bad = 0;
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const record = JSON.parse(line);
  if (!record.request.url.endsWith('/v2/core/account_links')) continue;
  if (!request(JSON.parse(record.request.body.text))) bad++;
  if (!response(JSON.parse(record.response.body.text))) bad++;
}
console.log(bad);
`,
  );
}
