// The memory of what recognises records (src/assembly/recognise.ts): the record that is looked at, and behind it what was
// learned, for good.
import { instantiate } from '../generated/recognise.js';

export interface Machine {
  /** The whole memory. */
  readonly view: DataView;
  /** How many bytes are left for what is learned. */
  readonly room: number;
  /** Takes so many bytes for good; where they are. */
  take(size: number): number;
  /** Forgets all that was learned. */
  clear(): void;
  /**
   * The likeness, in the memory, of what is known that these bytes follow, and keep to; 0 if there is none. One more if a
   * value of theirs may be a secret.
   */
  recognise(root: number, bytes: Uint8Array): number;
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

/** `undefined` where there is no WebAssembly, or none with SIMD. */
export function createMachine(): Machine | undefined {
  const module = instantiate();
  if (module === undefined) return undefined;
  const { memory, recognise, compare } = module;
  const bytes = Buffer.from(memory.buffer);
  const view = new DataView(memory.buffer);
  const record = aligned(module.free.value + margin);
  const first = aligned(record + longest + margin);
  const spans = new Uint32Array(memory.buffer, module.spans.value);
  const numbers = new Float64Array(memory.buffer, module.compared.value, 5);
  let free = first;
  const put = (given: Uint8Array): number => {
    bytes.set(given, record);
    return record + given.length;
  };
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
    recognise: (root, given) => (given.length > longest ? 0 : recognise(root, record, put(given))),
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
