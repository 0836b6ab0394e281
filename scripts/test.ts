// Runs every *.test.ts, or those whose path contains one of the arguments. Node 20 cannot glob, and a run without a
// file exits 0 there: this one fails when it found no file or when no test ran.
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const root = resolve(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const files = ['src', 'properties', 'pacts', 'cases', 'scripts']
  .flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => join(root, folder, name)),
  )
  .filter(path => path.endsWith('.test.ts'))
  .filter(path => wanted.length === 0 || wanted.some(part => relative(root, path).includes(part)))
  .sort();

if (files.length === 0) {
  console.error('No test file was found.');
  process.exit(1);
}

let ran = 0;
const stream = run({ files, concurrency: true, timeout: 900_000 });
stream.on('test:pass', ({ details }) => {
  if ((details as { type?: string }).type !== 'suite') ran++;
});
stream.on('test:fail', () => {
  process.exitCode = 1;
});
stream.on('end', () => {
  if (ran === 0) {
    console.error('No test ran.');
    process.exitCode = 1;
  }
});
stream.compose(new spec()).pipe(process.stdout);
