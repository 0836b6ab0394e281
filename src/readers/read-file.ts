import { open } from 'node:fs/promises';
import { reasonOf } from '../errors.ts';
import { UnreadableError } from './unreadable.ts';

/** Part of a file in bytes, `to` exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Larger pieces are no faster, and two of them are held. */
const pieceSize = 512 * 1024;

/**
 * The bytes of a file, each piece good until the next is asked for: the next one is read meanwhile into the other of two
 * buffers. A stream of Node takes 1.4 times as long.
 */
export async function* readFile(path: string, range?: Range): AsyncGenerator<Uint8Array> {
  try {
    const file = await open(path, 'r');
    const buffers = [Buffer.allocUnsafeSlow(pieceSize), Buffer.allocUnsafeSlow(pieceSize)];
    let at = range?.from ?? 0;
    const readInto = async (buffer: Buffer | undefined): Promise<Uint8Array> => {
      const length = Math.min(pieceSize, (range?.to ?? Number.POSITIVE_INFINITY) - at);
      if (buffer === undefined || length <= 0) return new Uint8Array();
      // Without a position where none is needed: a pipe has none.
      const { bytesRead } = await file.read(buffer, 0, length, range === undefined ? null : at);
      at += bytesRead;
      return buffer.subarray(0, bytesRead);
    };
    let pending = readInto(buffers[0]);
    try {
      for (let turn = 1; ; turn = 1 - turn) {
        const piece = await pending;
        if (piece.length === 0) return;
        pending = readInto(buffers[turn]);
        pending.catch(() => {}); // awaited in the next round, which may be the last step of the one who reads
        yield piece;
      }
    } finally {
      await pending.catch(() => {});
      await file.close();
    }
  } catch (cause) {
    throw new UnreadableError(`the file cannot be opened or read (${codeOf(cause)})`, { cause });
  }
}

export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : reasonOf(thrown);
}
