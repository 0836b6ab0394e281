// Which values of an exchange are open: those on which no rule looks but to compare them with each other.
import type { RawExchange } from '../exchange.ts';
import { type Json, member } from '../json.ts';
import { type OpenKind, shapes } from './shapes.ts';
import type { View } from './view.ts';

export interface OpenValue {
  readonly kind: OpenKind;
  /** As it stands in the record: of a link what is behind its host. */
  readonly text: string;
  /** What stands before it in its string, and stays. */
  readonly lead: string;
  /** Where it is in the view of its exchange; `undefined` for what the reader leaves out. */
  readonly path: readonly (string | number)[] | undefined;
  /** Whether it is within a body that is recorded as text: its quotes are escaped. */
  readonly isEscaped: boolean;
}

/** Headers that rules read, or that say who asks: these stay what they are. */
export const judgedHeaders: ReadonlySet<string> = new Set(['authorization', 'content-type', 'stripe-version']);

/** The open values of an exchange, and of the text of its record. */
export function openValues(raw: RawExchange, view: View, record: string): readonly OpenValue[] {
  const { request, response } = view;
  const [isSentEscaped = false, isAnswerEscaped = false] = [raw.request.body, raw.response.body].map(
    // A body that is recorded as JSON stands there as it is.
    body => typeof body === 'string' && !record.includes(body),
  );
  const isLink = response.status === 200;
  return [
    ...openHeaders(request.headers, 'request', { 'idempotency-key': 'key' }),
    ...openHeaders(response.headers, 'response', { 'request-id': 'id' }),
    ...openMembers(request.body, ['request', 'body'], isSentEscaped, useCaseMembers),
    ...openMembers(response.body, ['response', 'body'], isAnswerEscaped, isLink ? answerMembers : errorMembers),
  ];
}

function openHeaders(
  headers: View['request']['headers'],
  side: 'request' | 'response',
  compared: { readonly [name: string]: OpenKind },
): readonly OpenValue[] {
  const seen = new Set<string>();
  return headers.flatMap(([given, value], index) => {
    const name = given.trim().toLowerCase();
    if (judgedHeaders.has(name)) return [];
    const isFirst = !seen.has(name);
    seen.add(name);
    const kind = (isFirst ? compared[name] : undefined) ?? 'ignored';
    if (kind === 'ignored' && !variesSeemingly(value)) return [];
    return open(kind, value, [side, 'headers', index, 1], false);
  });
}

type Members = readonly (readonly [names: readonly string[], kind: OpenKind])[];

const useCaseMembers: Members = [
  [['account'], 'account'],
  ...['account_onboarding', 'account_update'].flatMap(flow =>
    ['refresh_url', 'return_url'].map(name => [['use_case', flow, name], 'url'] as const),
  ),
];

const answerMembers: Members = [...useCaseMembers, [['created'], 'time'], [['expires_at'], 'time'], [['url'], 'link']];

function openMembers(
  body: Json | undefined,
  path: readonly string[],
  isEscaped: boolean,
  members: Members,
): readonly OpenValue[] {
  return members.flatMap(([names, kind]) => {
    const value = names.reduce<Json | undefined>((at, name) => member(at, name), body);
    return open(kind, value, [...path, ...names], isEscaped);
  });
}

/** It names accounts and members, in words that may change. */
const errorMembers: Members = [[['error', 'message'], 'ignored']];

/**
 * Values of a record that its reader seems to leave out: strings that are none of the view, and numbers. It is a guess, at
 * which whoever opens them must look.
 */
export function leftOver(record: Json, view: View, opened: readonly OpenValue[]): readonly OpenValue[] {
  const names = new Set([view.request, view.response].flatMap(({ headers }) => headers.flat()));
  const closed = new Set([...names, view.request.url, view.request.method, String(view.response.status)]);
  const inBodies = new Set([view.request.body, view.response.body].flatMap(body => leavesOf(body ?? null)));
  for (const leaf of inBodies) if (typeof leaf === 'string') closed.add(leaf);
  for (const { lead, text } of opened) closed.delete(lead + text);
  const own = opened.filter(({ isEscaped }) => !isEscaped).map(({ lead, text }) => lead + text);
  return leavesOf(record).flatMap(leaf => {
    if (typeof leaf === 'number') {
      const isTelling = leaf === view.response.status || (leaf < 10 && Number.isInteger(leaf)) || inBodies.has(leaf);
      return isTelling ? [] : open('ignoredNumber', String(leaf), undefined, false);
    }
    const index = own.indexOf(leaf);
    if (index >= 0) own.splice(index, 1);
    return index >= 0 || closed.has(leaf) || !variesSeemingly(leaf) ? [] : open('ignored', leaf, undefined, false);
  });
}

function leavesOf(value: Json): readonly (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

function open(
  kind: OpenKind,
  value: Json | undefined,
  path: OpenValue['path'],
  isEscaped: boolean,
): readonly OpenValue[] {
  if (typeof value !== 'string') return [];
  const lead = kind === 'link' ? (/^https:\/\/[\w.-]+\//.exec(value)?.[0] ?? '') : '';
  const text = asLatin1(value.slice(lead.length));
  if ((kind === 'link' && lead === '') || !shapes[kind].test(text)) return [];
  return [{ kind, text, lead, path, isEscaped }];
}

/** The bytes of a text, as those of its record are looked at. */
function asLatin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Words without a digit are the same in all records, or few. */
function variesSeemingly(value: string): boolean {
  return /\d/.test(value);
}
