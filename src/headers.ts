import { redactAuthorization, redactText } from './redact.ts';

/** Lower-case name → values in order. Lists, because a repeated header is a fact of its own (`Set-Cookie`). */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** The forms in which recordings hold headers. */
export type RawHeaders =
  | readonly (readonly [name: string, value: string])[]
  | { readonly [name: string]: string | readonly string[] };

/** Normalises headers and takes the secrets out. Of an Authorization header the kind of its key is left. */
export function createHeaders(raw: RawHeaders): Headers {
  const headers = new Map<string, string[]>();
  for (const [name, value] of isPairList(raw) ? raw : pairs(raw)) {
    const { key, keep } = nameOf(name);
    const kept = keep(value);
    const values = headers.get(key);
    if (values === undefined) headers.set(key, [kept]);
    else values.push(kept);
  }
  return headers;
}

/** The first value of a header; `undefined` when it is absent. */
export function header(headers: Headers, name: string): string | undefined {
  return headers.get(name)?.[0];
}

function* pairs(raw: Exclude<RawHeaders, readonly unknown[]>): Generator<readonly [string, string]> {
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value === 'string') yield [name, value];
    else for (const one of value) yield [name, one];
  }
}

function isPairList(raw: RawHeaders): raw is readonly (readonly [string, string])[] {
  return Array.isArray(raw);
}

/** Names whose values are secrets, whatever they look like. An Idempotency-Key is none, and needed to find a fault. */
const secretNames = /authorization|cookie|token|secret|signature|session|jwt|passw|api-?key/;

interface HeaderName {
  /** Lower case, redacted. */
  readonly key: string;
  /** The value without its secrets. */
  readonly keep: (value: string) => string;
}

/** Few names come again and again: so many are looked at once. */
const names = new Map<string, HeaderName>();
const mostNames = 500;

function nameOf(name: string): HeaderName {
  const known = names.get(name);
  if (known !== undefined) return known;
  const key = redactText(name.trim()).toLowerCase();
  const redact =
    key === 'authorization' ? redactAuthorization : secretNames.test(key) ? () => '[redacted]' : redactText;
  const made = { key, keep: remembering(value => redact(value.trim())) };
  if (names.size < mostNames) names.set(name, made);
  return made;
}

/** Most values come again with every request: a version, a content type, a user agent. */
function remembering(make: (value: string) => string): (value: string) => string {
  const made = new Map<string, string>();
  return value => {
    const known = made.get(value);
    if (known !== undefined) return known;
    const kept = make(value);
    if (made.size < mostValues && value.length <= longestRemembered) made.set(value, kept);
    return kept;
  };
}

const mostValues = 50;
const longestRemembered = 200;
