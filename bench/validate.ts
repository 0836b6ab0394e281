// How fast recordings are judged: `npm run bench:validate [rounds] [megabytes]`. It makes its data, and runs the built command
// line beside what bounds it (Node alone, reading, parsing, grep, gzip) and what people write by hand. Each is a process
// of its own; they take turns within each round, so that a busy machine slows all of them alike. Printed are medians, the
// fastest and the slowest round, and ratios. `--peers` adds other tools, which npm fetches. The larger the files are, the less
// the start of the command counts in the ratios.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchPeers } from './peers.ts';
import { entryAt, lineAt } from './recorded-lines.ts';

const [rounds = 5, megabytes = 100] = process.argv.slice(2).map(Number).filter(Number.isFinite);
const withPeers = process.argv.includes('--peers');
const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'account-links-bench-'));
const path = (name: string): string => join(folder, name);

for (const share of [100, 10, 1]) writeLines(`${share}.ndjson`, share);
spawnSync('gzip', ['-6', '-k', path('1.ndjson')]);
writeHar('100.har');
writeFileSync(path('ten.ndjson'), linesFrom(0, 10, 100));
writeScripts();
const peers = withPeers ? peersOf() : { commands: {} };

const cli = (file: string, jobs = 1): readonly string[] => [
  process.execPath,
  join(root, 'dist/cli/main.js'),
  'validate',
  path(file),
  '--quiet',
  '--fail-on=never',
  `--jobs=${jobs}`,
];
const script = (name: string, file: string): readonly string[] => [process.execPath, path(name), path(file)];

/** The same exchanges for all, and as many as there are in the other files, unless that is more than all of them can take. */
function peersOf(): ReturnType<typeof fetchPeers> {
  const lines = Array.from({ length: Math.min(megabytes * 500, 100_000) }, (_, at) => at)
    .filter(at => at % 100 >= 8) // those that keep the contract: one of the tools stops at the first that does not
    .map(at => lineAt(at, 100));
  writeFileSync(path('peers.ndjson'), `${lines.join('\n')}\n`);
  return fetchPeers(folder, lines);
}

const commands: { readonly [name: string]: readonly string[] } = {
  'node -e 0': [process.execPath, '-e', '0'],
  'validate, ten lines': cli('ten.ndjson'),
  'wc -l': ['wc', '-l', path('100.ndjson')],
  'read alone': script('read.mjs', '100.ndjson'),
  'JSON.parse alone, 100 %': script('parse.mjs', '100.ndjson'),
  'validate, 100 %': cli('100.ndjson'),
  'validate, 100 %, two jobs': cli('100.ndjson', 2),
  'by hand, 100 %': script('hand.mjs', '100.ndjson'),
  'validate, 10 %': cli('10.ndjson'),
  'by hand, 10 %': script('hand.mjs', '10.ndjson'),
  'grep -c, 1 %': ['grep', '-c', 'account_links', path('1.ndjson')],
  'validate, 1 %': cli('1.ndjson'),
  'validate, 1 %, two jobs': cli('1.ndjson', 2),
  'by hand, 1 %': script('hand.mjs', '1.ndjson'),
  'gzip -dc | grep -c, 1 %': ['sh', '-c', `gzip -dc '${path('1.ndjson.gz')}' | grep -c account_links`],
  'validate, 1 % in gzip': cli('1.ndjson.gz'),
  'JSON.parse of the HAR': script('parse-whole.mjs', '100.har'),
  'validate, HAR': cli('100.har'),
  ...(Object.keys(peers.commands).length === 0 ? {} : { 'validate, as peers': cli('peers.ndjson'), ...peers.commands }),
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
    ['validate, 100 %', 'validate, 100 %, two jobs', '1.7 at least, of 1 GB'],
    ['validate, 1 %, two jobs', 'validate, 1 %', '1.05 at most'],
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
    const ratio = (median(peer) / median('validate, as peers')).toFixed(2);
    say(`  ${`${peer} / validate`.padEnd(52)} ${ratio.padStart(7)}   wanted: ${wanted} at least`);
  }
  say('peak memory, wanted: 90 MB at most');
  for (const [file, peak] of peaks) say(`  ${file.padEnd(28)} ${peak.toFixed(0).padStart(7)} MB`);
}

function median(name: string): number {
  const list = [...(times.get(name) ?? [])].sort((a, b) => a - b);
  return list[list.length >> 1] ?? 0;
}

/** The most memory that judging a file took, as the system counts it; not by `maxRSS`, which begins with that of its parent. */
function peakOf(file: string): number {
  const watch = `process.on('exit', () => process.stderr.write(require('node:fs').readFileSync('/proc/self/status')))`;
  writeFileSync(path('watch.cjs'), watch);
  const [command = '', ...args] = cli(file);
  const { stderr } = spawnSync(command, ['--require', path('watch.cjs'), ...args], { encoding: 'utf8' });
  return Number(/VmHWM:\s*(\d+) kB/.exec(stderr)?.[1] ?? 0) / 1024;
}

/** Lines until there are enough. */
function writeLines(name: string, share: number): void {
  const file = openSync(path(name), 'w');
  let size = 0;
  for (let at = 0; size < megabytes * 1e6; at += 1000) size += writeSync(file, linesFrom(at, at + 1000, share));
  closeSync(file);
}

function linesFrom(from: number, to: number, share: number): string {
  return Array.from({ length: to - from }, (_, index) => `${lineAt(from + index, share)}\n`).join('');
}

function writeHar(name: string): void {
  const file = openSync(path(name), 'w');
  writeSync(file, `{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[${entryAt(0)}`);
  for (let [at, size] = [1, 0]; size < megabytes * 1e6; at++) size += writeSync(file, `,${entryAt(at)}`);
  writeSync(file, ']}}');
  closeSync(file);
}

function writeScripts(): void {
  writeFileSync(
    path('read.mjs'),
    `import { openSync, readSync } from 'node:fs';
const file = openSync(process.argv[2]);
const buffer = Buffer.alloc(1 << 20);
while (readSync(file, buffer, 0, buffer.length, null) > 0);
`,
  );
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
