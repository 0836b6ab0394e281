import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './pack-package.ts';

// `from '…'` and `import '…'` of code and types, `import('…')`, what the command line requires, a module that is required
// late, a file beside a module, and the child of Pact.
const references = [
  /\brequire\(['"](\.{1,2}\/[^'"]+)['"]\)/g,
  /\bload\(['"](\.{1,2}\/[^'"]+\.cjs)['"]\)/g,
  /(?:\bfrom|\bimport)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g,
  /new URL\(\s*['"](\.{1,2}\/[^'"]+\.[jt]s)['"],\s*import\.meta\.url/g,
];

/** What the manifest offers, and the program that runs Pact's verifier in a process of its own. */
export function entries(): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly bin: { readonly [name: string]: string };
    readonly exports: { readonly [path: string]: string | { readonly types: string; readonly default: string } };
  }; // our own
  const exported = Object.values(manifest.exports).flatMap(target =>
    typeof target === 'string' ? [] : [target.types, target.default],
  );
  return [...Object.values(manifest.bin), ...exported, 'dist/cli/judge-worker.js', 'dist/cli/pact-child.js'].map(path =>
    path.replace(/^\.\//, ''),
  );
}

/** The files of dist/ that an entry point of the package leads to, as paths from the root of the project. */
export function reachableFiles(from: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = from.map(entry => join(root, entry));
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const name = relative(root, path).replaceAll('\\', '/');
    if (found.has(name)) continue;
    found.add(name);
    const text = readFileSync(path, 'utf8');
    for (const pattern of references) {
      for (const [, to = ''] of text.matchAll(pattern)) {
        const target = targetOf(path, to);
        if (target !== undefined) open.push(target);
      }
    }
  }
  return found;
}

/** In declarations the import of a module is one of its declaration: `./a.ts` and `./a.js` are both `./a.d.ts`. */
function targetOf(from: string, to: string): string | undefined {
  const path = join(dirname(from), to);
  const meant = from.endsWith('.d.ts') ? path.replace(/(?:\.d)?\.[jt]s$/, '.d.ts') : path;
  return existsSync(meant) && meant.startsWith(join(root, 'dist')) ? meant : undefined;
}
