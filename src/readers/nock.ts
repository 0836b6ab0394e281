// Recordings of nock (`nock.recorder.play()` with `output_objects`, nock.back fixtures): a JSON list.
import type { RawBody } from '../exchange.ts';
import { type Json, member } from '../json.ts';
import { decompress } from './decode-body.ts';
import { exchangeFrom, type Pairs } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { textOf } from './members.ts';
import type { Reader } from './reader.ts';
import { valueBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';

export const nockReader: Reader = listReader({
  id: 'nock',
  title: 'nock recording (Node)',
  what: 'recording',
  detect({ value }) {
    if (!Array.isArray(value)) return false;
    const [first]: readonly Json[] = value;
    return ['scope', 'method', 'path'].every(name => typeof member(first, name) === 'string');
  },
  list: () => [],
  isSkippable: true,
  exchange(record) {
    const path = textOf(member(record, 'path'), 'path');
    return exchangeFrom({
      method: member(record, 'method'),
      url: textOf(member(record, 'scope'), 'scope') + path,
      status: member(record, 'status'),
      names: { method: 'method', status: 'status' },
      request() {
        const headers = recordedHeaders(member(record, 'reqheaders'), 'reqheaders');
        return { headers, body: valueBody(member(record, 'body'), 'body') };
      },
      response() {
        const headers = recordedHeaders(member(record, 'rawHeaders') ?? member(record, 'headers'), 'rawHeaders');
        return { headers, body: answerOf(member(record, 'response'), headers, member(record, 'responseIsBinary')) };
      },
    });
  },
});

/** The parsed value, the text, or the chunks of a compressed or binary body in hexadecimal. */
function answerOf(response: Json | undefined, headers: Pairs, isBinary: Json | undefined): RawBody {
  const isPacked = headers.some(([name]) => name.toLowerCase() === 'content-encoding');
  const chunks: readonly Json[] = Array.isArray(response) ? response : [response ?? null];
  const areHex = chunks.every(chunk => typeof chunk === 'string' && /^(?:[0-9a-f]{2})*$/i.test(chunk));
  if ((isPacked || isBinary === true) && areHex && chunks.length > 0) {
    return decompress(Buffer.from(chunks.join(''), 'hex'), headers, 'response');
  }
  return valueBody(response, 'response');
}
