// The canonical recording: one JSON object a line (schemas/shared/recording.schema.json).
import type { RawBody } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { decodeBase64, decompress } from './decode-body.ts';
import { type Content, exchangeOf } from './exchange-of.ts';
import { createLineSplitter, type Line } from './line-splitter.ts';
import { headerValue, refuse } from './members.ts';
import { hasByteOrderMark, parseJson } from './parse-json.ts';
import type { Reader } from './reader.ts';
import { readRecord, UnreadableError } from './unreadable.ts';

export const ndjsonReader: Reader = {
  id: 'ndjson',
  title: 'Recorded exchanges as JSON lines',
  detect,
  async *read(chunks, source) {
    const splitter = createLineSplitter(longestLine);
    let entry = 0;
    const recordOf = (line: Line) =>
      readRecord({ source, entry: ++entry, line: line.number }, () => exchangeOf(parseLine(line), contentOf));
    for await (const chunk of chunks) {
      for (const line of splitter.push(chunk)) if (!isBlank(line)) yield recordOf(line);
    }
    const last = splitter.end();
    if (!isBlank(last)) yield recordOf(last);
  },
};

const longestLine = 64 * 1024 * 1024;

/** A record among the first lines, behind other lines of JSON or of a log at most: what spreads a value over lines is no NDJSON. */
function detect(head: string): boolean {
  for (const line of head.split('\n')) {
    if (beginning.test(line)) return true;
    if (!/^\s*[{[]/.test(line)) continue;
    const value = valueOn(line);
    if (value === undefined) return false;
    if (member(value, 'request') !== undefined || member(value, 'response') !== undefined) return true;
  }
  return false;
}

/** Of a canonical record, which may be cut off or broken. */
const beginning = /^\s*\{\s*"(?:v|time|request|response)"\s*:/;

function valueOn(line: string): Json | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isBlank({ bytes }: Line): boolean {
  const text = bytes?.subarray(hasByteOrderMark(bytes) ? 3 : 0);
  return text?.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d) === true;
}

function parseLine({ bytes }: Line): Json {
  if (bytes === undefined) throw new UnreadableError('the line is longer than 64 MiB');
  const record = parseJson(bytes);
  const version = member(record, 'v');
  if (version !== undefined && version !== 1) throw new UnreadableError('`v` is not 1, the only version known');
  return record;
}

function contentOf(message: JsonObject, side: string): Content {
  const headers = headersOf(member(message, 'headers'), `${side}.headers`);
  return { headers, body: bodyOf(member(message, 'body'), headers, `${side}.body`) };
}

/** Headers as pairs, or as an object of strings or lists. None at all is a recorder that keeps none. */
function headersOf(headers: Json | undefined, path: string): Content['headers'] {
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
  const [name, value]: readonly Json[] = pair;
  return typeof name === 'string' ? [name, headerValue(value, `${path}[1]`)] : refuse(`${path}[0]`, name, 'a string');
}

/** `{"text"}`, `{"base64"}`, the raw text, null, or any other JSON value in the place of its text. */
function bodyOf(body: Json | undefined, headers: Content['headers'], path: string): RawBody {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  if (isJsonObject(body) && Object.keys(body).length === 1) {
    const { text, base64 } = body;
    if (typeof text === 'string') return text;
    if (typeof base64 === 'string') return decompress(decodeBase64(base64, `${path}.base64`), headers, path);
  }
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw new UnreadableError(`\`${path}\` is nested too deeply`, { cause });
  }
}
