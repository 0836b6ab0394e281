/** The beginning of a stream of bytes, and the stream as if nothing had been read of it. */
export interface Peeked {
  readonly head: Buffer;
  /** Whether the head is all there is. */
  readonly isWhole: boolean;
  /** To be iterated once. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Lets go of the stream; needed where its chunks are not read to their end. */
  close(): Promise<void>;
}

/** Reads ahead until `isEnough`, the end, or 64 KiB. A pipe that is still being written is not waited for. */
export async function peek(stream: AsyncIterable<Uint8Array>, isEnough: (head: Buffer) => boolean): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let isWhole = false;
  while (!isWhole && head.length < longestHead && !isEnough(head)) {
    const next = await iterator.next();
    if (next.done === true) isWhole = true;
    else head = Buffer.concat([head, next.value]);
  }
  const rest = { [Symbol.asyncIterator]: () => iterator };
  return {
    head,
    isWhole,
    chunks: (async function* () {
      yield head;
      yield* rest;
    })(),
    async close() {
      await iterator.return?.();
    },
  };
}

const longestHead = 64 * 1024;
