// HAR 1.2 as browsers, proxies and test tools write it. Each of them has its own idea of a body.
import { isAccountLinksExchange, type RawBody } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { decodeBase64, decompress } from './decode-body.ts';
import { type Content, exchangeOf, type Pairs, type RecordedExchange } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { headerValue, refuse } from './members.ts';
import { parseJson } from './parse-json.ts';
import type { Reader, ReadOptions } from './reader.ts';
import { UnreadableError } from './unreadable.ts';

export const harReader: Reader = listReader({
  id: 'har',
  title: 'HTTP archive (HAR 1.2)',
  what: 'HAR',
  detect: ({ value }) => isJsonObject(member(value, 'log')),
  list: () => ['log', 'entries'],
  isSkippable: true,
  exchange: (entry, options) => exchangeOf(entry, (message, side) => contentOf(message, side, options)),
  quick,
});

/**
 * The exchange of an entry of our endpoint whose bodies are text or none, which nearly all are. Nothing is said of any
 * other: `exchange` reads it, or says what is wrong.
 */
function quick(entry: Json): RecordedExchange | undefined {
  if (!isJsonObject(entry)) return undefined;
  const { request, response } = entry;
  if (!isJsonObject(request) || !isJsonObject(response)) return undefined;
  const { method, url } = request;
  const { status } = response;
  if (method !== 'POST' || typeof url !== 'string' || !isAccountLinksExchange({ request: { method, url } }))
    return undefined;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 999) return undefined;
  const [sent, received] = [plainHeaders(request['headers']), plainHeaders(response['headers'])];
  const [asked, answered] = [plainText(request, request['postData']), plainText(response, response['content'])];
  if (sent === undefined || received === undefined || asked === undefined || answered === undefined) return undefined;
  return {
    request: { method, url, headers: sent, body: asked ?? undefined },
    response: { status, headers: received, body: answered ?? undefined },
  };
}

/** The pairs of a list of names and values; `undefined` for anything else. */
function plainHeaders(headers: Json | undefined): Pairs | undefined {
  if (!Array.isArray(headers)) return undefined;
  const pairs: (readonly [string, string])[] = [];
  for (const header of headers as readonly Json[]) {
    if (!isJsonObject(header)) return undefined;
    const { name, value } = header;
    if (typeof name !== 'string' || typeof value !== 'string' || name.charCodeAt(0) === colon) return undefined;
    pairs.push([name, value]);
  }
  return pairs;
}

const colon = 0x3a;

/** The text of a body as it is, `null` for none; `undefined` for anything else. */
function plainText(message: JsonObject, holder: Json | undefined): string | null | undefined {
  if (holder === undefined) return message['bodySize'] === 0 || message['bodySize'] === -1 ? null : undefined;
  if (!isJsonObject(holder)) return undefined;
  const { text, encoding, _file: file, _sha1: hash } = holder;
  const isPlain = typeof text === 'string' && text !== '' && encoding === undefined;
  return isPlain && file === undefined && hash === undefined ? text : undefined;
}

function contentOf(message: JsonObject, side: 'request' | 'response', { attached }: ReadOptions): Content {
  const headers = headersOf(message, `${side}.headers`);
  const path = side === 'request' ? 'request.postData' : 'response.content';
  const holder = member(message, side === 'request' ? 'postData' : 'content');
  const body = textOf(holder, headers, path, attached) ?? formOf(member(holder, 'params'));
  // What the recorder counted and did not keep is no empty body: nobody can judge it.
  const size = [member(holder, 'size'), member(message, 'bodySize')].find(isKnown);
  if (body === undefined && size !== undefined && size > 0) {
    throw new UnreadableError(`the body of the ${side} was not saved: record with contents`);
  }
  return { headers, body };
}

/** Header pairs. The pseudo-headers of HTTP/2 (`:method`) are no headers, though browsers list them. */
function headersOf(message: JsonObject, path: string): Pairs {
  const headers = member(message, 'headers');
  if (headers === undefined) return [];
  if (!Array.isArray(headers)) return refuse(path, headers, 'a list');
  return headers
    .map((header: Json, index): readonly [string, string] => [
      headerValue(member(header, 'name'), `${path}[${index}].name`),
      headerValue(member(header, 'value'), `${path}[${index}].value`),
    ])
    .filter(([name]) => !name.startsWith(':'));
}

function textOf(holder: Json | undefined, headers: Pairs, path: string, attached: ReadOptions['attached']): RawBody {
  for (const name of ['_file', '_sha1']) {
    const file = member(holder, name);
    if (file === undefined) continue;
    const bytes = typeof file === 'string' ? attached?.(file) : undefined;
    if (bytes !== undefined) return decompress(Buffer.from(bytes), headers, `${path}.${name}`);
    const advice = "keep it beside the HAR, as in Playwright's .zip, or record with `content: 'embed'`";
    throw new UnreadableError(`\`${path}.${name}\` names an attached file that is not there: ${advice}`);
  }
  const text = member(holder, 'text');
  if (text === undefined || text === null || text === '') return undefined;
  if (typeof text !== 'string') return refuse(`${path}.text`, text, 'a string');
  if (member(holder, 'encoding') !== 'base64') return text;
  return decompress(base64Of(text, `${path}.text`), headers, path);
}

/** Polly.js calls a JSON list of base64 chunks base64, and leaves them compressed. */
function base64Of(text: string, path: string): Buffer {
  if (!text.startsWith('[')) return decodeBase64(text, path);
  const chunks = parseJson(Buffer.from(text));
  if (!Array.isArray(chunks)) return refuse(path, chunks, 'a list');
  return Buffer.concat(chunks.map((chunk: Json) => decodeBase64(headerValue(chunk, path), path)));
}

/** The text of a form of which the recorder kept the parameters alone. */
function formOf(params: Json | undefined): string | undefined {
  if (!Array.isArray(params) || params.length === 0) return undefined;
  const form = new URLSearchParams();
  for (const param of params) form.append(String(member(param, 'name') ?? ''), String(member(param, 'value') ?? ''));
  return form.toString();
}

/** Recorders write -1 for a size that they do not know. */
function isKnown(size: Json | undefined): size is number {
  return typeof size === 'number' && size >= 0;
}
