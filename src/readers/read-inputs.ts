// Paths in, records out: files, folders and stdin, packed or not, in any format that we know.
import { setImmediate } from 'node:timers/promises';
import { ToolError } from '../errors.ts';
import { findInputs, type InputSource, sourceOf } from './find-sources.ts';
import { type Head, headOf } from './head.ts';
import { formatNames, readers } from './index.ts';
import { hasByteOrderMark } from './parse-json.ts';
import { peek } from './peek.ts';
import type { Batch, Reader, ReadOptions, ReadRecord } from './reader.ts';
import { refusalOf } from './refusals.ts';
import { type Unpacked, unpackSource } from './unpack-source.ts';
import { UnreadableError } from './unreadable.ts';

export interface InputOptions {
  /** What the path `-` stands for. */
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** The id of a reader, or `auto` to go by the content of each file. */
  readonly format: string;
  /** What stdin is called in findings (`<stdin>`). */
  readonly stdinName?: string;
  /** Reads all inputs, whatever they look like. */
  readonly reader?: Reader;
  /** Parse every record, also those that cannot concern us. */
  readonly parseAll?: boolean;
  /** Leave lines that may be of our endpoint unread: for whoever can tell by their text. */
  readonly leavesUnread?: boolean;
  readonly watch?: Watch;
}

/** Hears how much of the inputs was read, as they are stored. */
export interface Watch {
  /** How many bytes there are; `undefined` where nobody knows. */
  begin(total: number | undefined): void;
  read(bytes: number): void;
}

/**
 * Reads recorded exchanges from files, folders (recursively) and stdin (`-`). What is wrong with a path, or with the
 * only input, is a `ToolError`; what is wrong with one input of several is an unreadable record of it.
 */
export async function* readInputs(paths: readonly string[], options: InputOptions): AsyncGenerator<Batch> {
  const candidates = candidatesOf(options);
  const found = await findInputs(paths, options.stdin, 'recordings', options.stdinName);
  const { watch } = options;
  watch?.begin(found.reduce<number | undefined>((sum, { size }) => addOrNone(sum, size), 0));
  for (const [index, one] of found.entries()) {
    if (index > 0 && index % sourcesInTurn === 0) await setImmediate();
    const source = sourceOf(one);
    yield* readSource(watch === undefined ? source : watched(source, watch), candidates, options, found.length === 1);
  }
}

/** Small files are read without waiting: after so many of them signals and other work have their turn. */
export const sourcesInTurn = 64;

function addOrNone(sum: number | undefined, size: number | undefined): number | undefined {
  return sum === undefined || size === undefined ? undefined : sum + size;
}

function watched(source: InputSource, watch: Watch): InputSource {
  return {
    ...source,
    async *open(range) {
      for await (const chunk of source.open(range)) {
        watch.read(chunk.length);
        yield chunk;
      }
    },
  };
}

/** The readers that may read an input. */
export function candidatesOf({ format, reader }: Pick<InputOptions, 'format' | 'reader'>): readonly Reader[] {
  if (reader !== undefined) return [reader];
  const candidates = format === 'auto' ? readers : readers.filter(({ id }) => id === format);
  if (candidates.length > 0) return candidates;
  throw new ToolError('usage', `\`${format}\` is no format. Known are: auto, ${formatNames.join(', ')}.`);
}

/** The records of one source, in whatever it is packed. */
export async function* readSource(
  source: InputSource,
  candidates: readonly Reader[],
  { parseAll = false, leavesUnread = false }: Pick<InputOptions, 'parseAll' | 'leavesUnread'>,
  isOnly: boolean,
): AsyncGenerator<Batch> {
  let entry = 0;
  const unreadable = ({ message }: UnreadableError): Batch => [
    { kind: 'unreadable', source: source.name, entry: ++entry, reason: message },
  ];
  try {
    for await (const unpacked of unpackSource(source)) {
      try {
        const options = { parseAll, leavesUnread, attached: unpacked.attached };
        for await (const batch of readUnpacked(source, unpacked, candidates, options, isOnly)) {
          yield counted(batch, last => {
            entry = last;
          });
        }
      } catch (thrown) {
        if (!(thrown instanceof UnreadableError)) throw thrown;
        yield unreadable(thrown);
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof UnreadableError)) throw thrown;
    yield unreadable(thrown);
  }
}

