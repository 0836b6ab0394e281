// Secrets out, shape kept. A link is a bearer secret: whoever holds its URL can enter the account's onboarding.
import { hash } from 'node:crypto';
import { mayHoldSecret } from './secret-signs.ts';

export type KeyKind = 'live' | 'test' | 'unknown';

/**
 * What kind of key an Authorization header holds: `sk_`/`rk_` with `_live_` or `_test_`, by Bearer or by Basic. A
 * redacted header still tells.
 */
export function keyKindOf(authorization: string | undefined): KeyKind | undefined {
  if (authorization === undefined) return undefined;
  const kind = keyPrefix(authorization)?.[2];
  return kind === 'live' || kind === 'test' ? kind : 'unknown';
}

/** An Authorization header of which only the scheme and the kind of its key are left. */
export function redactAuthorization(authorization: string): string {
  const [, prefix, kind] = keyPrefix(authorization) ?? [];
  const scheme = /^\s*(bearer|basic)\s/i.exec(authorization)?.[1];
  return [scheme, kind === undefined ? '[redacted]' : `${prefix}_${kind}_redacted`].filter(Boolean).join(' ');
}

/** The text with every key, token and Stripe link taken out. Idempotent; keys and links that differ still differ. */
export function redactText(text: string): string {
  if (!mayHoldSecret(text)) return text;
  return text
    .replace(keys, (_, kind: string, mode: string, secret: string) => `${kind}_${mode}_${hashed(secret)}`)
    .replace(encodedKeys, (_, secret: string) => hashed(secret))
    .replace(clientSecrets, (_, prefix: string, secret: string) => prefix + hashed(secret))
    .replace(credentials, (_, prefix: string, secret: string) => `${prefix}redacted${faultIn(secret)}`)
    .replace(links, (_, prefix: string, secret: string) => prefix + hashed(secret));
}

