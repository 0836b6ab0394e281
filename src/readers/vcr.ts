// Cassettes of VCR (Ruby), in YAML or JSON, and of Betamax (Python), which writes the same JSON.
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { type Content, exchangeFrom } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { objectAt } from './members.ts';
import type { Reader } from './reader.ts';
import { bytesOf, recordedBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';

export const vcrReader: Reader = listReader({
  id: 'vcr',
  title: 'VCR cassette (Ruby; YAML or JSON), Betamax cassette',
  what: 'cassette',
  detect: ({ text, value }) =>
    Array.isArray(member(value, 'http_interactions')) || /^["']?http_interactions["']?:/m.test(text),
  list: () => ['http_interactions'],
  isSkippable: true,
  exchange(record) {
    const request = objectAt(record, 'request');
    const answer = member(record, 'response');
    return exchangeFrom({
      method: member(request, 'method'),
      url: member(request, 'uri'),
      status: member(member(answer, 'status'), 'code'),
      names: { url: 'request.uri', status: 'response.status.code' },
      request: () => contentOf(request, 'request'),
      response: () => contentOf(objectAt(record, 'response'), 'response'),
    });
  },
});

/** `{encoding, string}`, `{encoding, base64_string}` where exact bytes were asked for, or, long ago, the text itself. */
function contentOf(message: JsonObject, side: string): Content {
  const headers = recordedHeaders(member(message, 'headers'), `${side}.headers`);
  const body: Json = member(message, 'body') ?? null;
  const base64 = member(body, 'base64_string');
  if (base64 !== undefined) return { headers, body: bytesOf(base64, headers, `${side}.body.base64_string`) };
  const text = isJsonObject(body) && Object.hasOwn(body, 'string') ? body['string'] : body;
  return { headers, body: recordedBody(text, headers, `${side}.body.string`) };
}
