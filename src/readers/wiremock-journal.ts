// The request journal of WireMock (`GET /__admin/requests`): real requests with the answers they got.
import type { RawBody } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { type Content, exchangeFrom } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { objectAt, refuse } from './members.ts';
import type { Reader } from './reader.ts';
import { bytesOf, valueBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';

export const wiremockJournalReader: Reader = listReader({
  id: 'wiremock-journal',
  title: 'Request journal of WireMock',
  what: 'journal',
  detect({ value }) {
    const list = member(value, 'requests');
    if (!Array.isArray(list)) return false;
    const [first]: readonly Json[] = list;
    return (
      isJsonObject(member(first, 'request')) &&
      ['responseDefinition', 'wasMatched', 'response'].some(name => member(first, name) !== undefined)
    );
  },
  list: () => ['requests'],
  isSkippable: true,
  exchange(record) {
    const request = objectAt(record, 'request');
    const answer = member(record, 'response') ?? member(record, 'responseDefinition');
    return exchangeFrom({
      method: member(request, 'method'),
      url: member(request, 'absoluteUrl') ?? member(request, 'url'),
      status: member(answer, 'status'),
      request: () => contentOf(request, 'request'),
      response: () => (isJsonObject(answer) ? contentOf(answer, 'response') : refuse('response', answer, 'an object')),
    });
  },
});

/** The text of compressed bytes is mangled there: the base64 beside it is not. */
function contentOf(message: JsonObject, side: string): Content {
  const headers = recordedHeaders(member(message, 'headers'), `${side}.headers`);
  const path = `${side}.bodyAsBase64`;
  const bytes: RawBody = bytesOf(member(message, 'bodyAsBase64') ?? member(message, 'base64Body'), headers, path);
  if (bytes !== undefined) return { headers, body: bytes };
  return { headers, body: valueBody(member(message, 'body') ?? member(message, 'jsonBody'), `${side}.body`) };
}
