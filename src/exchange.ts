import type { Body } from './body.ts';
import { parseBody } from './body.ts';
import { createHeaders, type Headers, type RawHeaders } from './headers.ts';
import { type KeyKind, keyKindOf, redactText, redactUrl } from './redact.ts';

/** One request and its response, normalised and free of secrets: no rule and no reporter ever sees a key or a link. */
export interface Exchange {
  readonly source: string;
  /** Counts from 1 in its source. */
  readonly entry: number;
  readonly line?: number;
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

/** What a reader found, before normalisation. Bodies are text; `undefined` is "not recorded" and "empty" alike. */
export interface RawExchange {
  readonly source: string;
  readonly entry: number;
  readonly line?: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: RawHeaders;
    readonly body: string | undefined;
  };
  readonly response: { readonly status: number; readonly headers: RawHeaders; readonly body: string | undefined };
}

/** Makes an exchange out of what a reader found: the door at which names are normalised and secrets removed. */
export function createExchange(raw: RawExchange): Exchange {
  const requestHeaders = createHeaders(raw.request.headers);
  const { line } = raw;
  return {
    source: raw.source,
    entry: raw.entry,
    ...(line === undefined ? {} : { line }),
    request: {
      method: raw.request.method.toUpperCase(),
      url: redactUrl(raw.request.url),
      headers: requestHeaders.headers,
      keyKind: keyKindOf(requestHeaders.authorization),
      body: parseBody(raw.request.body),
    },
    response: {
      status: raw.response.status,
      headers: createHeaders(raw.response.headers).headers,
      body: parseBody(raw.response.body),
    },
  };
}

const endpointPath = '/v2/core/account_links';

/** Whether the exchange is a `POST /v2/core/account_links`; another method on the path is another endpoint. */
export function isAccountLinksExchange(exchange: Exchange): boolean {
  return exchange.request.method === 'POST' && pathOf(exchange.request.url) === endpointPath;
}

/** The decoded path of a URL or path, without query, fragment and trailing slashes (RFC 3986, 6.2.2.2). */
function pathOf(url: string): string {
  const withoutOrigin = url.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/, '');
  const path = withoutOrigin.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  return path.replace(/%([46]1|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe]|2[DdEe]|3[0-9])/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The text of a value for a message: redacted and short. */
export function excerpt(value: unknown, limit = 80): string {
  const text = value === undefined ? 'nothing' : redactText(JSON.stringify(value) ?? String(value));
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
