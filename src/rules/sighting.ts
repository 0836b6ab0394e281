import { type Body, jsonOf } from '../body.ts';
import type { Exchange } from '../exchange.ts';
import { header } from '../headers.ts';
import { isJsonObject, type Json, member } from '../json.ts';

/** What is remembered of an exchange to compare the next ones with: numbers for texts, 0 for what is not there. */
export interface Sighting {
  readonly source: string;
  readonly entry: number;
  readonly line: number | undefined;
  /** The link, of which redaction has left a hash. */
  readonly link: number;
  readonly key: number;
  /** The request body, whatever the order of its members. */
  readonly body: number;
  /** What no two answers share: the id of the request, or the link and when it was made. */
  readonly answer: number;
  readonly status: number;
  /** The account, where its configurations were refused. */
  readonly mismatch: number;
  readonly isFailure: boolean;
  /** Whether the recording has headers at all: some recorders drop them. */
  readonly keepsHeaders: boolean;
}

/** The sighting of an exchange of our endpoint. */
export function sightingOf({ source, entry, line, request, response }: Exchange): Sighting {
  const { status } = response;
  const answered = status === 200 ? jsonOf(response.body) : undefined;
  const url = member(answered, 'url');
  const token = typeof url === 'string' ? /redacted-([0-9a-f]{12})/.exec(url)?.[1] : undefined;
  const link = token === undefined ? 0 : Number.parseInt(token, 16);
  const id = header(response.headers, 'request-id');
  const created = member(answered, 'created');
  const made = link !== 0 && typeof created === 'string' ? created : undefined;
  return {
    source,
    entry,
    line,
    link,
    key: textNumber(header(request.headers, 'idempotency-key')),
    body: bodyNumber(request.body),
    answer: textNumber(id) || (made === undefined ? 0 : mix(textNumber(made), link)),
    status,
    mismatch: status === 400 ? mismatchOf(request.body, response.body) : 0,
    isFailure: status === 0 || status >= 500,
    keepsHeaders: request.headers.size > 0,
  };
}

function mismatchOf(request: Body, response: Body): number {
  const account = member(jsonOf(request), 'account');
  const code = member(member(jsonOf(response), 'error'), 'code');
  return typeof account === 'string' && code === 'configs_must_match_to_use_account_links' ? textNumber(account) : 0;
}

function bodyNumber(body: Body): number {
  if (body.kind === 'none') return 0;
  return body.kind === 'json' ? valueNumber(body.value) : textNumber(body.text);
}

/** Equal for values that are equal as JSON: the order of members does not count. */
function valueNumber(value: Json): number {
  if (typeof value === 'string') return textNumber(value);
  if (typeof value !== 'object' || value === null) return textNumber(`\0${value}`);
  if (!isJsonObject(value)) return value.reduce<number>((sum, one) => mix(sum, valueNumber(one)), 1);
  let sum = 2;
  for (const name of Object.keys(value))
    sum = (sum + mix(textNumber(name), valueNumber(value[name] ?? null))) % modulus;
  return sum || 1;
}

/** Sums of two stay exact, so that their order does not matter. */
const modulus = 2 ** 52;

function mix(a: number, b: number): number {
  const high = Math.imul((a / 2 ** 32) ^ 0x9e3779b9, 2654435761) ^ Math.imul((b / 2 ** 32) ^ a, 1597334677);
  const low = Math.imul(a ^ 0x85ebca6b, 2246822507) ^ Math.imul(b, 3266489909);
  return finished(high, low);
}

/** 52 bits of a text, after cyrb53 by bryc (public domain). Two texts of one number cost a warning, and are not met. */
function textNumber(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  return finished(high, low);
}

function finished(high: number, low: number): number {
  const first = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const second = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return 2 ** 32 * (second & 0xfffff) + (first >>> 0) || 1;
}
