// Pact files, versions 1 to 4: what a consumer says it sends and gets.
import type { RawBody } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { type Content, exchangeFrom, type Pairs } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { objectAt } from './members.ts';
import type { Reader } from './reader.ts';
import { bytesOf, writtenJson } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';
import { UnreadableError } from './unreadable.ts';

export const pactReader: Reader = listReader({
  id: 'pact',
  title: 'Pact file',
  what: 'pact',
  detect({ value }) {
    const list = member(value, 'interactions');
    const isNamed = isJsonObject(member(value, 'consumer')) && isJsonObject(member(value, 'provider'));
    return Array.isArray(list) && (isNamed || typeof member(member(list[0], 'request'), 'path') === 'string');
  },
  list: () => ['interactions'],
  isSkippable: true,
  exchange(record) {
    const type = member(record, 'type');
    if (type !== undefined && type !== 'Synchronous/HTTP') return messageOf();
    const request = objectAt(record, 'request');
    return exchangeFrom({
      method: member(request, 'method'),
      url: member(request, 'path'),
      status: member(member(record, 'response'), 'status') ?? 200,
      names: { url: 'request.path' },
      request: () => contentOf(request, 'request'),
      response: () => contentOf(objectAt(record, 'response'), 'response'),
    });
  },
});

/** A message on a queue has no URL: it is another endpoint's. */
function messageOf(): ReturnType<typeof exchangeFrom> {
  const none = { headers: [], body: undefined };
  return { request: { method: 'MESSAGE', url: '/', ...none }, response: { status: 0, ...none } };
}

function contentOf(message: JsonObject, side: string): Content {
  const headers = recordedHeaders(member(message, 'headers'), `${side}.headers`);
  return { headers, body: bodyOf(member(message, 'body'), headers, `${side}.body`) };
}

/** Version 4 has `{content, contentType, encoded}`; before, the body is the value itself. */
function bodyOf(body: Json | undefined, headers: Pairs, path: string): RawBody {
  if (body === undefined || body === null || body === '') return undefined;
  const isVersion4 = isJsonObject(body) && Object.hasOwn(body, 'content') && Object.hasOwn(body, 'contentType');
  if (!isVersion4) return textOrJson(body, headers, path);
  const content = member(body, 'content') ?? null;
  const encoded = member(body, 'encoded');
  if (encoded === 'base64' || encoded === true) return bytesOf(content, headers, `${path}.content`);
  if (typeof encoded === 'string' && encoded !== 'JSON') throw new UnreadableError(`\`${path}.encoded\` is not known`);
  return textOrJson(content, headers, `${path}.content`);
}

/** A string that is said to be JSON is a JSON string; any other is the text. */
function textOrJson(value: Json, headers: Pairs, path: string): string {
  const isJson = headers.some(([name, type]) => name.toLowerCase() === 'content-type' && /json/i.test(type));
  return typeof value === 'string' && !(isJson && !/^\s*[{["]/.test(value)) ? value : writtenJson(value, path);
}
