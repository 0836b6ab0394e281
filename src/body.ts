import { isUtf8 } from 'node:buffer';
import type { Json } from './json.ts';
import { jsonFaultText } from './json-fault.ts';
import { redactLink, redactRawText, redactText } from './redact.ts';
import { mayHoldSecret } from './secret-signs.ts';

/** A body: nothing, JSON, or text that is not JSON. Already redacted. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'text'; readonly text: string; readonly reason: string };

/** Parses a recorded body, given as text or as its bytes. A member `url` is a link, whatever host it names. */
export function parseBody(recorded: string | Uint8Array | undefined): Body {
  if (recorded === undefined || recorded.length === 0) return { kind: 'none' };
  const text = typeof recorded === 'string' ? recorded : Buffer.from(recorded).toString('utf8');
  if (typeof recorded !== 'string' && !isUtf8(recorded)) {
    return { kind: 'text', text: redactRawText(text), reason: 'it is not UTF-8' };
  }
  const value = parse(text);
  if (value !== undefined) return { kind: 'json', value: redactPlain(value, text) ?? redact(value, 0) };
  return { kind: 'text', text: redactRawText(text), reason: jsonFaultText(text) };
}

/** The JSON value of a body, `undefined` where there is none. */
export function jsonOf(body: Body): Json | undefined {
  return body.kind === 'json' ? body.value : undefined;
}

function parse(text: string): Fresh | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value that `JSON.parse` has just made and nobody else holds: changed in place, for most bodies need no change. */
type Fresh = null | boolean | number | string | Fresh[] | { [member: string]: Fresh };

/** Members are called the same in every body: so many names are remembered to hold nothing. */
const plainNames = new Set<string>();
const mostNames = 500;

function isPlainName(name: string): boolean {
  if (plainNames.has(name)) return true;
  if (redactText(name) !== name) return false;
  if (plainNames.size < mostNames && name.length < 50) plainNames.add(name);
  return true;
}

/** No contract looks as deep, and everything that walks a value runs out of stack some thousand levels down. */
const deepest = 500;

/**
 * The same for a text that shows by itself that a link at its top is all there is to take out: short, so that it cannot
 * be deep, without escapes, so that its strings stand in it as they are, and nothing in it looks like a secret.
 */
function redactPlain(value: Fresh, text: string): Fresh | undefined {
  if (text.length >= 2 * deepest || text.includes('\\') || hasInnerLink(value)) return undefined;
  const link = typeof value === 'object' && value !== null && !Array.isArray(value) ? value['url'] : undefined;
  if (link === undefined) return mayHoldSecret(text) ? undefined : value;
  if (typeof link !== 'string') return undefined;
  // A whole string, so that no secret is cut in two. If it is that of another member, the link is in what is looked at.
  const at = text.indexOf(link);
  const end = at + link.length;
  if (text[at - 1] !== '"' || text[end] !== '"') return undefined;
  if (mayHoldSecret(text.slice(0, at)) || mayHoldSecret(text.slice(end))) return undefined;
  (value as { [member: string]: Fresh })['url'] = redactText(redactLink(link)); // an object, or it would have no link
  return value;
}

/** Whether a value within this one has a member `url`. */
function hasInnerLink(value: Fresh): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasLink);
  // Not `Object.values`: a list for each value of each body is a third of what looking costs.
  for (const name in value) if (hasLink(value[name] ?? null)) return true;
  return false;
}

function hasLink(value: Fresh): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (!Array.isArray(value) && value['url'] !== undefined) || hasInnerLink(value);
}

function redact(value: Fresh, depth: number): Fresh {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return null;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = redact(value[index] ?? null, depth + 1);
    return value;
  }
  let hasSecretName = false;
  for (const name of Object.keys(value)) {
    const inner = value[name] ?? null;
    const redacted = redact(name === 'url' && typeof inner === 'string' ? redactLink(inner) : inner, depth + 1);
    if (redacted !== inner) value[name] = redacted;
    hasSecretName ||= !isPlainName(name);
  }
  if (!hasSecretName) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [redactText(name), inner]));
}
