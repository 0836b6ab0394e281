// What is around a recording: gzip and zip by their first bytes, brotli, which has no mark, by its name.
import type { InputSource } from './find-sources.ts';
import { createGatherer } from './gatherer.ts';
import { peek } from './peek.ts';
import { unpack } from './unpack.ts';
import { UnreadableError } from './unreadable.ts';
import { readZip } from './zip.ts';

/** A recording without its wrapping. */
export interface Unpacked {
  /** The source; of an archive with the name of the file in it. */
  readonly name: string;
  readonly isPacked: boolean;
  readonly content: AsyncGenerator<Uint8Array>;
  readonly attached: (name: string) => Uint8Array | undefined;
}

export async function* unpackSource(source: InputSource): AsyncGenerator<Unpacked> {
  const { name, attached } = source;
  const { head, chunks, close } = await peek(source.open(), ({ length }) => length >= 4);
  try {
    if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) {
      yield* fromZip(name, await whole(chunks));
    } else if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) {
      throw new UnreadableError('it is packed with zstd: pipe it through `zstdcat` into `-`');
    } else {
      const packing = startsWith(head, [0x1f, 0x8b]) ? 'gzip' : /\.br$/i.test(name) ? 'brotli' : undefined;
      const content = packing === undefined ? passed(chunks) : unpack(chunks, packing);
      yield { name, isPacked: packing !== undefined, content, attached };
    }
  } finally {
    await close();
  }
}

function* fromZip(name: string, bytes: Buffer): Generator<Unpacked> {
  const zip = readZip(bytes);
  const recordings = zip.names.filter(one => /\.har$/i.test(one)).sort();
  if (recordings.length === 0) throw new UnreadableError('the zip archive holds no .har: unpack it first');
  for (const recording of recordings) {
    const folder = recording.slice(0, recording.lastIndexOf('/') + 1);
    yield {
      name: `${name}/${recording}`,
      isPacked: true,
      content: passed(zip.open(recording)),
      attached: one => zip.read(folder + one),
    };
  }
}

const longestZip = 256 * 1024 * 1024;

/** The directory of a zip archive is at its end. */
async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const gatherer = createGatherer(longestZip);
  for await (const chunk of chunks) gatherer.hold(chunk);
  const bytes = gatherer.take();
  if (bytes === undefined) throw new UnreadableError('the zip archive is larger than 256 MiB: unpack it first');
  return bytes;
}

async function* passed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
