import { redactText } from './redact.ts';

/** Lower-case name → values in order. Lists, because a repeated header is a fact of its own (`Set-Cookie`). */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** The forms in which recordings hold headers. */
export type RawHeaders =
  | readonly (readonly [name: string, value: string])[]
  | { readonly [name: string]: string | readonly string[] };

/** Names whose values are secrets, whatever they look like. They are kept as a name with the value removed. */
const secretNames: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'set-cookie',
  'stripe-signature',
  'x-api-key',
]);

/** Normalises headers and takes the secrets out; the Authorization value is handed back once, for its key kind. */
export function createHeaders(raw: RawHeaders): { headers: Headers; authorization: string | undefined } {
  const headers = new Map<string, string[]>();
  let authorization: string | undefined;
  for (const [name, value] of pairs(raw)) {
    const key = name.trim().toLowerCase();
    if (key === 'authorization') authorization ??= value;
    const kept = secretNames.has(key) ? '[redacted]' : redactText(value.trim());
    const values = headers.get(key);
    if (values === undefined) headers.set(key, [kept]);
    else values.push(kept);
  }
  return { headers, authorization };
}

/** The first value of a header; `undefined` when it is absent. */
export function header(headers: Headers, name: string): string | undefined {
  return headers.get(name)?.[0];
}

function* pairs(raw: RawHeaders): Generator<readonly [string, string]> {
  if (isPairList(raw)) {
    yield* raw;
    return;
  }
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value === 'string') yield [name, value];
    else for (const one of value) yield [name, one];
  }
}

function isPairList(raw: RawHeaders): raw is readonly (readonly [string, string])[] {
  return Array.isArray(raw);
}
