import { finished } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableError } from './unreadable.ts';

/**
 * Unpacks gzip. Unlike a stream, which throws away what nobody has taken when it is destroyed, it hands on all that is
 * left of data that is cut off; of corrupt data all but the piece in which the fault is.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // 2.7 times as fast as with the default of 16 KiB.
  const unzip = createGunzip({ chunkSize: 256 * 1024 });
  const ready: Uint8Array[] = [];
  unzip.on('data', chunk => ready.push(chunk));
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
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += inputSize) {
        const error = await settled(done => unzip.write(chunk.subarray(at, at + inputSize), done));
        yield* ready.splice(0);
        if (error) throw broken(error);
      }
    }
    // The callback of `end` comes before the last bytes are unpacked, and hears of no error in them.
    const error = await settled(done => finished(unzip.end(), done));
    yield* ready.splice(0);
    if (error) throw broken(error);
  } finally {
    unzip.destroy();
  }
}

/** What is handed in at once: gzip packs a thousand to one at most, and that much is held. */
const inputSize = 32 * 1024;

function broken(cause: Error): UnreadableError {
  const isCut = 'code' in cause && cause.code === 'Z_BUF_ERROR';
  return new UnreadableError(isCut ? 'the gzip data is cut off' : 'the gzip data is corrupt', { cause });
}