async function* readUnpacked(
  { name, isGuess }: InputSource,
  { content, ...unpacked }: Unpacked,
  candidates: readonly Reader[],
  options: ReadOptions,
  isOnly: boolean,
): AsyncGenerator<Batch> {
  const source = unpacked.name;
  try {
    const { head, isWhole, chunks } = await peek(content, isEnough(candidates));
    if (isWhole && isBlank(head)) {
      if (isOnly) throw new ToolError('input-empty', `${name} is empty: there is no recorded exchange in it.`);
      if (isGuess) return yield [{ kind: 'passed-over', source, reason: 'it is empty' }];
      throw new UnreadableError('it is empty');
    }
    const [reader, ...others] = matching(head, candidates);
    if (reader === undefined) {
      const refusal = isUtf16(head) ? undefined : refusalOf(headOf(textOf(head)));
      if (isGuess && refusal === undefined) return yield [{ kind: 'passed-over', source, reason: 'no recording' }];
      throw new UnreadableError(refusal ?? describeUnknown(head));
    }
    if (others.length > 0) {
      const names = [reader, ...others].map(({ id }) => id);
      throw new UnreadableError(`it may be ${names.join(' or ')}: say which with \`--format\``);
    }
    yield* reader.read(chunks, source, options);
  } finally {
    await content.return(undefined);
  }
}

function isEnough(candidates: readonly Reader[]): (head: Buffer) => boolean {
  return head => head.length >= 4 && matching(head, candidates).length > 0;
}

/** The batch, and the entry with which it ended. */
export function* counted(batch: Batch, tell: (entry: number) => void): Generator<ReadRecord> {
  for (const record of batch) {
    if (record.kind === 'exchange') tell(record.exchange.entry);
    else if (record.kind === 'others') tell(record.entry + record.count - 1);
    else if (record.kind !== 'passed-over') tell(record.entry);
    yield record;
  }
}

/** The one reader of the lines of a source that is not packed; `undefined` where it is anything else. */
export async function lineReaderOf(source: InputSource, candidates: readonly Reader[]): Promise<Reader | undefined> {
  for await (const { content, isPacked } of unpackSource(source)) {
    if (isPacked) return undefined;
    const { head, close } = await peek(content, isEnough(candidates));
    await close();
    const reader = readerOf(head, candidates);
    return reader?.isLines === true ? reader : undefined;
  }
  return undefined;
}

/** The one reader of content that begins so. */
export function readerOf(head: Buffer, candidates: readonly Reader[]): Reader | undefined {
  const [reader, ...others] = head.length < 4 ? [] : matching(head, candidates);
  return others.length === 0 ? reader : undefined;
}

/** The readers of the content that begins so. One that was named is taken at its word, but for another encoding. */
function matching(head: Buffer, candidates: readonly Reader[]): readonly Reader[] {
  if (isUtf16(head)) return [];
  if (candidates.length === 1) return candidates;
  const seen: Head = headOf(textOf(head));
  return candidates.filter(reader => reader.detect(seen));
}

function textOf(head: Buffer): string {
  return head.toString('utf8', hasByteOrderMark(head) ? 3 : 0, longestLook);
}

/** Marks of a format stand at its beginning. */
const longestLook = 64 * 1024;

function describeUnknown(head: Buffer): string {
  if (isUtf16(head)) return 'it is UTF-16: convert it with `iconv -f UTF-16 -t UTF-8`';
  if (head.includes(0)) return 'it is binary';
  return `it is of no known format; name one with \`--format\`: ${formatNames.join(', ')}`;
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
