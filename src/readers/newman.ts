// The JSON report of Newman: what was sent and answered in a run of a collection.
import type { RawBody } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { decompress } from './decode-body.ts';
import { exchangeFrom, type Pairs } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { objectAt, refuse } from './members.ts';
import { postmanHeaders, postmanRequest, postmanUrl } from './postman-message.ts';
import type { Reader } from './reader.ts';
import { valueBody } from './recorded-body.ts';

export const newmanReader: Reader = listReader({
  id: 'newman',
  title: 'JSON report of Newman',
  what: 'report',
  detect: ({ value, text }) =>
    isJsonObject(member(value, 'run')) ||
    (isJsonObject(member(value, 'collection')) && /"run"\s*:\s*\{|"_"\s*:|"info"\s*:/.test(text)),
  list: () => ['run', 'executions'],
  isSkippable: true,
  exchange(record) {
    const request = objectAt(record, 'request');
    const answer = member(record, 'response');
    return exchangeFrom({
      method: member(request, 'method'),
      url: postmanUrl(member(request, 'url')),
      status: member(answer, 'code'),
      names: { status: 'response.code' },
      request: () => postmanRequest(request),
      response() {
        const response = objectAt(record, 'response');
        const headers = postmanHeaders(member(response, 'header'), 'response.header');
        return { headers, body: answerOf(response, headers) };
      },
    });
  },
});

/** The bytes as a list of numbers; older reports have the text as well. */
function answerOf(response: JsonObject, headers: Pairs): RawBody {
  const stream = member(response, 'stream');
  const data = member(stream, 'data') ?? stream;
  if (Array.isArray(data)) {
    const bytes: readonly Json[] = data;
    if (!bytes.every(isByte)) return refuse('response.stream', bytes, 'a list of bytes');
    return decompress(Buffer.from(bytes), headers, 'response.stream');
  }
  return valueBody(member(response, 'body'), 'response.body');
}

function isByte(value: Json): value is number {
  return typeof value === 'number' && value >= 0 && value <= 255;
}
