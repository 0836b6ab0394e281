// A JSON record of a log: read at once, or left for whoever can tell by its text.
import type { RawExchange } from '../exchange.ts';
import type { Json } from '../json.ts';
import type { RecordedExchange } from './exchange-of.ts';
import { parseJson } from './parse-json.ts';
import type { ReadRecord, RecordPlace, UnreadRecord } from './reader.ts';
import { readRecord } from './unreadable.ts';

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
  const parsed = quick === undefined ? undefined : parsedOrNone(bytes);
  const found = parsed === undefined ? undefined : quick?.(parsed);
  return readRecord(place, () => found ?? exchange(parsed ?? parseJson(bytes)));
}

/** Reads the bytes of a record the quick way alone. */
export function readPlainRecord(
  { source, entry, line, offset }: RecordPlace,
  bytes: Buffer,
  quick: ((record: Json) => RecordedExchange | undefined) | undefined,
): RawExchange | undefined {
  const parsed = quick === undefined ? undefined : parsedOrNone(bytes);
  const found = parsed === undefined ? undefined : quick?.(parsed);
  return found && { source, entry, line, offset, ...found };
}

/** Reads a record that was left unread: to be called before the next one is asked for. */
export function readUnread(record: UnreadRecord): ReadRecord {
  const { block, start, stop, readBytes } = record;
  return readBytes(record, block.subarray(start, stop));
}

function parsedOrNone(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