/** A request URL without user information and without secrets. */
export function redactUrl(url: string): string {
  return redactText(url.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/)[^/?#\\]*@/, '$1'));
}

/**
 * A link with its scheme and host kept and all that could be the token replaced by a short hash, so that the reuse of
 * a link can still be seen. It stays a URI if it was one, and what keeps it from being one stays visible.
 */
export function redactLink(link: string): string {
  if (link.startsWith(latestSite.link)) {
    const rest = link.slice(latestSite.link.length);
    return latestSite.kept + (rest === '' ? '' : hashed(rest, latestSite.lead + rest));
  }
  const [, scheme = '', authority = '', lead = '', rest = ''] =
    /^([A-Za-z][A-Za-z0-9+.-]*:)?(\/\/[^/?#\\]*)?([/?#\\])?(.*)$/s.exec(link) ?? [];
  const kept = visible(scheme, authority) + withoutUser(authority) + lead;
  // Whatever goes on behind a host and its slash, it is this host.
  if (authority !== '' && lead !== '') latestSite = { link: scheme + authority + lead, kept, lead };
  return kept + (rest === '' ? '' : hashed(rest, lead + rest));
}

/** One link after the other is of the same host. */
let latestSite = { link: '\0', kept: '', lead: '' };

/** The same in a text that is no JSON (cut off, quoted, a form): whatever is called `url` there is a link. */
export function redactRawText(text: string): string {
  // Keys first: half of a string that holds one must not be taken for a link.
  return rawLinks.reduce(
    (redacted, shape) => redacted.replace(shape, (_, prefix: string, secret: string) => prefix + hashed(secret)),
    redactText(text),
  );
}

// Every pattern runs in linear time: no repetition of a group, for V8 keeps a stack for those and runs out of it.
// An underscore may come percent-encoded (a URL in a URL) or as a JSON escape (a body that does not parse), and no
// word boundary is asked for, since what precedes may be the tail of such an escape.
const underscore = '(?:_|%5[Ff]|\\\\u005[Ff])';
const secretOf = '([\\w*.%\\\\-]+)';

const keys = new RegExp(`([rspeu]k)${underscore}(?:org${underscore})?(live|test)${underscore}${secretOf}`, 'g');
/** Base64 of `sk_live_`, `sk_test_`, `rk_live_`, `rk_test_`, wherever it is quoted without the word Basic. */
const encodedKeys = /((?:c2tf|cmtf)(?:bGl2ZV|dGVzdF)[\w+/=%-]*)/g;
/** `whsec_…` and client secrets: `pi_…_secret_…`. */
const clientSecrets = new RegExp(`((?:whsec|(?<=[A-Za-z0-9]{10})${underscore}secret)${underscore})${secretOf}`, 'g');
const credentials =
  /((?:Bearer|Basic)(?:[\s+]+|%20))(?!redacted\b|(?:sk|rk)_(?:live|test)_redacted)([\w.~+/=%*-]{6,})/gi;
const links = new RegExp(
  `(alu${underscore}(?:(?:test|live)${underscore})?|(?:\\\\?/|%2[Ff])setup(?:\\\\?/|%2[Ff])[a-z]+(?:\\\\?/|%2[Ff]))([^\\s"'<>?#&]+)`,
  'g',
);
const rawLinks: readonly RegExp[] = [
  /((?<!\w)url\\*["']?\s*[:=]\s*\\*")([^"]{8,})/gi,
  /((?<!\w)url\\*["']?\s*[:=]\s*\\*')([^']{8,})/gi,
  /((?<!\w)url\\*["']?\s*[:=]\s*)([^\s"'<>&\\]{8,})/gi,
];

const longestScheme = 16;

const alreadyHashed = /^redacted-[0-9a-f]{12}(?:[^\w\-.~:/?@!$&'()*+,;=]|##)?$/u;

/** A low-entropy secret could be guessed from its hash; the tokens and keys of Stripe are none. */
function hashed(secret: string, whole = secret): string {
  if (secret.startsWith('redacted-') && alreadyHashed.test(secret)) return secret;
  return `redacted-${hash('sha256', secret, 'hex').slice(0, 12)}${faultIn(whole)}`;
}

/** The hash, as a number, that is left of the token of a link; of one that was redacted before as well. */
export function tokenNumber(token: string): number {
  if (alreadyHashed.test(token)) return Number.parseInt(token.slice('redacted-'.length), 16);
  // Each character is a byte, and so two of the digits: reading these takes as long again.
  const bytes = hash('sha256', token, 'binary');
  let number = 0;
  for (let index = 0; index < 6; index++) number = number * 256 + bytes.charCodeAt(index);
  return number;
}

/** What keeps a text from being part of a URI (RFC 3986): it is no secret, and must be seen. */
function faultIn(text: string): string {
  if (/^[\w\-.~:/?@!$&'()*+,;=]*$/.test(text)) return ''; // as nearly all are
  const illegal = /[^\w\-.~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/u.exec(text)?.[0];
  return illegal ?? (/#[^#]*#/.test(text) ? '##' : '');
}

/** `sk_live`, in plain or in the user name of Basic. */
function keyPrefix(authorization: string): RegExpExecArray | null {
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/, 2);
  const prefix = /^([sr]k)_(?:org_)?(live|test)(?![A-Za-z0-9])/;
  const plain = prefix.exec(value || scheme);
  if (plain !== null || !/^basic$/i.test(scheme)) return plain;
  return prefix.exec(Buffer.from(value, 'base64').toString('latin1'));
}

/** Before a host it is a scheme; before anything else it may be half of a secret with a colon in it. */
function visible(scheme: string, authority: string): string {
  return authority !== '' || scheme.length <= longestScheme ? scheme : `${hashed(scheme.slice(0, -1))}:`;
}

function withoutUser(authority: string): string {
  const end = authority.lastIndexOf('@');
  if (end < 0) return authority;
  const user = authority.slice(2, end);
  const fault = faultIn(user) || (user.includes('@') ? '@' : '');
  return `//${fault && `${fault}@`}${authority.slice(end + 1)}`;
}
