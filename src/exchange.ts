import { type Body, parseBody } from './body.ts';
import { createHeaders, type Headers, header, type RawHeaders } from './headers.ts';
import { latest } from './latest.ts';
import { type KeyKind, keyKindOf, redactText, redactUrl } from './redact.ts';

/** One request and its response, normalised and free of secrets: no rule and no reporter ever sees a key or a link. */
export interface Exchange {
  readonly source: string;
  /** Counts from 1 in its source. */
  readonly entry: number;
  readonly line?: number;
  /** Where its record begins in the unpacked source, in bytes from 0. */
  readonly offset?: number;
  readonly request: ExchangeRequest;
  readonly response: ExchangeResponse;
}

export interface ExchangeRequest {
  /** Upper case. */
  readonly method: string;
  /** As recorded, redacted: absolute, or a path when the recording has no more. */
  readonly url: string;
  readonly headers: Headers;
  /** What the Authorization header held; `undefined` when the recording has none. */
  readonly keyKind: KeyKind | undefined;
  readonly body: Body;
}

export interface ExchangeResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** What a reader found, before normalisation. */
export interface RawExchange {
  readonly source: string;
  readonly entry: number;
  readonly line?: number;
  readonly offset?: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: RawHeaders;
    readonly body: RawBody;
  };
  readonly response: { readonly status: number; readonly headers: RawHeaders; readonly body: RawBody };
}

/** Text, or bytes where nobody has decoded them yet; `undefined` is "not recorded" and "empty" alike. */
export type RawBody = string | Uint8Array | undefined;

/** Makes an exchange out of what a reader found: the door at which names are normalised and secrets removed. */
export function createExchange(raw: RawExchange): Exchange {
  const { source, entry, line, offset } = raw;
  const headers = requestHeaders(raw.request.headers);
  const request = {
    method: methodOf(raw.request.method),
    url: urlOf(raw.request.url),
    headers,
    keyKind: latestKeyKind(header(headers, 'authorization')),
    body: parseBody(raw.request.body),
  };
  const response = {
    status: raw.response.status,
    headers: createHeaders(raw.response.headers),
    body: parseBody(raw.response.body),
  };
  if (line !== undefined && offset !== undefined) return { source, entry, line, offset, request, response };
  return {
    ...{ source, entry },
    ...(line === undefined ? {} : { line }),
    ...(offset === undefined ? {} : { offset }),
    ...{ request, response },
  };
}

/** One key after the other is the same, and redacted. */
const latestKeyKind = latest(keyKindOf);

function methodOf(method: string): string {
  return method === 'POST' ? method : redactText(method).toUpperCase();
}

/** One URL after the other is the same. */
const urlOf = latest(redactUrl);

/** A run of tests sends one list of headers with all its requests: frozen, it is normalised once. */
const latestHeaders = latest(createHeaders);

function requestHeaders(raw: RawHeaders): Headers {
  if (!Object.isFrozen(raw)) return createHeaders(raw); // its owner may change it before the next exchange
  return latestHeaders(raw);
}

const endpointPath = '/v2/core/account_links';

/** Whether the exchange is a `POST /v2/core/account_links`; another method on the path is another endpoint. */
export function isAccountLinksExchange(exchange: {
  readonly request: { readonly method: string; readonly url: string };
}): boolean {
  const { method, url } = exchange.request;
  if (method !== 'POST' && method.toUpperCase() !== 'POST') return false;
  if (latestPath.url !== url) latestPath = { url, isOurs: pathOf(url) === endpointPath };
  return latestPath.isOurs;
}

let latestPath = { url: '', isOurs: false };

/** The decoded path of a URL or path, without query, fragment and trailing slashes (RFC 3986, 6.2.2.2). */
function pathOf(url: string): string {
  const path = /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/.exec(url)?.[1] ?? '';
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end).replace(/%[2-7][0-9A-Fa-f]/g, encoded => {
    const character = decodeURIComponent(encoded);
    return /[\w.~-]/.test(character) ? character : encoded;
  });
}

/** The text of a value for a message: redacted and short. */
export function excerpt(value: unknown, limit = 80): string {
  const text = value === undefined ? 'nothing' : redactText(JSON.stringify(value) ?? String(value));
  // No half of a surrogate pair: it is no character, and no encoding can write it.
  return text.length > limit ? `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
