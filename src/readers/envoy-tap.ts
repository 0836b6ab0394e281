// Traces of Envoy's HTTP tap filter, one JSON document after the other. Bodies are cut at 1 KiB unless told otherwise.
import type { RawBody } from '../exchange.ts';
import { isJsonObject, type Json, member } from '../json.ts';
import { type Content, exchangeFrom, type Pairs } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { refuse } from './members.ts';
import type { Reader } from './reader.ts';
import { bytesOf, valueBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';
import { UnreadableError } from './unreadable.ts';

export const envoyTapReader: Reader = listReader({
  id: 'envoy-tap',
  title: 'Tap traces of Envoy',
  what: 'trace',
  detect: ({ value }) =>
    isJsonObject(member(value, 'http_buffered_trace')) || isJsonObject(member(value, 'http_streamed_trace_segment')),
  list: () => 'values',
  isSkippable: true,
  exchange(record) {
    if (isJsonObject(member(record, 'http_streamed_trace_segment'))) {
      throw new UnreadableError('a streamed trace is in pieces: set `streaming: false`');
    }
    const trace = member(record, 'http_buffered_trace');
    if (!isJsonObject(trace)) return refuse('http_buffered_trace', trace, 'an object');
    const [request, response] = [member(trace, 'request'), member(trace, 'response')];
    const sent = recordedHeaders(member(request, 'headers'), 'request.headers');
    const received = recordedHeaders(member(response, 'headers'), 'response.headers');
    const status = pseudo(received, ':status');
    return exchangeFrom({
      method: pseudo(sent, ':method'),
      url: `https://${pseudo(sent, ':authority') ?? ''}${pseudo(sent, ':path') ?? '/'}`.replace('https:///', '/'),
      status: status === undefined ? undefined : Number(status),
      names: { method: 'request.headers[:method]', status: 'response.headers[:status]' },
      request: () => contentOf(request, sent, 'request'),
      response: () => contentOf(response, received, 'response'),
    });
  },
});

function pseudo(headers: Pairs, name: string): string | undefined {
  return headers.find(([one]) => one === name)?.[1];
}

function contentOf(message: Json | undefined, pairs: Pairs, side: string): Content {
  const headers = pairs.filter(([name]) => !name.startsWith(':'));
  return { headers, body: bodyOf(member(message, 'body'), headers, side) };
}

function bodyOf(body: Json | undefined, headers: Pairs, side: string): RawBody {
  if (body === undefined || body === null) return undefined;
  if (member(body, 'truncated') === true) {
    const setting = side === 'request' ? 'max_buffered_rx_bytes' : 'max_buffered_tx_bytes';
    throw new UnreadableError(`the body of the ${side} was cut off: raise \`${setting}\``);
  }
  const text = member(body, 'as_string');
  if (text !== undefined) return valueBody(text, `${side}.body.as_string`);
  return bytesOf(member(body, 'as_bytes'), headers, `${side}.body.as_bytes`);
}
