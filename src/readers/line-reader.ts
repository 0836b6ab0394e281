// Formats of one JSON value a line: the ones that become big. What cannot concern us is not parsed.
import type { Json } from '../json.ts';
import type { RecordedExchange } from './exchange-of.ts';
import { createGatherer, toBuffer } from './gatherer.ts';
import { hasByteOrderMark, parseJson } from './parse-json.ts';
import type { Batch, Reader, ReadOptions, ReadRecord } from './reader.ts';
import { createFinder, isRelevant } from './relevance.ts';
import { readRecord, UnreadableError } from './unreadable.ts';

export interface LineFormat extends Pick<Reader, 'id' | 'title' | 'detect'> {
  readonly exchange: (record: Json, options: ReadOptions) => RecordedExchange;
}

export function lineReader({ id, title, detect, exchange }: LineFormat): Reader {
  return {
    id,
    title,
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
        const block = chunk.subarray(0, end);
        const find = createFinder(block);
        let next = passes ? find(first + 1) : 0;
        let passed = 0;
        for (let start = first + 1; start < end; ) {
          const stop = block.indexOf(lineFeed, start);
          line++;
          if (passes && next !== -1 && next < start) next = find(start);
          if (passes && (next === -1 || next >= stop) && looksWhole(block, start, stop)) {
            passed++;
            entry++;
          } else {
            const bytes = block.subarray(start, stop);
            if (!isBlank(bytes)) {
              if (passed > 0) yield others(passed);
              passed = 0;
              yield read(bytes, offset + start);
            }
          }
          start = stop + 1;
        }
        if (passed > 0) yield others(passed);
        gatherer.hold(chunk.subarray(end));
        begin = offset + end;
        offset += chunk.length;
      };

      for await (const chunk of chunks) if (chunk.length > 0) yield readChunk(toBuffer(chunk)) satisfies Batch;
      yield readWhole(gatherer.take());
    },
  };
}

const longestLine = 64 * 1024 * 1024;
const lineFeed = 0x0a;

/** What is not parsed must at least begin and end like an object. */
function looksWhole(block: Buffer, start: number, stop: number): boolean {
  let end = stop - 1;
  while (end > start && (block[end] ?? 0) <= 0x20) end--;
  return block[start] === 0x7b && block[end] === 0x7d && end > start;
}

function isBlank(bytes: Buffer): boolean {
  if ((bytes[0] ?? 0) === 0x7b) return false;
  const text = hasByteOrderMark(bytes) ? bytes.subarray(3) : bytes;
  return text.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
