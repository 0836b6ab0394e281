// A JSON record of a log: read at once, or left for whoever can tell by its text.
import { isAccountLinksExchange, type RawExchange } from '../exchange.ts';
import type { Json } from '../json.ts';
import type { RecordedExchange } from './exchange-of.ts';
import { parseJson } from './parse-json.ts';
import type { ReadRecord, RecordPlace, UnreadRecord } from './reader.ts';
import { readRecord } from './unreadable.ts';

type Quick = (record: Json) => RecordedExchange | undefined;

/**
 * The quick way of a format in which nothing but what an exchange shows says how it is to be read: the same way, for records
 * of our endpoint.
 */
export function quickBy(exchange: (record: Json) => RecordedExchange): Quick {
  return record => {
    try {
      const found = exchange(record);
      return isAccountLinksExchange(found) ? found : undefined;
    } catch {
      return undefined; // `exchange` says it again, to whoever reports it
    }
  };
}

/**
 * Reads the bytes of a record, the quick way if that takes it; `exchange` reads any other, or says what is wrong with it.
 * With a quick way the bytes must be known to be UTF-8.
 */
export function readJsonRecord(
  place: RecordPlace,
  bytes: Buffer,
  quick: Quick | undefined,
  exchange: (record: Json) => RecordedExchange,
): ReadRecord {
  const { parsed, found } = tried(bytes, quick);
  return readRecord(place, () => found ?? exchange(parsed ?? parseJson(bytes)));
}

/** Reads the bytes of a record the quick way alone. */
export function readPlainRecord(
  { source, entry, line, offset }: RecordPlace,
  bytes: Buffer,
  quick: Quick | undefined,
): RawExchange | undefined {
  const { found } = tried(bytes, quick);
  return found && { source, entry, line, offset, ...found };
}

/** Reads a record that was left unread: to be called before the next one is asked for. */
export function readUnread(record: UnreadRecord): ReadRecord {
  const { block, start, stop, readBytes } = record;
  return readBytes(record, block.subarray(start, stop));
}

function tried(bytes: Buffer, quick: Quick | undefined): { readonly parsed?: Json; readonly found?: RecordedExchange } {
  const parsed = quick && parsedOrNone(bytes);
  if (parsed === undefined) return {};
  const found = quick?.(parsed);
  return found === undefined ? { parsed } : { parsed, found };
}

function parsedOrNone(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
