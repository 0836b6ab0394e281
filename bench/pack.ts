// What the package costs who installs it: the size of the tarball and of the installation, and how long a command takes
// to start. `npm run bench:pack` packs dist/, installs it by npm, and lets the starts take turns with that of Node alone.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, packPackage } from '../scripts/pack/pack-package.ts';
import { type Bench, measure, median } from './rounds.ts';

const folder = mkdtempSync(join(tmpdir(), 'account-links-bench-'));
const packed = packPackage(folder);
write(`tarball       ${kB(packed.size)}, ${packed.files.length} files, ${kB(packed.unpackedSize)} unpacked`);

const whole = installation('whole');
const small = installation('without-optional', '--omit=optional');
for (const [name, { size, packages }] of [
  ['installed', whole],
  ['without Pact', small],
] as const) {
  write(`${name.padEnd(13)} ${kB(size)} in ${packages} packages`);
}

const main = join(whole.project, 'node_modules/account-links-contract/dist/cli/main.js');
const recordings = join(whole.project, 'node_modules/account-links-contract/cases/recordings');
writeFileSync(join(folder, 'nothing.mjs'), '');
writeFileSync(join(whole.project, 'library.mjs'), "import 'account-links-contract';");
writeFileSync(join(whole.project, 'provider.mjs'), "import 'account-links-contract/provider';");
const node = start('node, an empty module', [join(folder, 'nothing.mjs')]);
const benches = [
  node,
  start('account-links --version', [main, '--version']),
  start('account-links gate --help', [main, 'gate', '--help']),
  start('account-links validate, 34 exchanges', [main, 'validate', '--quiet', recordings]),
  start("import 'account-links-contract'", [join(whole.project, 'library.mjs')]),
  start("import 'account-links-contract/provider'", [join(whole.project, 'provider.mjs')]),
];
const rates = await measure(benches, 7, 400);
write('', 'starts: median, fastest and slowest round');
for (const { name } of benches) {
  const factor = (median(rates, node.name) / median(rates, name)).toFixed(2);
  const spread = `${shown(rates.get(name)?.at(-1))} - ${shown(rates.get(name)?.[0])} ms`;
  write(`  ${name.padEnd(44)} ${shown(median(rates, name))} ms  ${spread}   ${factor} times node alone`);
}
rmSync(folder, { recursive: true, force: true });

/** Starts a process over and over again. */
function start(name: string, args: readonly string[]): Bench {
  return {
    name,
    run(milliseconds) {
      const end = performance.now() + milliseconds;
      let times = 0;
      for (; times === 0 || performance.now() < end; times++) {
        const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
        if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
      }
      return times;
    },
  };
}

function installation(name: string, ...options: readonly string[]) {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"private": true, "type": "module"}');
  npm(['install', '--no-audit', '--no-fund', '--prefer-offline', ...options, packed.path], project);
  const modules = join(project, 'node_modules');
  const entries = readdirSync(modules, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  const packages = files.filter(
    ({ name: file, parentPath }) => file === 'package.json' && /node_modules\/(?:@[^/]+\/)?[^/]+$/.test(parentPath),
  );
  const size = files.reduce((sum, { name: file, parentPath }) => sum + statSync(join(parentPath, file)).size, 0);
  return { project, size, packages: packages.length };
}

/** How long one lasts, in milliseconds, of so many in a second. */
function shown(rate = Number.NaN): string {
  return (1000 / rate).toFixed(0).padStart(5);
}

function kB(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function write(...texts: readonly string[]): void {
  process.stdout.write(`${texts.join('\n')}\n`);
}
