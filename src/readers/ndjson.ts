// The canonical recording: one JSON object a line (schemas/shared/recording.schema.json).
import { isAccountLinksExchange, type RawBody, type RawExchange } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { decodeBase64, decompress } from './decode-body.ts';
import { createLineSplitter, type Line } from './lines.ts';
import { headerValue, noResponse, objectAt, refuse, statusAt, textAt } from './members.ts';
import { parseJson } from './parse-json.ts';
import type { Reader } from './reader.ts';
import { readRecord, UnreadableError } from './unreadable.ts';

export const ndjsonReader: Reader = {
  id: 'ndjson',
  title: 'Recorded exchanges as JSON lines',
  detect: head => head.split('\n').some(looksLikeRecord),
  async *read(chunks, source) {
    const splitter = createLineSplitter(longestLine);
    let entry = 0;
    const recordOf = (line: Line) =>
      readRecord({ source, entry: ++entry, line: line.number }, () => exchangeOf(valueOf(line)));
    for await (const chunk of chunks) {
      for (const line of splitter.push(chunk)) if (!isBlank(line)) yield recordOf(line);
    }
    const last = splitter.end();
    if (!isBlank(last)) yield recordOf(last);
  },
};

const longestLine = 64 * 1024 * 1024;

/** A line that holds a record, or begins like one and is cut off or broken. */
function looksLikeRecord(line: string): boolean {
  if (/^\s*\{\s*"(?:v|time|request|response)"\s*:/.test(line)) return true;
  if (!/^\s*\{.*"(?:request|response)"\s*:.*\}\s*$/.test(line)) return false;
  try {
    const value: Json = JSON.parse(line);
    return member(value, 'request') !== undefined || member(value, 'response') !== undefined;
  } catch {
    return false;
  }
}

function isBlank({ bytes }: Line): boolean {
  return bytes?.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d) === true;
}

function valueOf({ bytes }: Line): Json {
  if (bytes === undefined) throw new UnreadableError('the line is longer than 64 MiB');
  return parseJson(bytes);
}

function exchangeOf(record: Json): Pick<RawExchange, 'request' | 'response'> {
  if (!isJsonObject(record)) return refuse('record', record, 'an object');
  const version = member(record, 'v');
  if (version !== undefined && version !== 1) throw new UnreadableError('`v` is not 1: written by a later version');
  const sent = objectAt(record, 'request');
  const request = { method: textAt(sent, 'request.method'), url: textAt(sent, 'request.url') };
  const answer = member(record, 'response');
  if (!isAccountLinksExchange({ request })) {
    const status = member(answer, 'status');
    return {
      request: { ...request, headers: [], body: undefined },
      response: { status: typeof status === 'number' ? status : 0, headers: [], body: undefined },
    };
  }
  if (answer === undefined || answer === null) throw new UnreadableError(noResponse);
  const response = objectAt(record, 'response');
  return {
    request: { ...request, ...contentAt(sent, 'request') },
    response: { status: statusAt(response, 'response.status'), ...contentAt(response, 'response') },
  };
}

function contentAt(message: JsonObject, path: string): Pick<RawExchange['request'], 'headers' | 'body'> {
  const headers = headersOf(member(message, 'headers'), `${path}.headers`);
  const encoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? '';
  return { headers, body: bodyOf(member(message, 'body'), encoding, `${path}.body`) };
}

/** Headers as pairs, or as an object of strings or lists. None at all is a recorder that keeps none. */
function headersOf(headers: Json | undefined, path: string): (readonly [string, string])[] {
  if (headers === undefined || headers === null) return [];
  if (Array.isArray(headers)) return headers.map((pair: Json, index) => pairOf(pair, `${path}[${index}]`));
  if (!isJsonObject(headers)) return refuse(path, headers, 'a list of pairs or an object');
  return Object.entries(headers).flatMap(([name, value]) =>
    // The name is not said: it is content, and content may be a secret.
    [value].flat().map((one: Json) => [name, headerValue(one, `${path}.…`)] as const),
  );
}

function pairOf(pair: Json, path: string): readonly [string, string] {
  if (!Array.isArray(pair) || pair.length !== 2) return refuse(path, pair, 'a pair of name and value');
  return [headerValue(pair[0], `${path}[0]`), headerValue(pair[1], `${path}[1]`)];
}

/** `{"text"}`, `{"base64"}`, the raw text, null, or any other JSON value in the place of its text. */
function bodyOf(body: Json | undefined, contentEncoding: string, path: string): RawBody {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  if (isJsonObject(body) && Object.keys(body).length === 1) {
    const { text, base64 } = body;
    if (typeof text === 'string') return text;
    if (typeof base64 === 'string') {
      return decompress(decodeBase64(base64, `${path}.base64`), contentEncoding, path);
    }
  }
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw new UnreadableError(`\`${path}\` is nested too deeply`, { cause });
  }
}
