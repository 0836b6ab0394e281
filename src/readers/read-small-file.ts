import { closeSync, openSync, readSync } from 'node:fs';
import { codeOf } from './read-file.ts';
import { UnreadableError } from './unreadable.ts';

/** A file of which all is read in one go. */
export const longestSmallFile: number = 64 * 1024;

/**
 * The bytes of a small file. To ask another thread for each step takes ten times as long as the steps, and what is waited
 * for meanwhile fills the heap: of a hundred thousand files that is what counts. A pipe must not be read so.
 */
export async function* readSmallFile(path: string, size: number): AsyncGenerator<Uint8Array> {
  try {
    const file = openSync(path, 'r');
    try {
      // It may have grown since it was measured, or be longer than it says.
      for (;;) {
        const buffer = Buffer.allocUnsafe(size + 1);
        const length = readSync(file, buffer);
        if (length === 0) return;
        yield buffer.subarray(0, length);
      }
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new UnreadableError(`the file cannot be opened or read (${codeOf(cause)})`, { cause });
  }
}
