import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** Files that hold one body. */
const longestFile = 64 * 1024 * 1024;

/**
 * What a recording names beside itself. Nothing outside of its folder (of a WireMock mapping: of `__files` beside the
 * folder of mappings) is opened, whatever it names.
 */
export function attachedFiles(recording: string): (name: string) => Uint8Array | undefined {
  const folder = dirname(recording);
  return name => {
    const isStub = name.startsWith('../__files/');
    try {
      const home = realpathSync(isStub ? join(folder, '..', '__files') : folder);
      const path = realpathSync(join(folder, name));
      const file = statSync(path);
      if (!path.startsWith(home + sep) || !file.isFile() || file.size > longestFile) return undefined;
      return readFileSync(path);
    } catch {
      return undefined; // it is not there, or not for us: the reader says so
    }
  };
}
