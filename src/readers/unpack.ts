import { finished, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflateRaw } from 'node:zlib';
import { UnreadableError } from './unreadable.ts';

export type Packing = 'gzip' | 'brotli' | 'deflate';

/**
 * More than a step unpacks, nearly always: a second piece of one step would wait for this thread, which is busy judging
 * what the step before gave. With the default of 16 KiB it takes four times as long.
 */
const options = { chunkSize: 1024 * 1024 };
const streams: { readonly [packing in Packing]: () => Transform } = {
  gzip: () => createGunzip(options),
  brotli: () => createBrotliDecompress(options),
  deflate: () => createInflateRaw(options),
};

/**
 * Unpacks a stream of bytes. Unlike a stream of Node, which throws away what nobody has taken when it is destroyed, it
 * hands on all that is left of data that is cut off; of corrupt data all but the piece in which the fault is.
 */
export async function* unpack(chunks: AsyncIterable<Uint8Array>, packing: Packing): AsyncGenerator<Uint8Array> {
  const unzip = streams[packing]();
  const ready: Uint8Array[] = [];
  const size = { packed: 0, unpacked: 0 };
  unzip.on('data', (chunk: Uint8Array) => {
    size.unpacked += chunk.length;
    ready.push(chunk);
  });
  // The errors are those below; without a listener they would end the process.
  unzip.on('error', () => {});
  /** What became of a step. The callback of a write is never called when the data turns out to be corrupt. */
  const settled = (start: (done: (error?: Error | null) => void) => unknown): Promise<Error | null | undefined> =>
    new Promise(resolve => {
      unzip.once('error', resolve);
      start(error => {
        unzip.off('error', resolve);
        resolve(error);
      });
    });
  const release = createRelease();
  const handOn = function* (): Generator<Uint8Array> {
    for (const chunk of ready.splice(0)) {
      release(chunk);
      yield chunk;
    }
  };
  /** Hands on what the step before has unpacked while this one is under way, in a thread of its own. */
  const step = async function* (start: Parameters<typeof settled>[0]): AsyncGenerator<Uint8Array> {
    const under = settled(start);
    yield* handOn();
    const error = await under;
    if (!error) return;
    yield* handOn();
    throw broken(error, packing);
  };
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += inputSize) {
        const piece = chunk.subarray(at, at + inputSize);
        size.packed += piece.length;
        yield* step(done => unzip.write(piece, done));
        if (isBomb(size)) {
          yield* handOn();
          throw new UnreadableError(`it unpacks to more than ${mostGrowth} times its size: no recording does`);
        }
      }
    }
    // The callback of `end` comes before the last bytes are unpacked, and hears of no error in them.
    yield* step(done => finished(unzip.end(), done));
    yield* handOn();
  } finally {
    unzip.destroy();
  }
}

/**
 * Makes what gives back the memory of all chunks before the one it is told of. Garbage collection would wait for 64 MiB of
 * it; what is transferred to a closed port is gone at once. Several chunks share one piece of memory, which zlib fills.
 */
function createRelease(): (chunk: Uint8Array) => void {
  let held: ArrayBufferLike | undefined;
  let port: ReturnType<typeof closedPort> | undefined;
  return ({ buffer }) => {
    if (held instanceof ArrayBuffer && held !== buffer) {
      port ??= closedPort();
      port.postMessage(undefined, [held]);
    }
    held = buffer;
  };
}

function closedPort() {
  const { port1, port2 } = new MessageChannel();
  port1.close();
  port2.close();
  return port1;
}

/** What is handed in at once: gzip packs a thousand to one at most, and that much is held. */
const inputSize = 32 * 1024;

/** Logs pack ten or twenty to one; the same line over and over three hundred. */
const mostGrowth = 500;
const harmless = 256 * 1024 * 1024;

function isBomb({ packed, unpacked }: { readonly packed: number; readonly unpacked: number }): boolean {
  return unpacked > harmless && unpacked > packed * mostGrowth;
}

function broken(cause: Error, packing: Packing): UnreadableError {
  const isCut = 'code' in cause && (cause.code === 'Z_BUF_ERROR' || cause.code === 'ERR__ERROR_FORMAT_UNEXPECTED_END');
  return new UnreadableError(`the ${packing} data is ${isCut ? 'cut off' : 'corrupt'}`, { cause });
}
