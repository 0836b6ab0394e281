// Where a report goes: a file or standard output. Writes of one turn of the event loop go out together, because a system
// call for each line of `ndjson` costs more than judging the record.
import { closeSync, openSync, writeSync } from 'node:fs';
import { reasonOf, ToolError } from '../errors.ts';
import type { OutputStream } from './io.ts';

export interface Sink {
  write(text: string): void;
  /** Writes what is held back and lets go of the file. */
  close(): void;
}

const heldAtMost = 1 << 16;

/** A sink on a stream that others use as well. */
export function streamSink(stream: OutputStream): Sink {
  return bufferedSink(
    text => stream.write(text),
    () => {},
  );
}

/** A sink on a new file. Throws a `ToolError` with the code `output-unwritable`, now or when the disk is full. */
export function fileSink(path: string): Sink {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      const message = `The report file \`${path}\` cannot be written: ${reasonOf(thrown)}. Name a file in a folder that exists.`;
      throw new ToolError('output-unwritable', message, { cause: thrown });
    }
  };
  const file = guarded(() => openSync(path, 'w'));
  return bufferedSink(
    text => guarded(() => writeWhole(file, Buffer.from(text))),
    () => closeSync(file),
  );
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

function bufferedSink(write: (text: string) => unknown, end: () => void): Sink {
  let held = '';
  let timer: NodeJS.Immediate | undefined;
  const flush = () => {
    clearImmediate(timer);
    timer = undefined;
    const text = held;
    held = '';
    if (text !== '') write(text);
  };
  return {
    write(text) {
      held += text;
      if (held.length >= heldAtMost) flush();
      else timer ??= setImmediate(flush);
    },
    close() {
      try {
        flush();
      } finally {
        end();
      }
    },
  };
}
