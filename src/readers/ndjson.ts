// The canonical recording: one JSON object a line (schemas/shared/recording.schema.json).
import { isAccountLinksExchange } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { type Content, exchangeOf, type RecordedExchange } from './exchange-of.ts';
import type { Head } from './head.ts';
import { lineReader } from './line-reader.ts';
import { headerValue, refuse } from './members.ts';
import type { Reader } from './reader.ts';
import { recordedBody } from './recorded-body.ts';
import { UnreadableError } from './unreadable.ts';
import { isWireMockMapping } from './wiremock-mapping.ts';

export const ndjsonReader: Reader = lineReader({
  id: 'ndjson',
  title: 'Recorded exchanges as JSON lines',
  detect,
  exchange(record) {
    const version = member(record, 'v');
    if (version !== undefined && version !== 1) throw new UnreadableError('`v` is not 1, the only version known');
    return exchangeOf(record, contentOf);
  },
  quick,
});

/**
 * The exchange of a record of our endpoint that is written as recorders write it: header pairs, a body as text, as JSON or
 * none. Nothing is said of any other: `exchange` reads it, or says what is wrong.
 */
function quick(record: Json): RecordedExchange | undefined {
  if (!isJsonObject(record) || (record['v'] !== 1 && record['v'] !== undefined)) return undefined;
  const [request, response] = [record['request'], record['response']];
  if (!isJsonObject(request) || !isJsonObject(response)) return undefined;
  const { method, url, headers: sent = null } = request;
  const { status, headers: received = null } = response;
  if (method !== 'POST' || typeof url !== 'string' || !isAccountLinksExchange({ request: { method, url } }))
    return undefined;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 999) return undefined;
  const [asked, answered] = [plainText(request['body']), plainText(response['body'])];
  if (asked === null || answered === null || !isPairList(sent) || !isPairList(received)) return undefined;
  return {
    request: { method, url, headers: sent, body: asked },
    response: { status, headers: received, body: answered },
  };
}

/** The text of `{"text": …}` or of JSON, `undefined` for no body; `null` for anything else. */
function plainText(body: Json | undefined): string | undefined | null {
  if (body === undefined || body === null) return undefined;
  if (!isJsonObject(body)) return null;
  const [name, ...others] = Object.keys(body);
  if (others.length > 0) return jsonText(body);
  if (name === 'text' && typeof body['text'] === 'string') return body['text'];
  return name === 'base64' ? null : jsonText(body);
}

function jsonText(body: JsonObject): string | null {
  try {
    return JSON.stringify(body);
  } catch {
    return null; // nested too deeply
  }
}

/** A record among the first lines, behind other lines of JSON or of a log at most: what spreads a value over lines is no NDJSON. */
function detect({ text }: Head): boolean {
  for (const line of text.split('\n')) {
    if (beginning.test(line)) return true;
    if (!/^\s*[{[]/.test(line)) continue;
    const value = valueOn(line);
    if (value === undefined) return false;
    if (isWireMockMapping(value)) return false;
    if (isJsonObject(member(value, 'request')) || isJsonObject(member(value, 'response'))) return true;
  }
  return false;
}

/** Of a canonical record, which may be cut off or broken. */
const beginning = /^\s*\{\s*"v"\s*:\s*\d|^\s*\{\s*"(?:time|request|response)"\s*:(?!.*[{}[,]\s*$)/;

function valueOn(line: string): Json | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function contentOf(message: JsonObject, side: string): Content {
  const headers = headersOf(member(message, 'headers'), `${side}.headers`);
  return { headers, body: recordedBody(member(message, 'body'), headers, `${side}.body`) };
}

/** Headers as pairs, or as an object of strings or lists. None at all is a recorder that keeps none. */
function headersOf(headers: Json | undefined, path: string): Content['headers'] {
  if (headers === undefined || headers === null) return [];
  if (isPairList(headers)) return headers;
  if (Array.isArray(headers)) return headers.map((pair: Json, index) => pairOf(pair, `${path}[${index}]`));
  if (!isJsonObject(headers)) return refuse(path, headers, 'a list of pairs or an object');
  return Object.entries(headers).flatMap(([name, value]) =>
    // The name is not said: it is content, and content may be a secret.
    [value].flat().map((one: Json) => [name, headerValue(one, `${path}.…`)] as const),
  );
}

/** Nearly always; else each is looked at by itself, and the message says which is wrong. */
function isPairList(headers: Json): headers is readonly (readonly [string, string])[] {
  return (
    Array.isArray(headers) &&
    headers.every(
      (pair: Json) =>
        Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string' && typeof pair[1] === 'string',
    )
  );
}

function pairOf(pair: Json, path: string): readonly [string, string] {
  if (!Array.isArray(pair) || pair.length !== 2) return refuse(path, pair, 'a pair of name and value');
  const [name, value]: readonly Json[] = pair;
  return typeof name === 'string' ? [name, headerValue(value, `${path}[1]`)] : refuse(`${path}[0]`, name, 'a string');
}
