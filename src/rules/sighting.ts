import { type Body, jsonOf } from '../body.ts';
import type { Exchange } from '../exchange.ts';
import { header } from '../headers.ts';
import { member } from '../json.ts';
import { mixed, textNumber, valueNumber } from './text-number.ts';

/** What is remembered of an exchange to compare the next ones with: numbers for texts, 0 for what is not there. */
export interface Sighting {
  readonly source: string;
  readonly entry: number;
  readonly line: number | undefined;
  /** The link, of which redaction has left a hash. */
  readonly link: number;
  readonly key: number;
  /** The request body, whatever the order of its members. */
  readonly body: number;
  /** What no two answers share: the id of the request, or the link and when it was made. */
  readonly answer: number;
  readonly status: number;
  /** The account, where its configurations were refused. */
  readonly mismatch: number;
  readonly isFailure: boolean;
  /** Whether the recording has headers at all: some recorders drop them. */
  readonly keepsHeaders: boolean;
}

/** The sighting of an exchange of our endpoint. */
export function sightingOf({ source, entry, line, request, response }: Exchange): Sighting {
  const { status } = response;
  const answered = status === 200 ? jsonOf(response.body) : undefined;
  const url = member(answered, 'url');
  const link = typeof url === 'string' ? linkNumber(url) : 0;
  const created = member(answered, 'created');
  return {
    source,
    entry,
    line,
    link,
    key: textNumber(header(request.headers, 'idempotency-key')),
    body: bodyNumber(request.body),
    answer: answerNumber(
      header(response.headers, 'request-id'),
      typeof created === 'string' ? textNumber(created) : undefined,
      link,
    ),
    status,
    mismatch: status === 400 ? mismatchOf(request.body, response.body) : 0,
    isFailure: status === 0 || status >= 500,
    keepsHeaders: request.headers.size > 0,
  };
}

/** The sighting of nothing, to be filled in. */
export function emptySighting(source: string): Sighting {
  return {
    ...{ source, entry: 0, line: undefined, link: 0, key: 0, body: 0, answer: 0, status: 0, mismatch: 0 },
    ...{ isFailure: false, keepsHeaders: false },
  };
}

function mismatchOf(request: Body, response: Body): number {
  const account = member(jsonOf(request), 'account');
  const code = member(member(jsonOf(response), 'error'), 'code');
  return typeof account === 'string' && code === 'configs_must_match_to_use_account_links' ? textNumber(account) : 0;
}

function bodyNumber(body: Body): number {
  if (body.kind === 'none') return 0;
  return (body.kind === 'json' ? valueNumber(body.value) : textNumber(body.text)) || 1;
}

/** The number of a link, of which redaction has left a hash; 0 where it has not. */
export function linkNumber(link: string): number {
  const token = /redacted-([0-9a-f]{12})/.exec(link)?.[1];
  return token === undefined ? 0 : Number.parseInt(token, 16);
}

/** What no two answers share: the id of the request, or the link and when it was made. */
export function answerNumber(id: string | undefined, created: number | undefined, link: number): number {
  if (id !== undefined && id !== '') return textNumber(id);
  return link === 0 || created === undefined ? 0 : mixed(created, link);
}
