import { isUtf8 } from 'node:buffer';
import type { Json } from '../json.ts';
import { jsonFaultText } from '../json-fault.ts';
import { UnreadableError } from './unreadable.ts';

/** The JSON value of bytes, a byte order mark aside. Throws an `UnreadableError` that says where they are none. */
export function parseJson(bytes: Buffer): Json {
  if (!isUtf8(bytes)) throw new UnreadableError('not UTF-8');
  const text = bytes.toString('utf8', hasByteOrderMark(bytes) ? 3 : 0);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableError(`broken JSON: ${jsonFaultText(text)}`, { cause });
  }
}

export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
