import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../pack/pack-package.ts';

/** The documents of the package, as paths from the root of the project. */
export function documents(): readonly string[] {
  const details = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
  return ['README.md', ...details.sort().map(name => `docs/${name}`)];
}
