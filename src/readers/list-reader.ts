// Formats that are a list of records: in JSON or YAML, at a path that the beginning shows.
import { isUtf8 } from 'node:buffer';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { RecordedExchange } from './exchange-of.ts';
import { type Head, headOf } from './head.ts';
import { createListScanner, type Entry, type EntryScanner } from './list-scanner.ts';
import { refuse } from './members.ts';
import { hasByteOrderMark, parseJson } from './parse-json.ts';
import { createYamlParser } from './parse-yaml.ts';
import { peek } from './peek.ts';
import { readJsonRecord, readPlainRecord } from './quick-record.ts';
import type { Batch, Reader, ReadOptions, ReadRecord, RecordPlace, UnreadRecord } from './reader.ts';
import { createFinder, type Finder, isBraced, isRelevant } from './relevance.ts';
import { readRecord, UnreadableError } from './unreadable.ts';
import { createYamlScanner } from './yaml-scanner.ts';

export interface ListFormat extends Pick<Reader, 'id' | 'title' | 'detect'> {
  /** What a file of it is called in a message. */
  readonly what: string;
  /** The names that lead to the list of records; `values` for records one after the other. */
  readonly list: (head: Head) => readonly string[] | 'values';
  /** How many bytes it takes to tell the list; by default the first sign of it. */
  readonly lookAhead?: number;
  /** Whether a record may be passed over by its bytes; not where one holds many exchanges, or patterns. */
  readonly isSkippable: boolean;
  /** The exchanges of one record of the list, each read by itself; most hold one, which is the record. */
  readonly parts?: (record: Json) => readonly Json[];
  readonly exchange: (part: JsonObject, options: ReadOptions) => RecordedExchange;
  /** The same for the records that are as nearly all are, each of one exchange; `undefined` leaves one to `exchange`. */
  readonly quick?: (record: Json) => RecordedExchange | undefined;
}

export function listReader(format: ListFormat): Reader {
  const { id, title, detect } = format;
  return {
    id,
    title,
    detect,
    async *read(chunks, source, options = {}) {
      const peeked = await peek(
        chunks,
        head => head.length >= (format.lookAhead ?? 4) && !/^[\s\xef\xbb\xbf]*$/.test(head.toString('latin1')),
      );
      const text = peeked.head.toString('utf8', hasByteOrderMark(peeked.head) ? 3 : 0);
      const { scanner, parse, skips } = await tools(format, text);
      const passes = format.isSkippable && options.parseAll !== true;
      const counter = { entry: 0 };
      const batch = (entries: Iterable<Entry>): Batch =>
        recordsOf(entries, counter, source, format, options, parse, passes ? skips : () => false);
      for await (const chunk of peeked.chunks) yield batch(scanner.push(chunk));
      const last = scanner.last?.();
      if (last !== undefined) yield batch([last]);
      const fault = scanner.end();
      if (fault !== undefined) yield [{ kind: 'unreadable', source, entry: counter.entry + 1, ...fault }];
    },
  };
}

/** Traffic beside ours may hold films; text of half a gigabyte is more than V8 can hold in a string. */
const longestJson = 256 * 1024 * 1024;
const longestYaml = 64 * 1024 * 1024;

interface Tools {
  readonly scanner: EntryScanner;
  readonly parse: (bytes: Buffer) => Json;
  readonly skips: (block: Buffer, start: number, stop: number) => boolean;
}

