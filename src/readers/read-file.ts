import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { type Room, roomFor } from '../common-memory.ts';
import { reasonOf } from '../errors.ts';
import { largestBlock } from './sift-lines.ts';
import { UnreadableError } from './unreadable.ts';

/** Part of a file in bytes, `to` exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Larger pieces are no faster; and one larger than `largestBlock` would be sifted in two. */
const pieceSize: number = largestBlock;

/**
 * The bytes of a file, each piece good until the next is asked for. Files are read within this thread: their bytes are in
 * memory as a rule, and to wait for another thread takes longer than to copy them. Pipes are waited for, without blocking.
 */
export async function* readFile(path: string, range?: Range): AsyncGenerator<Uint8Array> {
  try {
    const file = await open(path, 'r');
    let room: Room | undefined;
    try {
      const stats = await file.stat();
      const read = stats.isFile() ? readNow : readLater;
      room = roomFor(pieceSize, stats.isFile() && stats.size < pieceSize);
      const buffer = room.bytes;
      let at = range?.from ?? 0;
      for (let pieces = 1; ; pieces++) {
        const length = Math.min(pieceSize, (range?.to ?? Number.POSITIVE_INFINITY) - at);
        // Without a position where none is needed: a pipe has none.
        const size = length <= 0 ? 0 : await read(file, buffer, length, range === undefined ? null : at);
        if (size === 0) return;
        at += size;
        yield buffer.subarray(0, size);
        if (pieces % piecesInTurn === 0) await setImmediate();
      }
    } finally {
      room?.giveBack();
      await file.close();
    }
  } catch (cause) {
    throw new UnreadableError(`the file cannot be opened or read (${codeOf(cause)})`, { cause });
  }
}

/** After so many pieces signals, timers and other work have their turn. */
const piecesInTurn = 8;

type Read = (file: FileHandle, buffer: Buffer, length: number, position: number | null) => number | Promise<number>;

const readNow: Read = ({ fd }, buffer, length, position) => readSync(fd, buffer, 0, length, position);

const readLater: Read = async (file, buffer, length, position) => {
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return bytesRead;
};

export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : reasonOf(thrown);
}
