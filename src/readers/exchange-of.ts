import { isAccountLinksExchange, type RawBody, type RawExchange } from '../exchange.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { objectAt, refuse, textOf } from './members.ts';
import { UnreadableError } from './unreadable.ts';

/** Header pairs and body of a request or a response. */
export interface Content {
  readonly headers: Pairs;
  readonly body: RawBody;
}

export type Pairs = readonly (readonly [name: string, value: string])[];

export type RecordedExchange = Pick<RawExchange, 'request' | 'response'>;

/** Where a format has the parts of an exchange; the names are those by which a message tells of them. */
export interface Parts {
  readonly method: Json | undefined;
  readonly url: Json | undefined;
  readonly status: Json | undefined;
  /** Whether an answer was recorded; by default it was if there is a status. */
  readonly isAnswered?: boolean;
  readonly names?: { readonly method?: string; readonly url?: string; readonly status?: string };
  readonly request: () => Content;
  readonly response: () => Content;
}

/**
 * The exchange that the parts make. The content is read of our endpoint alone: nobody judges the others, and nothing odd
 * in them may get in the way.
 */
export function exchangeFrom({ names = {}, status, ...parts }: Parts): RecordedExchange {
  const method = textOf(parts.method, names.method ?? 'request.method');
  const url = textOf(parts.url, names.url ?? 'request.url');
  if (!isAccountLinksExchange({ request: { method, url } })) {
    const response = { status: typeof status === 'number' ? status : 0, ...noContent };
    return { request: { method, url, ...noContent }, response };
  }
  // Recorders write null, 0 or -1 for a request that was blocked, aborted or never answered.
  const isAnswered = parts.isAnswered ?? (status !== undefined && status !== null);
  if (!isAnswered || status === 0 || status === -1) throw new UnreadableError('no response recorded');
  return {
    request: requestOf(method, url, parts.request()),
    response: responseOf(httpStatus(status, names.status ?? 'response.status'), parts.response()),
  };
}

/** The exchange of a record with `request.method`, `request.url` and `response.status`; formats differ in the rest. */
export function exchangeOf(
  record: Json,
  contentOf: (message: JsonObject, side: 'request' | 'response') => Content,
): RecordedExchange {
  if (!isJsonObject(record)) return refuse('record', record, 'an object');
  const sent = objectAt(record, 'request');
  const answer = member(record, 'response') ?? null;
  return exchangeFrom({
    method: member(sent, 'method'),
    url: member(sent, 'url'),
    status: member(answer, 'status'),
    isAnswered: answer !== null,
    request() {
      objectAt(record, 'response'); // the coarser fault first
      return contentOf(sent, 'request');
    },
    response: () => contentOf(objectAt(record, 'response'), 'response'),
  });
}

function requestOf(method: string, url: string, { headers, body }: Content): RecordedExchange['request'] {
  return { method, url, headers, body };
}

function responseOf(status: number, { headers, body }: Content): RecordedExchange['response'] {
  return { status, headers, body };
}

const noContent: Content = { headers: [], body: undefined };

function httpStatus(status: Json | undefined, name: string): number {
  const isStatus = typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 999;
  return isStatus ? status : refuse(name, status, 'an HTTP status');
}
