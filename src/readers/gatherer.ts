/** Joins the pieces of something that is spread over chunks. What grows beyond the limit is let go, not held. */
export interface Gatherer {
  /** Adds what is taken before the bytes change. */
  add(piece: Uint8Array): void;
  /** Adds a copy: chunks are good only until the next one is asked for. */
  hold(piece: Uint8Array): void;
  /** All that was added since the last time; `undefined` if it was too long. */
  take(): Buffer | undefined;
}

export function createGatherer(limit: number): Gatherer {
  let pieces: Uint8Array[] = [];
  let size = 0;
  const add = (piece: Uint8Array, copied: (piece: Uint8Array) => Uint8Array): void => {
    size += piece.length;
    if (size > limit) pieces = [];
    else if (piece.length > 0) pieces.push(copied(piece));
  };
  return {
    add: piece => add(piece, same => same),
    hold: piece => add(piece, part => Buffer.from(part)),
    take() {
      const [first] = pieces;
      const isWhole = size <= limit;
      const whole = pieces.length === 1 && first !== undefined ? toBuffer(first) : Buffer.concat(pieces);
      pieces = [];
      size = 0;
      return isWhole ? whole : undefined;
    },
  };
}

/** The same bytes with the methods of a Buffer. */
export function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
