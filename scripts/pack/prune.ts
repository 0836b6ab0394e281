import { rmSync } from 'node:fs';
import { relative } from 'node:path';
import { filesIn, root } from './pack-package.ts';
import { entries, reachableFiles } from './reachable-files.ts';

/** Takes out of dist/ what no entry point leads to: types of what is internal, and modules that hold nothing but types. */
export function prune(): void {
  const reachable = reachableFiles(entries());
  for (const path of filesIn('dist')) {
    const name = relative(root, path).replaceAll('\\', '/');
    if (/\.c?[jt]s$/.test(name) && !reachable.has(name)) rmSync(path);
  }
}
