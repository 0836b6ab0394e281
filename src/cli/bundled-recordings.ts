import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The recordings of this package, relative, so that a report names the same files wherever the package is installed. */
export function bundledRecordings(): string {
  return relative(process.cwd(), fileURLToPath(new URL('../../cases/recordings/', import.meta.url)));
}
