// Stub mappings of WireMock: one in a file, or a list. A request is there as what matches it, so that only a mapping
// that names the whole body can be judged.
import type { RawBody } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { decodeBase64, decompress } from './decode-body.ts';
import { exchangeFrom, type Pairs } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { objectAt, refuse } from './members.ts';
import type { Reader, ReadOptions } from './reader.ts';
import { bytesOf, valueBody, writtenJson } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';
import { UnreadableError } from './unreadable.ts';
import { mayBeMapping } from './wiremock-mapping.ts';

export const wiremockReader: Reader = listReader({
  id: 'wiremock',
  title: 'Stub mappings of WireMock',
  what: 'mapping file',
  detect: ({ value }) => Array.isArray(member(value, 'mappings')) || mayBeMapping(value),
  list: ({ value }) => (Array.isArray(member(value, 'mappings')) ? ['mappings'] : 'values'),
  lookAhead: 64 * 1024,
  isSkippable: false,
  exchange(record, options) {
    const request = objectAt(record, 'request');
    const response = objectAt(record, 'response');
    return exchangeFrom({
      method: member(request, 'method') ?? 'ANY',
      url: urlOf(request),
      status: member(response, 'status') ?? 200,
      request: () => ({ headers: sentHeaders(request), body: sentBody(request) }),
      response() {
        const headers = recordedHeaders(member(response, 'headers'), 'response.headers');
        return { headers, body: answerOf(response, headers, options) };
      },
    });
  },
});

const endpoint = '/v2/core/account_links';

/** The URL that is matched; of a pattern, ours if the pattern takes it. */
function urlOf(request: JsonObject): Json {
  const exact = member(request, 'url') ?? member(request, 'urlPath') ?? member(request, 'urlPathTemplate');
  if (exact !== undefined) return exact;
  const pattern = member(request, 'urlPattern') ?? member(request, 'urlPathPattern');
  if (typeof pattern !== 'string') return '/'; // matches every URL
  return namesEndpoint(pattern) ? endpoint : pattern;
}

/** Whether a pattern spells the endpoint out. Patterns of others are not run: some never come to an end. */
function namesEndpoint(pattern: string): boolean {
  const plain = pattern.replace(/^\^?(?:\.\*)?/, '').replace(/\\([/_-])/g, '$1');
  return plain.startsWith(endpoint) && /^(?:$|[$.(?\\[])/.test(plain.slice(endpoint.length));
}

/** A matcher that holds a whole value is one; a pattern tells of many. */
function sentHeaders(request: JsonObject): Pairs {
  const headers = member(request, 'headers') ?? {};
  if (!isJsonObject(headers)) return refuse('request.headers', headers, 'an object');
  return Object.entries(headers).flatMap(([name, matcher]) => {
    const value = member(matcher, 'equalTo');
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
}

function sentBody(request: JsonObject): RawBody {
  const patterns = member(request, 'bodyPatterns') ?? [];
  if (!Array.isArray(patterns)) return refuse('request.bodyPatterns', patterns, 'a list');
  if (patterns.length === 0) throw new UnreadableError('the mapping names no request body: record with `captureBody`');
  const [only, ...others]: readonly Json[] = patterns;
  const json = member(only, 'equalToJson');
  if (others.length === 0 && json !== undefined) {
    return typeof json === 'string' ? json : writtenJson(json, 'request.bodyPatterns[0].equalToJson');
  }
  const text = member(only, 'equalTo');
  if (others.length === 0 && typeof text === 'string') return text;
  const binary = member(only, 'binaryEqualTo');
  if (others.length === 0 && typeof binary === 'string') return decodeBase64(binary, 'request.bodyPatterns[0]');
  throw new UnreadableError('the request body is a pattern, not a body: judge the request journal instead');
}

function answerOf(response: JsonObject, headers: Pairs, { attached }: ReadOptions): RawBody {
  const file = member(response, 'bodyFileName');
  if (typeof file === 'string') {
    const bytes = attached?.(`../__files/${file}`);
    if (bytes !== undefined) return decompress(Buffer.from(bytes), headers, 'response.bodyFileName');
    throw new UnreadableError('`response.bodyFileName` names a file that is not in `__files` beside the mappings');
  }
  const base64 = member(response, 'base64Body');
  if (base64 !== undefined) return bytesOf(base64, headers, 'response.base64Body');
  const json = member(response, 'jsonBody');
  return json === undefined
    ? valueBody(member(response, 'body'), 'response.body')
    : writtenJson(json, 'response.jsonBody');
}
