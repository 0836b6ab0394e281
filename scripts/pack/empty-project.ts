import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Packed, root } from './pack-package.ts';

/**
 * A project that has a packed package, without npm: unpacked, with the dependencies of this one. `extra` names others
 * that the project has of its own.
 */
export function emptyProject(folder: string, { path }: Packed, extra: readonly string[] = []): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  execFileSync('tar', ['-xzf', path, '-C', modules]);
  renameSync(join(modules, 'package'), join(modules, 'account-links-contract'));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: { readonly [name: string]: string };
  }; // our own
  for (const name of [...Object.keys(dependencies), ...extra]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
}

/** A folder with an `npx` that runs the installed command at once: npm takes a second for it, and looks at the registry. */
export function quickNpx(project: string): string {
  const folder = join(project, 'node_modules/.quick');
  mkdirSync(folder, { recursive: true });
  const main = join(project, 'node_modules/account-links-contract/dist/cli/main.js');
  const text = `#!/bin/sh\n[ "$1" = account-links ] || { echo "npx $1 is not at hand" >&2; exit 127; }\nshift\nexec "${process.execPath}" "${main}" "$@"\n`;
  writeFileSync(join(folder, 'npx'), text);
  chmodSync(join(folder, 'npx'), 0o755);
  return folder;
}
