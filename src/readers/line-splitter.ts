import { createGatherer, toBuffer } from './gatherer.ts';

export interface Line {
  /** Counts from 1. */
  readonly number: number;
  /** Without its line feed; `undefined` for a line that is too long to be held. */
  readonly bytes: Buffer | undefined;
}

/** Splits chunks of bytes at line feeds. Bytes, not text: a chunk may end in the middle of a character. */
export interface LineSplitter {
  /** The lines that end in this chunk. */
  push(chunk: Uint8Array): Generator<Line>;
  /** The line behind the last line feed. */
  end(): Line;
}

export function createLineSplitter(longest: number): LineSplitter {
  const gatherer = createGatherer(longest);
  let number = 0;
  const finish = (): Line => ({ number: ++number, bytes: gatherer.take() });
  return {
    *push(chunk) {
      const bytes = toBuffer(chunk);
      let start = 0;
      for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
        gatherer.add(bytes.subarray(start, end));
        start = end + 1;
        yield finish();
      }
      gatherer.hold(bytes.subarray(start));
    },
    end: finish,
  };
}

const lineFeed = 0x0a;
