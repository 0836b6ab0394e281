// Paths in, records out: files, folders and stdin, packed or not, in any format that we know.
import { ToolError } from '../errors.ts';
import { findSources, type InputSource } from './find-sources.ts';
import { gunzip } from './gunzip.ts';
import { formatNames, readers } from './index.ts';
import { hasByteOrderMark } from './parse-json.ts';
import { peek } from './peek.ts';
import type { Reader, ReadRecord } from './reader.ts';
import { UnreadableError } from './unreadable.ts';

export interface InputOptions {
  /** What the path `-` stands for. */
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** The id of a reader, or `auto` to go by the content of each file. */
  readonly format: string;
}

/**
 * Reads recorded exchanges from files, folders (recursively) and stdin (`-`). What is wrong with a path, or with the
 * only input, is a `ToolError`; what is wrong with one input of several is an unreadable record of it.
 */
export async function* readInputs(paths: readonly string[], options: InputOptions): AsyncGenerator<ReadRecord> {
  const candidates = options.format === 'auto' ? readers : readers.filter(({ id }) => id === options.format);
  if (candidates.length === 0) {
    throw new ToolError('usage', `\`${options.format}\` is no format. Known are: auto, ${formatNames.join(', ')}.`);
  }
  const sources = await findSources(paths, options.stdin);
  for (const source of sources) yield* readSource(source, candidates, sources.length === 1);
}

async function* readSource(
  { name: source, open }: InputSource,
  candidates: readonly Reader[],
  isOnly: boolean,
): AsyncGenerator<ReadRecord> {
  let entry = 0;
  const content = unpacked(open());
  try {
    const { head, isWhole, chunks } = await peek(
      content,
      head => head.length >= 4 && readerOf(head, candidates) !== undefined,
    );
    if (isWhole && isBlank(head)) {
      if (isOnly) throw new ToolError('input-empty', `${source} is empty: there is no recorded exchange in it.`);
      throw new UnreadableError('it is empty');
    }
    const reader = readerOf(head, candidates);
    if (reader === undefined) throw new UnreadableError(describeUnknown(head));
    for await (const record of reader.read(chunks, source)) {
      entry = record.kind === 'exchange' ? record.exchange.entry : record.entry;
      yield record;
    }
  } catch (thrown) {
    if (!(thrown instanceof UnreadableError)) throw thrown;
    yield { kind: 'unreadable', source, entry: entry + 1, reason: thrown.message };
  } finally {
    await content.return(undefined);
  }
}

/** The reader of the content that begins so. One that was named is taken at its word, but for another encoding. */
function readerOf(head: Buffer, candidates: readonly Reader[]): Reader | undefined {
  if (isUtf16(head)) return undefined;
  const [first, ...others] = candidates;
  if (others.length === 0) return first;
  const text = head.toString('utf8', hasByteOrderMark(head) ? 3 : 0);
  return candidates.find(reader => reader.detect(text));
}

function describeUnknown(head: Buffer): string {
  if (isUtf16(head)) return 'it is UTF-16: convert it with `iconv -f UTF-16 -t UTF-8`';
  if (startsWith(head, [0x50, 0x4b])) return 'it is a zip archive: unpack it first';
  if (head.includes(0)) return 'it is binary';
  return `it is of no known format; name one with \`--format\` if it is ${formatNames.join(' or ')}`;
}

async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, chunks, close } = await peek(packed, ({ length }) => length >= 4);
  try {
    if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) {
      throw new UnreadableError('it is packed with zstd: pipe it through `zstdcat` into `-`');
    }
    yield* startsWith(head, [0x1f, 0x8b]) ? gunzip(chunks) : chunks;
  } finally {
    await close();
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** By its mark, or by what JSON begins with and a zero. */
function isUtf16(head: Buffer): boolean {
  return /^(?:\xff\xfe|\xfe\xff|\0[\s{[]|[\s{[]\0)/.test(head.toString('latin1', 0, 2));
}

function isBlank(head: Buffer): boolean {
  return (
    head
      .subarray(hasByteOrderMark(head) ? 3 : 0)
      .toString('latin1')
      .trim() === ''
  );
}
