// The share of one of several machines or workers: each record is read by exactly one of them.
import { setImmediate } from 'node:timers/promises';
import { ToolError } from '../errors.ts';
import type { InputSource } from './find-sources.ts';
import { peek } from './peek.ts';
import type { SharePlan, Take } from './plan-share.ts';
import type { Range } from './read-file.ts';
import { candidatesOf, counted, type InputOptions, readerOf, readSource, sourcesInTurn } from './read-inputs.ts';
import type { Batch, Reader } from './reader.ts';
import { UnreadableError } from './unreadable.ts';

/** A stretch of an input that is read in one go. */
export interface Part {
  readonly input: number;
  /** Where it begins in its input; of stdin the number of the share. */
  readonly from: number;
  /** The name of the source; of an archive the names of its files begin with it. */
  readonly source: string;
  readonly batches: AsyncIterable<Batch>;
  /** How many line feeds and bytes were read, when it is all read. */
  extent(): Extent;
}

export interface Extent {
  lines: number;
  bytes: number;
}

/** The parts of a share, in the order of the input. A record belongs to the share that has its first byte. */
export async function* readShare(plan: SharePlan, options: Omit<InputOptions, 'stdin'>): AsyncGenerator<Part> {
  const candidates = candidatesOf(options);
  for (const [index, { input, source, stretch }] of plan.takes.entries()) {
    if (index % sourcesInTurn === sourcesInTurn - 1) await setImmediate();
    if (stretch !== undefined) yield stretchPart(input, source, stretch, options);
    else if (source.isStdin && plan.share.of > 1) yield streamPart(source, plan.share.index, candidates, options);
    else {
      const batches = readSource(source, candidates, options, plan.isOnly);
      yield { input, from: 0, source: source.name, batches, extent: () => ({ lines: 0, bytes: 0 }) };
    }
  }
}

type Options = Pick<InputOptions, 'parseAll' | 'leavesUnread'>;

function stretchPart(
  input: number,
  source: InputSource,
  { from, to, reader }: NonNullable<Take['stretch']>,
  options: Options,
): Part {
  const extent = { lines: 0, bytes: 0 };
  const batches = readLines(source, linesIn(source, { from, to }), reader, options, extent);
  return { input, from, source: source.name, batches, extent: () => extent };
}

/** The lines that begin in a range of bytes, the last one to its end. */
async function* linesIn(source: InputSource, { from, to }: Range): AsyncGenerator<Uint8Array> {
  const { size = 0 } = source;
  let isBegun = from === 0;
  let at = Math.max(0, from - 1);
  at -= at % page;
  while (at < size) {
    const start = at;
    for await (const chunk of source.open({ from: at, to: Math.min(size, Math.max(to, at) + shortLook) })) {
      const base = at;
      at += chunk.length;
      let begin = 0;
      if (!isBegun) {
        begin = chunk.indexOf(lineFeed, Math.max(0, from - 1 - base)) + 1;
        if (begin === 0) continue;
        if (base + begin >= to) return;
        isBegun = true;
      }
      const stop = to < size && at >= to ? chunk.indexOf(lineFeed, Math.max(0, to - 1 - base)) : -1;
      if (stop >= 0) return yield chunk.subarray(begin, stop + 1);
      if (begin < chunk.length) yield chunk.subarray(begin);
    }
    if (at === start) return; // the file has become shorter
  }
}

/** Reading from anywhere else takes twice as long. */
const page = 4096;
/** What is read behind a range is the rest of a line, mostly a short one. */
const shortLook = 16 * 1024;

function streamPart(source: InputSource, index: number, candidates: readonly Reader[], options: Options): Part {
  const extent = { lines: 0, bytes: 0 };
  const batches = (async function* () {
    const { head, isWhole, chunks } = await peek(source.open(), found => readerOf(found, candidates) !== undefined);
    if (isWhole && /^[\s\ufeff]*$/.test(head.toString())) {
      // No record, but what follows in the next shards is told by its line.
      Object.assign(extent, { lines: head.filter(byte => byte === lineFeed).length, bytes: head.length });
      return;
    }
    const reader = readerOf(head, candidates);
    if (reader?.isLines !== true) {
      const advice = 'Stdin can be one of several shards only if each line is a record: name their --format.';
      throw new ToolError(
        'input-unreadable',
        `${source.name} is not of a format that is known to have a record in each line. ${advice}`,
      );
    }
    yield* readLines(source, chunks, reader, options, extent);
  })();
  return { input: 0, from: index, source: source.name, batches, extent: () => extent };
}

async function* readLines(
  { name, attached }: InputSource,
  chunks: AsyncIterable<Uint8Array>,
  reader: Reader,
  { parseAll = false, leavesUnread = false }: Options,
  extent: Extent,
): AsyncGenerator<Batch> {
  let entry = 0;
  try {
    const lines = (count: number): void => {
      extent.lines = count;
    };
    const options = { parseAll, leavesUnread, attached, lines };
    for await (const batch of reader.read(measured(chunks, extent), name, options)) {
      yield counted(batch, last => {
        entry = last;
      });
    }
  } catch (thrown) {
    if (!(thrown instanceof UnreadableError)) throw thrown;
    yield [{ kind: 'unreadable', source: name, entry: entry + 1, reason: thrown.message }];
  }
}

async function* measured(chunks: AsyncIterable<Uint8Array>, extent: Extent): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    extent.bytes += chunk.length;
    yield chunk;
  }
}

const lineFeed = 0x0a;
