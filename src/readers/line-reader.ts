// Formats of one JSON value a line: the ones that become big. What cannot concern us is not parsed.
import { isUtf8 } from 'node:buffer';
import type { Json } from '../json.ts';
import type { RecordedExchange } from './exchange-of.ts';
import { createGatherer, toBuffer } from './gatherer.ts';
import { hasByteOrderMark, parseJson } from './parse-json.ts';
import type { Batch, Reader, ReadOptions, ReadRecord } from './reader.ts';
import { createFinder, isRelevant } from './relevance.ts';
import { readRecord, UnreadableError } from './unreadable.ts';

export interface LineFormat extends Pick<Reader, 'id' | 'title' | 'detect'> {
  readonly exchange: (record: Json, options: ReadOptions) => RecordedExchange;
  /** The same for the records that are as nearly all are; `undefined` leaves one to `exchange`. */
  readonly quick?: (record: Json) => RecordedExchange | undefined;
}

export function lineReader({ id, title, detect, exchange, quick }: LineFormat): Reader {
  return {
    id,
    title,
    isLines: true,
    detect,
    async *read(chunks, source, options = {}) {
      const passes = options.parseAll !== true;
      const gatherer = createGatherer(longestLine);
      /** Where the line begins that the last chunk broke off. */
      let begin = 0;
      let offset = 0;
      let line = 0;
      let entry = 0;

      const read = (bytes: Buffer | undefined, at: number): ReadRecord =>
        readRecord({ source, entry: ++entry, line, offset: at }, () => {
          if (bytes === undefined) throw new UnreadableError('the line is longer than 64 MiB');
          return exchange(parseJson(bytes), options);
        });
      /** A line of a block that is UTF-8 as a whole. */
      const readQuickly = (block: Buffer, start: number, stop: number, at: number): ReadRecord | undefined => {
        const found = quick?.(parsedOrNone(block, start, stop) ?? null);
        if (found === undefined) return undefined;
        const { request, response } = found;
        return { kind: 'exchange', exchange: { source, entry: ++entry, line, offset: at, request, response } };
      };
      /** The same, when somebody asks. */
      const unread = (bytes: Buffer, at: number, isQuick: boolean): ReadRecord => {
        entry++;
        const place = { source, entry, line, offset: at };
        const text = bytes.toString('latin1');
        return {
          ...{ kind: 'unread', ...place, text },
          read(other) {
            const own = other === undefined ? bytes : Buffer.from(other, 'latin1');
            const found = isQuick ? quick?.(parsedOrNone(own, 0, own.length) ?? null) : undefined;
            return readRecord(place, () => found ?? exchange(parseJson(own), options));
          },
        };
      };
      const others = (count: number): ReadRecord => ({ kind: 'others', source, entry: entry - count + 1, count });
      const readWhole = function* (bytes: Buffer | undefined): Generator<ReadRecord> {
        line++;
        if (bytes !== undefined && isBlank(bytes)) return;
        if (passes && bytes !== undefined && looksWhole(bytes, 0, bytes.length) && !isRelevant(bytes)) {
          entry++;
          yield others(1);
        } else yield read(bytes, begin);
      };
      const readChunk = function* (chunk: Buffer): Generator<ReadRecord> {
        const first = chunk.indexOf(lineFeed);
        if (first < 0) {
          gatherer.hold(chunk);
          offset += chunk.length;
          return;
        }
        gatherer.add(chunk.subarray(0, first));
        yield* readWhole(gatherer.take());
        const end = chunk.lastIndexOf(lineFeed) + 1;
        const block = chunk.subarray(first + 1, end);
        const base = offset + first + 1;
        const find = createFinder(block);
        const isQuick = quick !== undefined && isUtf8(block);
        let next = passes ? find(0) : 0;
        let passed = 0;
        for (let start = 0; start < block.length; ) {
          const stop = block.indexOf(lineFeed, start);
          line++;
          if (passes && next !== -1 && next < start) next = find(start);
          if (passes && (next === -1 || next >= stop) && looksWhole(block, start, stop)) {
            passed++;
            entry++;
          } else if (options.leavesUnread === true && block[start] === openBrace) {
            if (passed > 0) yield others(passed);
            passed = 0;
            yield unread(block.subarray(start, stop), base + start, isQuick);
          } else {
            const bytes = isQuick && block[start] === openBrace ? undefined : block.subarray(start, stop);
            if (bytes === undefined || !isBlank(bytes)) {
              if (passed > 0) yield others(passed);
              passed = 0;
              const record = bytes === undefined ? readQuickly(block, start, stop, base + start) : undefined;
              yield record ?? read(block.subarray(start, stop), base + start);
            }
          }
          start = stop + 1;
        }
        if (passed > 0) yield others(passed);
        gatherer.hold(chunk.subarray(end));
        begin = offset + end;
        offset += chunk.length;
      };

      for await (const chunk of chunks) {
        if (chunk.length > 0) yield readChunk(toBuffer(chunk)) satisfies Batch;
        options.lines?.(line);
      }
      yield readWhole(gatherer.take());
    },
  };
}

const longestLine = 64 * 1024 * 1024;
const lineFeed = 0x0a;
const openBrace = 0x7b;

function parsedOrNone(block: Buffer, start: number, stop: number): Json | undefined {
  try {
    return JSON.parse(block.toString('utf8', start, stop));
  } catch {
    return undefined;
  }
}

/** What is not parsed must at least begin and end like an object. */
function looksWhole(block: Buffer, start: number, stop: number): boolean {
  let end = stop - 1;
  while (end > start && (block[end] ?? 0) <= 0x20) end--;
  return block[start] === openBrace && block[end] === 0x7d && end > start;
}

function isBlank(bytes: Buffer): boolean {
  if ((bytes[0] ?? 0) === openBrace) return false;
  const text = hasByteOrderMark(bytes) ? bytes.subarray(3) : bytes;
  return text.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
