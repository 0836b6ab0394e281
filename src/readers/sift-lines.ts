// Which lines of a log are to be read: those that can be of our endpoint, and those that are no object.
import { commonMemory, placeIn } from '../common-memory.ts';
import { createFinder, isBraced } from './relevance.ts';

/** A line that is to be read. */
interface Line {
  /** How many lines were passed over before it, from the one before on. */
  readonly passed: number;
  readonly start: number;
  /** Where its line feed stands. */
  readonly stop: number;
}

interface Sifted {
  readonly lines: readonly Line[];
  /** How many lines were passed over behind the last of them. */
  readonly rest: number;
}

/** Takes a block of whole lines, the last with its line feed. */
type SiftLines = (block: Buffer) => Sifted;

/** In one pass over the bytes where this machine can, else by one search for each thing that is looked for. */
export function siftLines(block: Buffer): Sifted {
  if (block.length < leastBlock) return siftPlainly(block);
  chosen ??= createQuickSift() ?? siftPlainly;
  return chosen(block);
}

/** A log of ten lines needs nothing compiled. What comes through a pipe comes in pieces of 64 KiB. */
const leastBlock = 32 * 1024;

/** Compiled when the first log of some size is read, and then for all of them. */
let chosen: SiftLines | undefined;

/** The largest block that is sifted in one pass: `pieceSize` of src/assembly/memory.ts. */
export const largestBlock: number = 512 * 1024;

/** Looks at 16 bytes at once, by src/assembly/sift-lines.ts; `undefined` where that cannot be run. */
export function createQuickSift(): SiftLines | undefined {
  const common = commonMemory();
  if (common === undefined) return undefined;
  const { memory, bytes, begin, next } = common;
  const found = new Int32Array(memory.buffer, common.found.value, 3);
  return block => {
    if (block.length > largestBlock) return siftPlainly(block);
    let place = placeIn(common, block);
    if (place < 0) {
      place = common.block.value;
      bytes.set(block, place);
    }
    begin(place, block.length);
    // All of them at once: who is asked for one by one might meet another log in the memory.
    const lines: Line[] = [];
    while (next() === 1) lines.push({ passed: found[0] ?? 0, start: found[1] ?? 0, stop: found[2] ?? 0 });
    return { lines, rest: found[0] ?? 0 };
  };
}

export function siftPlainly(block: Buffer): Sifted {
  const find = createFinder(block);
  let next = find(0);
  return splitLines(block, (start, stop) => {
    if (next !== -1 && next < start) next = find(start);
    return (next === -1 || next >= stop) && isBraced(block, start, stop);
  });
}

/** All lines but those that are passed over. */
export function splitLines(block: Buffer, isPassed: (start: number, stop: number) => boolean = () => false): Sifted {
  const lines: Line[] = [];
  let passed = 0;
  for (let start = 0; start < block.length; ) {
    const stop = block.indexOf(lineFeed, start);
    if (isPassed(start, stop)) passed++;
    else {
      lines.push({ passed, start, stop });
      passed = 0;
    }
    start = stop + 1;
  }
  return { lines, rest: passed };
}

const lineFeed = 0x0a;
