// Cassettes of go-vcr, versions 1 and 2 of its format.
import { isJsonObject, type JsonObject, member } from '../json.ts';
import { type Content, exchangeFrom } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { objectAt } from './members.ts';
import type { Reader } from './reader.ts';
import { recordedBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';

export const goVcrReader: Reader = listReader({
  id: 'go-vcr',
  title: 'go-vcr cassette (Go; YAML)',
  what: 'cassette',
  detect({ text, value }) {
    const list = member(value, 'interactions');
    if (Array.isArray(list)) return isJsonObject(member(list[0], 'request')) && hasCode(list[0]);
    return /^interactions:/m.test(text) && /^ {2,}url: /m.test(text) && !/^ {2,}uri: /m.test(text);
  },
  list: () => ['interactions'],
  isSkippable: true,
  exchange(record) {
    const request = objectAt(record, 'request');
    return exchangeFrom({
      method: member(request, 'method'),
      url: member(request, 'url'),
      status: member(member(record, 'response'), 'code'),
      names: { status: 'response.code' },
      request: () => contentOf(request, 'request'),
      response: () => contentOf(objectAt(record, 'response'), 'response'),
    });
  },
});

function hasCode(record: unknown): boolean {
  return (
    member(member(record, 'response'), 'code') !== undefined && member(member(record, 'request'), 'url') !== undefined
  );
}

function contentOf(message: JsonObject, side: string): Content {
  const headers = recordedHeaders(member(message, 'headers'), `${side}.headers`);
  return { headers, body: recordedBody(member(message, 'body'), headers, `${side}.body`) };
}
