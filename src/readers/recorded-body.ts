import type { RawBody } from '../exchange.ts';
import { isJsonObject, type Json } from '../json.ts';
import { decodeBase64, decompress } from './decode-body.ts';
import type { Pairs } from './exchange-of.ts';
import { refuse } from './members.ts';
import { UnreadableError } from './unreadable.ts';

/** `{"text"}`, `{"base64"}`, the raw text, null, or any other JSON value in the place of its text. */
export function recordedBody(body: Json | undefined, headers: Pairs, path: string): RawBody {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  if (isJsonObject(body) && Object.keys(body).length === 1) {
    const { text, base64 } = body;
    if (typeof text === 'string') return text;
    if (typeof base64 === 'string') return bytesOf(base64, headers, `${path}.base64`);
  }
  return writtenJson(body, path);
}

/** A body that was text, or the JSON value that it was parsed to. */
export function valueBody(body: Json | undefined, path: string): RawBody {
  if (body === undefined || body === null || body === '') return undefined;
  return typeof body === 'string' ? body : writtenJson(body, path);
}

/** The body behind a base64 text, unpacked where its headers say that it is packed. */
export function bytesOf(base64: Json | undefined, headers: Pairs, path: string): RawBody {
  if (base64 === undefined || base64 === null || base64 === '') return undefined;
  if (typeof base64 !== 'string') return refuse(path, base64, 'a string');
  return decompress(decodeBase64(base64, path), headers, path);
}

/** A recorder that keeps the parsed value has lost the spelling of the text. */
export function writtenJson(value: Json, path: string): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new UnreadableError(`\`${path}\` is nested too deeply`, { cause });
  }
}
