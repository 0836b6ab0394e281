// Formats of one JSON value a line: the ones that become big. What cannot concern us is not parsed.
import { isUtf8 } from 'node:buffer';
import type { Json } from '../json.ts';
import type { RecordedExchange } from './exchange-of.ts';
import { createGatherer, type Gatherer, toBuffer } from './gatherer.ts';
import { hasByteOrderMark, parseJson } from './parse-json.ts';
import { readJsonRecord, readPlainRecord } from './quick-record.ts';
import type { Batch, Reader, ReadOptions, ReadRecord, RecordPlace, UnreadRecord } from './reader.ts';
import { isBraced, isRelevant } from './relevance.ts';
import { largestBlock, siftLines, splitLines } from './sift-lines.ts';
import { readRecord, UnreadableError } from './unreadable.ts';

export interface LineFormat extends Pick<Reader, 'id' | 'title' | 'detect'> {
  readonly exchange: (record: Json, options: ReadOptions) => RecordedExchange;
  /** The same for the records that are as nearly all are; `undefined` leaves one to `exchange`. */
  readonly quick?: (record: Json) => RecordedExchange | undefined;
}

/** How far the reading of a source is. */
interface Reading {
  readonly source: string;
  readonly options: ReadOptions;
  readonly gatherer: Gatherer;
  /** Reads a line that is known to be UTF-8. */
  readonly readText: (place: RecordPlace, bytes: Buffer) => ReadRecord;
  /** Where the lines begin that are read: those of a block, or the one that the last chunk broke off. */
  begin: number;
  offset: number;
  line: number;
  entry: number;
}

export function lineReader({ id, title, detect, exchange, quick }: LineFormat): Reader {
  // Made once: V8 compiles generators anew for each of them that is made, and a log may be of many files.
  const read = (reading: Reading, bytes: Buffer | undefined, at: number): ReadRecord =>
    readRecord({ source: reading.source, entry: ++reading.entry, line: reading.line, offset: at }, () => {
      if (bytes === undefined) throw new UnreadableError('the line is longer than 64 MiB');
      return exchange(parseJson(bytes), reading.options);
    });
  const readPlain: UnreadRecord['readPlain'] = (place, bytes) => readPlainRecord(place, bytes, quick);
  /** A line that begins like a record; `isText` where it stands in a block that is UTF-8 as a whole. */
  const takeLine = (reading: Reading, block: Buffer, start: number, stop: number, isText: boolean): ReadRecord => {
    const { source, line, options, readText } = reading;
    const offset = reading.begin + start;
    const entry = ++reading.entry;
    if (options.leavesUnread === true && isText) {
      const place = { source, entry, line, offset };
      return { kind: 'unread', format: id, ...place, block, start, stop, readBytes: readText, readPlain };
    }
    const [place, bytes] = [{ source, entry, line, offset }, block.subarray(start, stop)];
    return isText ? readText(place, bytes) : readRecord(place, () => exchange(parseJson(bytes), options));
  };
  const readWhole = function* (reading: Reading, bytes: Buffer | undefined): Generator<ReadRecord> {
    const passes = reading.options.parseAll !== true;
    reading.line++;
    if (bytes !== undefined && isBlank(bytes)) return;
    if (passes && bytes !== undefined && isBraced(bytes, 0, bytes.length) && !isRelevant(bytes)) {
      reading.entry++;
      yield othersOf(reading, 1);
    } else if (bytes?.[0] === openBrace) yield takeLine(reading, bytes, 0, bytes.length, isUtf8(bytes));
    else yield read(reading, bytes, reading.begin);
  };
  const readChunk = function* (reading: Reading, chunk: Buffer): Generator<ReadRecord> {
    const passes = reading.options.parseAll !== true;
    const first = chunk.indexOf(lineFeed);
    if (first < 0) {
      reading.gatherer.hold(chunk);
      reading.offset += chunk.length;
      return;
    }
    reading.gatherer.add(chunk.subarray(0, first));
    yield* readWhole(reading, reading.gatherer.take());
    const end = chunk.lastIndexOf(lineFeed) + 1;
    const block = chunk.subarray(first + 1, end);
    reading.begin = reading.offset + first + 1;
    const isText = isUtf8(block);
    const { lines, rest } = passes ? siftLines(block) : splitLines(block);
    let others = 0;
    for (const { passed, start, stop } of lines) {
      others += passed;
      reading.entry += passed;
      reading.line += passed + 1;
      const isRecord = block[start] === openBrace;
      if (!isRecord && isBlank(block.subarray(start, stop))) continue;
      if (others > 0) yield othersOf(reading, others);
      others = 0;
      yield isRecord
        ? takeLine(reading, block, start, stop, isText)
        : read(reading, block.subarray(start, stop), reading.begin + start);
    }
    others += rest;
    reading.entry += rest;
    reading.line += rest;
    if (others > 0) yield othersOf(reading, others);
    reading.gatherer.hold(chunk.subarray(end));
    reading.begin = reading.offset + end;
    reading.offset += chunk.length;
  };

  return {
    id,
    title,
    isLines: true,
    detect,
    async *read(chunks, source, options = {}) {
      const gatherer = createGatherer(longestLine);
      const readText: Reading['readText'] = (place, bytes) =>
        readJsonRecord(place, bytes, quick, record => exchange(record, options));
      const reading: Reading = { source, options, gatherer, readText, begin: 0, offset: 0, line: 0, entry: 0 };
      for await (const chunk of chunks) {
        for (let from = 0; from < chunk.length; from += largestBlock) {
          yield readChunk(reading, toBuffer(chunk.subarray(from, from + largestBlock))) satisfies Batch;
        }
        options.lines?.(reading.line);
      }
      yield readWhole(reading, gatherer.take());
    },
  };
}

function othersOf({ source, entry }: Reading, count: number): ReadRecord {
  return { kind: 'others', source, entry: entry - count + 1, count };
}

const longestLine = 64 * 1024 * 1024;
const lineFeed = 0x0a;
const openBrace = 0x7b;

function isBlank(bytes: Buffer): boolean {
  if ((bytes[0] ?? 0) === openBrace) return false;
  const text = hasByteOrderMark(bytes) ? bytes.subarray(3) : bytes;
  return text.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
