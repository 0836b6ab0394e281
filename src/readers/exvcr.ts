// Cassettes of ExVCR (Elixir): a JSON list.
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { decodeBase64, decompress } from './decode-body.ts';
import { type Content, exchangeFrom, type Pairs } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { objectAt, refuse } from './members.ts';
import type { Reader } from './reader.ts';
import { recordedBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';
import { UnreadableError } from './unreadable.ts';

export const exvcrReader: Reader = listReader({
  id: 'exvcr',
  title: 'ExVCR cassette (Elixir; JSON)',
  what: 'cassette',
  detect({ value }) {
    if (!Array.isArray(value)) return false;
    const [first]: readonly Json[] = value;
    const response = member(first, 'response');
    return isJsonObject(member(first, 'request')) && (has(response, 'status_code') || has(response, 'type'));
  },
  list: () => [],
  isSkippable: true,
  exchange(record) {
    const request = objectAt(record, 'request');
    const response = member(record, 'response');
    return exchangeFrom({
      method: member(request, 'method'),
      url: member(request, 'url'),
      status: member(response, 'status_code'),
      // An error of the connection is recorded like an answer.
      isAnswered: has(response, 'status_code') && member(response, 'type') !== 'error',
      names: { status: 'response.status_code' },
      request: () => contentOf(request, 'request'),
      response: () => contentOf(objectAt(record, 'response'), 'response'),
    });
  },
});

function has(holder: Json | undefined, name: string): boolean {
  return member(holder, name) !== undefined;
}

function contentOf(message: JsonObject, side: string): Content {
  const headers = recordedHeaders(member(message, 'headers'), `${side}.headers`);
  const body = member(message, 'body');
  if (member(message, 'binary') !== true) return { headers, body: recordedBody(body, headers, `${side}.body`) };
  return { headers, body: binaryOf(body, headers, `${side}.body`) };
}

/** Base64 of an Erlang external term: 131, 109, four bytes of length, the bytes. */
function binaryOf(body: Json | undefined, headers: Pairs, path: string): Buffer {
  if (typeof body !== 'string') return refuse(path, body, 'a string');
  const term = decodeBase64(body, path);
  const isBinary = term[0] === 131 && term[1] === 109 && term.length >= 6 && term.readUInt32BE(2) === term.length - 6;
  if (!isBinary) throw new UnreadableError(`\`${path}\` is no binary of Erlang`);
  return decompress(term.subarray(6), headers, path);
}
