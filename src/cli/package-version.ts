import { readFileSync } from 'node:fs';
import { member } from '../json.ts';

/** The version of this package. */
export function packageVersion(): string {
  // Two folders up from `src/cli` and from `dist/cli` alike.
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return String(member(manifest, 'version'));
}
