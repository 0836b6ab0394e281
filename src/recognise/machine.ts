// What recognises records (src/assembly/recognise.ts), and its memory: what was learned is there, and a record that stands
// elsewhere is copied there.
import { memoryToLearnIn, placeIn } from '../common-memory.ts';
import { latest } from '../latest.ts';

export interface Machine {
  /** All of the memory. */
  readonly view: DataView;
  /** How many bytes are left for what is learned. */
  readonly room: number;
  /** Takes so many bytes for good; where they are. */
  take(size: number): number;
  /** Forgets all that was learned. */
  clear(): void;
  /**
   * The likeness, in the memory, of what is known that these bytes of a block follow, and keep to; 0 if there is none. One
   * more if a value of theirs may be a secret.
   */
  recognise(root: number, block: Uint8Array, start: number, stop: number): number;
  /** The values of the bytes that were looked at last which are open and kept: their text, as Latin-1. */
  value(index: number): string;
  /** Makes the numbers of the record that was recognised last. */
  compare(likeness: number): Compared;
}

/** Numbers of texts; 0 for what is not there, or the same in all that are alike. */
export interface Compared {
  readonly key: number;
  readonly id: number;
  readonly account: number;
  readonly created: number;
  readonly body: number;
}

/** How long a record may be that is looked at. */
const longest = 64 * 1024;
/** Bytes behind what is looked at may be read with it. */
const margin = 32;

/** `undefined` where there is no memory for it. */
export function createMachine(): Machine | undefined {
  const common = memoryToLearnIn();
  if (common === undefined) return undefined;
  const { memory, bytes, recognise, compare } = common;
  const view = new DataView(memory.buffer);
  const record = aligned(common.free.value + margin);
  const first = aligned(record + longest + margin);
  const spans = new Uint32Array(memory.buffer, common.spans.value);
  const numbers = new Float64Array(memory.buffer, common.compared.value, 5);
  let free = first;
  const placeOf = latest((block: Uint8Array) => placeIn(common, block));
  return {
    view,
    get room() {
      return bytes.length - margin - free;
    },
    take(size) {
      const at = free;
      free = aligned(at + size);
      if (free > bytes.length - margin) throw new Error('The memory is full.'); // a bug: whoever learns asks for room
      return at;
    },
    clear() {
      free = first;
    },
    recognise(root, block, start, stop) {
      const length = stop - start;
      if (length > longest) return 0;
      const place = placeOf(block);
      if (place >= 0) return recognise(root, place + start, place + stop);
      bytes.set(block.subarray(start, stop), record);
      return recognise(root, record, record + length);
    },
    value: index => bytes.toString('latin1', spans[2 * index], spans[2 * index + 1]),
    compare(likeness) {
      compare(likeness);
      const [key = 0, id = 0, account = 0, created = 0, body = 0] = numbers;
      return { key, id, account, created, body };
    },
  };
}

function aligned(at: number): number {
  return (at + 15) & ~15;
}
