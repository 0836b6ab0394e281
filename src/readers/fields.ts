// JSON lines of any other shape, told by a map of fields.
import { isJsonObject, type Json, member, pointerTokens, valueAt } from '../json.ts';
import { exchangeFrom, type RecordedExchange } from './exchange-of.ts';
import { lineReader } from './line-reader.ts';
import { quickBy } from './quick-record.ts';
import type { Reader } from './reader.ts';
import { valueBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';
import { UnreadableError } from './unreadable.ts';

/** Where a line has the parts of an exchange: `http.request.body`, or a JSON pointer where a name holds a dot. */
export interface FieldMap {
  readonly method: string;
  readonly url: string;
  readonly status: string;
  readonly requestBody: string;
  readonly responseBody: string;
  readonly requestHeaders?: string;
  readonly responseHeaders?: string;
}

const needed = ['method', 'url', 'status', 'requestBody', 'responseBody'] as const;
const known: readonly string[] = [...needed, 'requestHeaders', 'responseHeaders'];

/** What is wrong with a map of fields; `undefined` if nothing is. */
export function fieldMapFault(map: unknown): string | undefined {
  if (!isJsonObject(map)) return 'it is no JSON object';
  const stranger = Object.keys(map).find(name => !known.includes(name));
  if (stranger !== undefined) return `\`${stranger}\` is no field; known are ${known.join(', ')}`;
  const missing = needed.find(name => member(map, name) === undefined);
  if (missing !== undefined) return `\`${missing}\` is missing`;
  const wrong = Object.keys(map).find(name => typeof map[name] !== 'string' || map[name] === '');
  return wrong === undefined ? undefined : `\`${wrong}\` is no path, such as \`http.request.body\``;
}

export function isFieldMap(map: unknown): map is FieldMap {
  return fieldMapFault(map) === undefined;
}

export function fieldsReader(map: FieldMap): Reader {
  const exchange = (record: Json): RecordedExchange => {
    const method = at(record, map.method);
    // Lines of another kind are between those of requests in every log.
    if (method === undefined && at(record, map.url) === undefined) return otherLine;
    return exchangeFrom({
      method,
      url: at(record, map.url),
      status: statusOf(at(record, map.status)),
      names: { method: map.method, url: map.url, status: map.status },
      request: () => contentOf(record, map.requestHeaders, map.requestBody),
      response: () => contentOf(record, map.responseHeaders, map.responseBody),
    });
  };
  const title = 'JSON lines by a map of fields';
  return lineReader({ id: 'fields', title, detect: () => false, exchange, quick: quickBy(exchange) });
}

const none = { headers: [], body: undefined };
const otherLine = { request: { method: 'LOG', url: '/', ...none }, response: { status: 0, ...none } };

function contentOf(record: Json, headersPath: string | undefined, bodyPath: string) {
  const headers = headersPath === undefined ? [] : recordedHeaders(at(record, headersPath), headersPath);
  const body = at(record, bodyPath);
  // That nothing is there does not say that nothing was sent.
  if (body === undefined) throw new UnreadableError(`\`${bodyPath}\` is missing: log null for an empty body`);
  return { headers, body: valueBody(body, bodyPath) };
}

function at(record: Json, path: string): Json | undefined {
  const tokens = path.startsWith('/') ? pointerTokens(path) : path.split('.');
  const pointer = tokens.map(token => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return valueAt(record, pointer) as Json | undefined; // a part of JSON is JSON
}

/** Many loggers write everything as text. */
function statusOf(status: Json | undefined): Json | undefined {
  return typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : status;
}
