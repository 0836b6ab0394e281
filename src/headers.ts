import { redactAuthorization, redactText } from './redact.ts';

/** Lower-case name → values in order. Lists, because a repeated header is a fact of its own (`Set-Cookie`). */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** The forms in which recordings hold headers. */
export type RawHeaders =
  | readonly (readonly [name: string, value: string])[]
  | { readonly [name: string]: string | readonly string[] };

/** Normalises headers and takes the secrets out. Of an Authorization header the kind of its key is left. */
export function createHeaders(raw: RawHeaders): Headers {
  const headers = new Map<string, readonly string[]>();
  const pairs = headerPairs(raw);
  let before: HeaderName | undefined;
  for (let index = 0; index < pairs.length; index++) {
    const [name = '', value = ''] = pairs[index] ?? [];
    const found = nameBehind(before, name);
    before = found;
    const kept = found.keep(value);
    const values = headers.get(found.key);
    headers.set(found.key, values === undefined ? kept : [...values, ...kept]);
  }
  return headers;
}

/** The first value of a header; `undefined` when it is absent. */
export function header(headers: Headers, name: string): string | undefined {
  return headers.get(name)?.[0];
}

/** Each name with each of its values, as they were recorded. */
export function headerPairs(raw: RawHeaders): readonly (readonly [name: string, value: string])[] {
  if (isPairList(raw)) return raw;
  return Object.entries(raw).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : value.map(one => [name, one] as const),
  );
}

function isPairList(raw: RawHeaders): raw is readonly (readonly [string, string])[] {
  return Array.isArray(raw);
}

/** Names whose values are secrets, whatever they look like. An Idempotency-Key is none, and needed to find a fault. */
const secretNames = /authorization|cookie|token|secret|signature|session|jwt|passw|api-?key/;

interface HeaderName {
  /** As it was recorded. */
  readonly name: string;
  /** Lower case, redacted. */
  readonly key: string;
  /** The value without its secrets, as the list that it is for a header that comes once. */
  readonly keep: (value: string) => readonly string[];
  /** The name that stood behind this one the last time. */
  next: HeaderName | undefined;
}

/** Few names come again and again: so many are looked at once. */
const names = new Map<string, HeaderName>();
const mostNames = 500;

let latestFirst: HeaderName | undefined;

/** What is known of a name. One recorder writes its headers in the same order again and again. */
function nameBehind(before: HeaderName | undefined, name: string): HeaderName {
  const next = before === undefined ? latestFirst : before.next;
  if (next?.name === name) return next;
  const found = nameOf(name);
  if (names.size === mostNames) return found; // of a recording that has no order, nothing is held
  if (before === undefined) latestFirst = found;
  else before.next = found;
  return found;
}

function nameOf(name: string): HeaderName {
  const known = names.get(name);
  if (known !== undefined) return known;
  const key = redactText(name.trim()).toLowerCase();
  const redact =
    key === 'authorization' ? redactAuthorization : secretNames.test(key) ? () => '[redacted]' : redactText;
  const made = { name, key, keep: remembering(value => [redact(value.trim())]), next: undefined };
  if (names.size < mostNames) names.set(name, made);
  return made;
}

/** Most values come again with every request: a version, a content type, a user agent. Of others each one is new. */
function remembering(make: (value: string) => readonly string[]): (value: string) => readonly string[] {
  const made = new Map<string, readonly string[]>();
  let latest: { readonly value: string; readonly kept: readonly string[] } | undefined;
  return value => {
    if (latest?.value === value) return latest.kept;
    const isNew = made.size === mostValues;
    const kept = (isNew ? undefined : made.get(value)) ?? make(value);
    if (value.length > longestRemembered) return kept;
    if (!isNew) made.set(value, kept);
    latest = { value, kept };
    return kept;
  };
}

const mostValues = 50;
const longestRemembered = 200;
