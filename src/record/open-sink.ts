import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { extname } from 'node:path';
import { reasonOf, ToolError } from '../errors.ts';
import type { Recording } from '../recording.ts';
import { harEntry, harHead, harTail } from './har-entry.ts';

/** A file that recordings are added to. */
export interface Sink {
  /** Adds one, before it returns. Throws what the file system says; what was added before stays readable. */
  add(recording: Recording): void;
  close(): void;
}

/**
 * Opens a file for recordings: HAR if its name ends in `.har`, else NDJSON. One that is there is continued. When it would
 * grow beyond `maxBytes` it is put aside under a number (`traffic.1.ndjson`) and a new one is begun. Throws a `ToolError`
 * when it cannot be opened.
 */
export function openSink(path: string, maxBytes: number): Sink {
  const form = extname(path).toLowerCase() === '.har' ? har : ndjson;
  const open = (): Held => {
    try {
      const file = openSync(path, existsSync(path) ? 'r+' : 'wx+', 0o600);
      return { file, end: form.begin(file, fstatSync(file).size, path) };
    } catch (thrown) {
      if (thrown instanceof ToolError) throw thrown;
      const message = `The recording \`${path}\` cannot be written: ${reasonOf(thrown)}. Name a file in a folder that exists.`;
      throw new ToolError('output-unwritable', message, { cause: thrown });
    }
  };
  let held = open();
  return {
    add: recording => {
      const text = Buffer.from(form.write(recording, held.end));
      if (held.end > form.empty && held.end + text.length > maxBytes) {
        closeSync(held.file);
        renameSync(path, freeName(path));
        held = open();
        held.end = append(held.file, Buffer.from(form.write(recording, held.end)), held.end, form.tail);
      } else {
        held.end = append(held.file, text, held.end, form.tail);
      }
    },
    close: () => closeSync(held.file),
  };
}

interface Held {
  readonly file: number;
  /** Behind the last recording. */
  end: number;
}

/** In one write where the system takes it in one: then a crash leaves all of it or nothing. */
function append(file: number, text: Uint8Array, end: number, tail: string): number {
  const bytes = Buffer.concat([text, Buffer.from(tail)]);
  try {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(file, bytes, written, bytes.length - written, end + written);
    }
  } catch (thrown) {
    // A full disk took half of it: back to what was whole.
    ftruncateSync(file, end);
    writeSync(file, tail, end);
    throw thrown;
  }
  return end + text.length;
}

interface Form {
  /** Makes a file ready to be continued; answers where the next recording goes. */
  begin(file: number, size: number, path: string): number;
  /** The text of a recording behind `end`. */
  write(recording: Recording, end: number): string;
  /** What stands behind the last recording. */
  readonly tail: string;
  /** How long a file without a recording is, but for its tail. */
  readonly empty: number;
}

const ndjson: Form = {
  begin: (file, size) => {
    if (size === 0 || lastBytes(file, size, 1) === '\n') return size;
    writeSync(file, '\n', size); // a line that a crash has cut off: it must not spoil the next one
    return size + 1;
  },
  write: recording => `${JSON.stringify(recording)}\n`,
  tail: '',
  empty: 0,
};

/** The end of the file is written again with each entry, so that it is JSON at any time. */
const har: Form = {
  begin: (file, size, path) => {
    if (size === 0) {
      append(file, Buffer.from(harHead), 0, harTail);
      return harHead.length;
    }
    if (lastBytes(file, size, harTail.length) === harTail) return size - harTail.length;
    throw new ToolError('output-unwritable', `\`${path}\` is no HAR that this command has written. Name another file.`);
  },
  write: (recording, end) => `${end === harHead.length ? '' : ',\n'}${JSON.stringify(harEntry(recording))}`,
  tail: harTail,
  empty: harHead.length,
};

function lastBytes(file: number, size: number, count: number): string {
  const bytes = Buffer.alloc(Math.min(count, size));
  readSync(file, bytes, 0, bytes.length, size - bytes.length);
  return bytes.toString('latin1');
}

function freeName(path: string): string {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let number = 1; ; number++) {
    const name = `${stem}.${number}${extension}`;
    if (!existsSync(name)) return name;
  }
}
