// Secrets out, shape kept. A link is a bearer secret: whoever holds its URL can enter the account's onboarding.
import { createHash } from 'node:crypto';

export type KeyKind = 'live' | 'test' | 'unknown';

/** What kind of key an Authorization header holds: `sk_`/`rk_` with `_live_` or `_test_`, by Bearer or by Basic. */
export function keyKindOf(authorization: string | undefined): KeyKind | undefined {
  if (authorization === undefined) return undefined;
  const [scheme = '', credentials = ''] = authorization.trim().split(/\s+/, 2);
  const key = /^basic$/i.test(scheme) ? Buffer.from(credentials, 'base64').toString('latin1') : credentials || scheme;
  const kind = /^(?:sk|rk)_(live|test)(?:_|\W|$)/.exec(key)?.[1];
  return kind === 'live' || kind === 'test' ? kind : 'unknown';
}

const secretShapes: readonly (readonly [RegExp, string])[] = [
  [/\b(sk|rk|pk|ek)_(live|test)_[A-Za-z0-9_*.]+/g, '$1_$2_[redacted]'],
  [/\bwhsec_[A-Za-z0-9+/=_]+/g, 'whsec_[redacted]'],
  [/\b(Bearer|Basic)\s+(?!\[redacted\])[A-Za-z0-9._~+/=-]{6,}/gi, '$1 [redacted]'],
];

const linkShapes: readonly RegExp[] = [
  /(\balu_(?:test_|live_)?)([A-Za-z0-9_-]+)/g,
  /(\/setup\/[a-z]+\/)([^\s"'\\?#<>]+)/g,
];

/** The text with every key, token and link taken out. Idempotent. */
export function redactText(text: string): string {
  let redacted = text;
  for (const [shape, replacement] of secretShapes) redacted = redacted.replace(shape, replacement);
  for (const shape of linkShapes) {
    redacted = redacted.replace(shape, (_, kept: string, token: string) => kept + hashed(token));
  }
  return redacted;
}

/** A request URL without user information and without secrets in its query. */
export function redactUrl(url: string): string {
  return redactText(url.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/)[^/?#]*@/, '$1'));
}

/**
 * A link with its host kept and all that could be the token replaced by a short hash, so that the reuse of a link can
 * still be seen. It stays a URI if it was one, and a character that no URI may hold stays visible.
 */
export function redactLink(link: string): string {
  const [, origin = '', rest = link] = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*)(.*)$/s.exec(link) ?? [];
  if (rest === '' || rest === '/' || /^\/?redacted-[0-9a-f]{12}/.test(rest)) return withoutUser(origin) + rest;
  const illegal = /[^\w\-.~:/?#@!$&'()*+,;=%]/.exec(rest)?.[0] ?? '';
  return `${withoutUser(origin)}${origin === '' ? '' : '/'}${hashed(rest)}${illegal}`;
}

function withoutUser(origin: string): string {
  return origin.replace(/^([^:]+:\/\/).*@/s, '$1');
}

function hashed(token: string): string {
  if (token.startsWith('redacted-')) return token;
  return `redacted-${createHash('sha256').update(token).digest('hex').slice(0, 12)}`;
}
