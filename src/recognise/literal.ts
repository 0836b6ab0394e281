// Literal texts are most of a record: they are compared four bytes at a time.

/** A text to be looked for at places of a block, made once. */
export interface Literal {
  readonly length: number;
  readonly first: number;
  /** Its bytes in fours, the last of which may overlap with the one before; of less than four bytes there is none. */
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
}

/** The literal of a text, as Latin-1. */
export function literalOf(text: string): Literal {
  const bytes = Buffer.from(text, 'latin1');
  const view = viewOver(bytes);
  const { length } = bytes;
  const words = new Int32Array(length < 4 ? 0 : Math.ceil(length / 4));
  for (let at = 0; at < words.length; at++) words[at] = view.getInt32(Math.min(4 * at, length - 4), true);
  return { length, first: bytes[0] ?? -1, words, bytes };
}

/** What the fours of a block are read from. */
export function viewOver({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Whether a literal stands at a place, of which it is known that the block goes on for so long. */
export function standsAt({ length, words, bytes }: Literal, view: DataView, at: number): boolean {
  const last = words.length - 1;
  if (last < 0) {
    for (let index = 0; index < length; index++) if (view.getUint8(at + index) !== bytes[index]) return false;
    return true;
  }
  const read = (index: number): number => view.getInt32(at + 4 * index, true) ^ (words[index] ?? 0);
  let index = 0;
  // Sixteen bytes a turn: twice as fast as four.
  for (; index + 4 <= last; index += 4) {
    if ((read(index) | read(index + 1) | read(index + 2) | read(index + 3)) !== 0) return false;
  }
  for (; index < last; index++) if (read(index) !== 0) return false;
  return view.getInt32(at + length - 4, true) === words[last];
}
