// What Postman collections and Newman reports write alike: requests in parts.
import type { RawBody } from '../exchange.ts';
import { isJsonObject, type Json, member } from '../json.ts';
import type { Content, Pairs } from './exchange-of.ts';
import { refuse } from './members.ts';
import { recordedHeaders } from './recorded-headers.ts';
import { UnreadableError } from './unreadable.ts';

/** A URL as text, as `{raw}`, or in parts: Newman writes only those. */
export function postmanUrl(url: Json | undefined): Json | undefined {
  const raw = member(url, 'raw');
  if (!isJsonObject(url)) return url;
  const path = joined(member(url, 'path'), '/');
  if (path === undefined) return raw;
  const host = joined(member(url, 'host'), '.');
  const port = member(url, 'port');
  const authority = host === undefined ? '' : `${String(member(url, 'protocol') ?? 'https')}://${host}`;
  return `${authority}${port === undefined ? '' : `:${String(port)}`}/${path.replace(/^\//, '')}${queryOf(url)}`;
}

export function postmanRequest(request: Json | undefined): Content {
  const headers = postmanHeaders(member(request, 'header'), 'request.header');
  return { headers, body: bodyOf(member(request, 'body')) };
}

export function postmanHeaders(headers: Json | undefined, path: string): Pairs {
  const enabled = Array.isArray(headers)
    ? headers.filter((header: Json) => member(header, 'disabled') !== true)
    : (headers ?? null);
  return recordedHeaders(enabled === '' ? null : enabled, path);
}

function bodyOf(body: Json | undefined): RawBody {
  if (body === undefined || body === null) return undefined;
  const mode = member(body, 'mode');
  if (mode === undefined || mode === 'none') return undefined;
  if (mode === 'raw') {
    const raw = member(body, 'raw') ?? '';
    return typeof raw === 'string' ? raw : refuse('request.body.raw', raw, 'a string');
  }
  if (mode !== 'urlencoded') throw new UnreadableError('the request body is neither raw text nor a form');
  const fields = member(body, 'urlencoded') ?? [];
  if (!Array.isArray(fields)) return refuse('request.body.urlencoded', fields, 'a list');
  return new URLSearchParams(
    fields
      .filter((field: Json) => member(field, 'disabled') !== true)
      .map((field: Json): [string, string] => [
        String(member(field, 'key') ?? ''),
        String(member(field, 'value') ?? ''),
      ]),
  ).toString();
}

function joined(parts: Json | undefined, separator: string): string | undefined {
  if (typeof parts === 'string') return parts;
  return Array.isArray(parts)
    ? parts.map((part: Json) => String(member(part, 'value') ?? part)).join(separator)
    : undefined;
}

function queryOf(url: Json): string {
  const query = member(url, 'query');
  if (!Array.isArray(query) || query.length === 0) return '';
  return `?${query.map((one: Json) => `${String(member(one, 'key') ?? '')}=${String(member(one, 'value') ?? '')}`).join('&')}`;
}
