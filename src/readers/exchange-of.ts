import { isAccountLinksExchange, type RawBody, type RawExchange } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { objectAt, refuse, textAt } from './members.ts';
import { UnreadableError } from './unreadable.ts';

/** Header pairs and body of a request or a response. */
export interface Content {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: RawBody;
}

/**
 * The exchange of a record with `request.method`, `request.url` and `response.status`; formats differ in the rest. The
 * content is read of our endpoint alone: nobody judges the others, and nothing odd in them may get in the way.
 */
export function exchangeOf(
  record: Json,
  contentOf: (message: JsonObject, side: 'request' | 'response') => Content,
): Pick<RawExchange, 'request' | 'response'> {
  if (!isJsonObject(record)) return refuse('record', record, 'an object');
  const sent = objectAt(record, 'request');
  const request = { method: textAt(sent, 'request.method'), url: textAt(sent, 'request.url') };
  const status = member(member(record, 'response'), 'status');
  if (!isAccountLinksExchange({ request })) {
    return {
      request: { ...request, ...noContent },
      response: { status: typeof status === 'number' ? status : 0, ...noContent },
    };
  }
  // Recorders write null, 0 or -1 for a request that was blocked, aborted or never answered.
  const answer = member(record, 'response') ?? null;
  if (answer === null || status === 0 || status === -1) throw new UnreadableError('no response recorded');
  const received = objectAt(record, 'response');
  return {
    request: { ...request, ...contentOf(sent, 'request') },
    response: { status: httpStatus(status), ...contentOf(received, 'response') },
  };
}

const noContent: Content = { headers: [], body: undefined };

function httpStatus(status: Json | undefined): number {
  const isStatus = typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 999;
  return isStatus ? status : refuse('response.status', status, 'an HTTP status');
}