async function tools({ list, what }: ListFormat, text: string): Promise<Tools> {
  const path = list(headOf(text));
  if (path === 'values' || /^\s*[{[]/.test(text) || !/\S/.test(text)) {
    const scanner = createListScanner(path, longestJson, what);
    return { scanner, parse: parseJson, skips: createSkips() };
  }
  const skips: Tools['skips'] = (block, start, stop) => isOtherYaml(block.subarray(start, stop));
  return { scanner: createYamlScanner(path, longestYaml), parse: await createYamlParser(), skips };
}

/** Whether an entry holds no spelling of our endpoint, asked of the entries of a block in their order. */
function createSkips(): Tools['skips'] {
  let latest: { readonly block: Buffer; readonly find: Finder } | undefined;
  let next = 0;
  return (block, start, stop) => {
    if (latest?.block !== block) {
      latest = { block, find: createFinder(block) };
      next = 0;
    }
    if (next !== -1 && next <= start) next = latest.find(start);
    return next === -1 || next >= stop;
  };
}

/** YAML can write a URL in more ways than JSON: it is passed over only if it stands there plainly, and is not ours. */
function isOtherYaml(bytes: Buffer): boolean {
  if (isRelevant(bytes)) return false;
  const text = bytes.toString('latin1');
  if (/(?:^|[\s{,])&[\w-]/.test(text)) return false; // what it names may be needed later
  const urls = text.match(/^[ -]*ur[il]:.*$/gm) ?? [];
  return urls.length > 0 && urls.every(line => /^[ -]*ur[il]: *["']?(?:https?:\/\/|\/)[^\\]+$/.test(line.trimEnd()));
}

function* recordsOf(
  entries: Iterable<Entry>,
  counter: { entry: number },
  source: string,
  format: ListFormat,
  options: ReadOptions,
  parse: (bytes: Buffer) => Json,
  skips: Tools['skips'],
): Generator<ReadRecord> {
  const { quick } = format;
  const isText = createUtf8Test();
  const readBytes = (at: RecordPlace, bytes: Buffer): ReadRecord =>
    readJsonRecord(at, bytes, quick, record => format.exchange(objectOf(record), options));
  const readPlain: UnreadRecord['readPlain'] = (at, bytes) => readPlainRecord(at, bytes, quick);
  let others = 0;
  for (const { line, offset, block, start, stop } of entries) {
    if (block !== undefined && looksWhole(block, start, stop) && skips(block, start, stop)) {
      others++;
      counter.entry++;
      continue;
    }
    if (others > 0) yield { kind: 'others', source, entry: counter.entry - others + 1, count: others };
    others = 0;
    const place = () => ({ source, entry: ++counter.entry, line, offset });
    if (quick !== undefined && block?.[start] === openBrace && isText(block, start)) {
      const here = place();
      yield options.leavesUnread === true
        ? { kind: 'unread', format: format.id, ...here, block, start, stop, readBytes, readPlain }
        : readBytes(here, block.subarray(start, stop));
      continue;
    }
    let parts: readonly Json[];
    try {
      if (block === undefined) throw new UnreadableError('the entry is too long to be held in memory');
      const record = parse(block.subarray(start, stop));
      parts = format.parts?.(record) ?? [record];
    } catch (thrown) {
      if (!(thrown instanceof UnreadableError)) throw thrown;
      yield { kind: 'unreadable', ...place(), reason: thrown.message };
      continue;
    }
    for (const part of parts) yield readRecord(place(), () => format.exchange(objectOf(part), options));
  }
  if (others > 0) yield { kind: 'others', source, entry: counter.entry - others + 1, count: others };
}

function objectOf(part: Json): JsonObject {
  return isJsonObject(part) ? part : refuse('record', part, 'an object');
}

/** Whether a block is UTF-8 from an entry on to the last that ends in it, found at once for all of them. */
function createUtf8Test(): (block: Buffer, start: number) => boolean {
  let latest: { readonly block: Buffer; readonly isUtf8: boolean } | undefined;
  return (block, start) => {
    if (latest?.block !== block) {
      latest = { block, isUtf8: isUtf8(block.subarray(start, block.lastIndexOf(closeBrace) + 1)) };
    }
    return latest.isUtf8;
  };
}

const [dash, space, openBrace, closeBrace] = [0x2d, 0x20, 0x7b, 0x7d];

/** What is passed over must at least begin and end like a record. */
function looksWhole(block: Buffer, start: number, stop: number): boolean {
  const first = block[start];
  return first === dash || first === space || isBraced(block, start, stop);
}
