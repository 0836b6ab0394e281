// Cassettes of vcrpy (Python), in YAML or JSON. Answers are as they came, mostly compressed.
import { type Json, member } from '../json.ts';
import { exchangeFrom } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { objectAt } from './members.ts';
import type { Reader } from './reader.ts';
import { recordedBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';

export const vcrpyReader: Reader = listReader({
  id: 'vcrpy',
  title: 'vcrpy cassette (Python; YAML or JSON)',
  what: 'cassette',
  detect({ text, value }) {
    const list = member(value, 'interactions');
    if (Array.isArray(list)) return member(member(list[0], 'request'), 'uri') !== undefined;
    return /^interactions:/m.test(text) && /^ {2,}uri: /m.test(text) && !/^ {2,}url: /m.test(text);
  },
  list: () => ['interactions'],
  isSkippable: true,
  exchange(record) {
    const request = objectAt(record, 'request');
    const answer = member(record, 'response');
    return exchangeFrom({
      method: member(request, 'method'),
      url: member(request, 'uri'),
      status: member(member(answer, 'status'), 'code'),
      names: { url: 'request.uri', status: 'response.status.code' },
      request() {
        const headers = recordedHeaders(member(request, 'headers'), 'request.headers');
        return { headers, body: recordedBody(member(request, 'body'), headers, 'request.body') };
      },
      response() {
        const response = objectAt(record, 'response');
        const headers = recordedHeaders(member(response, 'headers'), 'response.headers');
        return { headers, body: recordedBody(textOf(member(response, 'body')), headers, 'response.body.string') };
      },
    });
  },
});

/** The text of `{string}`; `{base64_string}` is of its first format. */
function textOf(body: Json | undefined): Json | undefined {
  const base64 = member(body, 'base64_string');
  return base64 === undefined ? member(body, 'string') : { base64 };
}
