// Snapshots of undici's SnapshotAgent: a JSON list of requests, each with the answers it got one after the other.
import { isJsonObject, type Json, member } from '../json.ts';
import { exchangeFrom } from './exchange-of.ts';
import { listReader } from './list-reader.ts';
import { refuse } from './members.ts';
import type { Reader } from './reader.ts';
import { bytesOf, valueBody } from './recorded-body.ts';
import { recordedHeaders } from './recorded-headers.ts';

export const undiciReader: Reader = listReader({
  id: 'undici',
  title: 'Snapshots of undici (Node)',
  what: 'snapshot file',
  detect: ({ value }) => Array.isArray(value) && isJsonObject(member(member(value[0], 'snapshot'), 'request')),
  list: () => [],
  isSkippable: false,
  parts(record) {
    const snapshot = member(record, 'snapshot');
    if (!isJsonObject(snapshot)) return refuse('snapshot', snapshot, 'an object');
    const request = member(snapshot, 'request') ?? null;
    const responses = member(snapshot, 'responses') ?? [member(snapshot, 'response') ?? null];
    if (!Array.isArray(responses)) return refuse('snapshot.responses', responses, 'a list');
    return responses.map((response: Json) => ({ request, response }));
  },
  exchange(part) {
    const [request, response] = [member(part, 'request'), member(part, 'response')];
    return exchangeFrom({
      method: member(request, 'method'),
      url: member(request, 'url'),
      status: member(response, 'statusCode'),
      names: { status: 'response.statusCode' },
      request() {
        const headers = recordedHeaders(member(request, 'headers'), 'request.headers');
        return { headers, body: valueBody(member(request, 'body'), 'request.body') };
      },
      response() {
        const headers = recordedHeaders(member(response, 'headers'), 'response.headers');
        return { headers, body: bytesOf(member(response, 'body'), headers, 'response.body') };
      },
    });
  },
});
