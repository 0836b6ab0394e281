// A JSON record of a log: read at once, or left for whoever can tell by its text.
import type { RawExchange } from '../exchange.ts';
import type { Json } from '../json.ts';
import type { RecordedExchange } from './exchange-of.ts';
import { parseJson } from './parse-json.ts';
import type { ReadRecord, UnreadRecord } from './reader.ts';
import { readRecord } from './unreadable.ts';

/** Where a record of text stands. */
export type RecordPlace = Required<Pick<RawExchange, 'source' | 'entry' | 'line' | 'offset'>>;

/**
 * Reads the bytes of a record, the quick way if that takes it; `exchange` reads any other, or says what is wrong with it.
 * With a quick way the bytes must be known to be UTF-8.
 */
export function readJsonRecord(
  place: RecordPlace,
  bytes: Buffer,
  quick: ((record: Json) => RecordedExchange | undefined) | undefined,
  exchange: (record: Json) => RecordedExchange,
): ReadRecord {
  const found = quick?.(parsedOrNone(bytes) ?? null);
  return readRecord(place, () => found ?? exchange(parseJson(bytes)));
}

/** A record that is read when somebody asks, by what reads the bytes of one. */
export function leftUnread(
  { source, entry, line, offset }: RecordPlace,
  block: Buffer,
  start: number,
  stop: number,
  read: (bytes: Buffer) => ReadRecord,
): UnreadRecord {
  const own = (bytes = block.subarray(start, stop)): ReadRecord => read(bytes);
  return { kind: 'unread', source, entry, line, offset, block, start, stop, read: own };
}

function parsedOrNone(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
