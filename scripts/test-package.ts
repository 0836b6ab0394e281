// `npm run pack:test`: the packed package as its users have it. Needs the npm registry; what needs more says when it skips.
// An argument chooses the files whose path contains it.
import { relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { filesIn, root } from './pack/pack-package.ts';

const wanted = process.argv.slice(2);
const files = filesIn('scripts/pack')
  .filter(path => /\.(check|test)\.ts$/.test(path))
  .filter(path => wanted.length === 0 || wanted.some(part => relative(root, path).includes(part)))
  .sort();
if (files.length === 0) throw new Error('No check was found.');
const stream = run({ files, concurrency: 1, timeout: 1_800_000 }); // six compilers, on a busy machine
stream.on('test:fail', () => {
  process.exitCode = 1;
});
stream.compose(new spec()).pipe(process.stdout);
