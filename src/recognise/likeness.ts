// What records that follow one pattern have in common, and what must hold between their open values.
import type { Judgement } from '../check.ts';
import type { Exchange } from '../exchange.ts';
import { header } from '../headers.ts';
import { tokenNumber } from '../redact.ts';
import { answerNumber, type Sighting, sightingOf } from '../rules/sighting.ts';
import { differenceOf, mixed, pathNumber, spanNumber, sumOf, textNumber } from '../rules/text-number.ts';
import { mayHoldSecretIn } from '../secret-signs.ts';
import type { Spans } from './matcher.ts';
import type { OpenValue } from './open-values.ts';
import { isKept } from './shapes.ts';

export interface Likeness {
  readonly judgement: Judgement;
  /** Pairs of values that are equal in the example: what the answer repeats of the request. */
  readonly echoes: readonly (readonly [number, number])[];
  /** Of a link when it was created, and when it expires. */
  readonly times: readonly [created: number, expires: number] | undefined;
  /** Values that are compared with other records, which a secret must not be. */
  readonly told: readonly number[];
  /** The sighting of the example, with what is closed of its body alone. */
  readonly example: Sighting;
  readonly leaves: readonly (readonly [value: number, path: number])[];
  /** Where the values are that a sighting tells of; -1 for what is not open. */
  readonly at: { readonly key: number; readonly id: number; readonly link: number; readonly account: number };
  /** Whether the answer has the id of its request. */
  readonly hasId: boolean;
}

/** The likeness of an example; `undefined` where a value is open without the one that it is compared with. */
export function likenessOf(
  values: readonly OpenValue[],
  exchange: Exchange,
  judgement: Judgement,
): Likeness | undefined {
  const kept = values.filter(({ kind }) => isKept(kind));
  const paths = kept.map(({ path = [] }) => path.join('/'));
  const find = (path: string): number => paths.indexOf(path);
  const echoes = paths.flatMap((path, index) => {
    const echo = path.startsWith('request/body/') ? find(`response${path.slice('request'.length)}`) : -1;
    return echo < 0 || kept[echo]?.text !== kept[index]?.text ? [] : [[index, echo] as const];
  });
  const isEcho = (index: number): boolean => echoes.some(([, echo]) => echo === index);
  const [created, expires] = [find('response/body/created'), find('response/body/expires_at')];
  if (created < 0 !== expires < 0) return undefined;
  const leaves = kept.flatMap(({ path: [side, part, ...names] = [] }, index) =>
    side === 'request' && part === 'body' ? [[index, pathNumber(names.map(String))] as const] : [],
  );
  const whole = sightingOf(exchange);
  const rest = leaves.reduce(
    (body, [index, path]) => differenceOf(body, mixed(path, textNumber(kept[index]?.text))),
    whole.body,
  );
  return {
    judgement,
    echoes,
    times: created < 0 ? undefined : [created, expires],
    told: kept.flatMap(({ kind }, index) => (kind === 'time' || kind === 'link' || isEcho(index) ? [] : [index])),
    example: { ...whole, body: rest },
    leaves,
    at: {
      key: kept.findIndex(({ kind }) => kind === 'key'),
      id: kept.findIndex(({ kind }) => kind === 'id'),
      link: find('response/body/url'),
      account: find('request/body/account'),
    },
    hasId: header(exchange.response.headers, 'request-id') !== undefined,
  };
}

/** Whether the values of a record keep to each other as those of the example do. */
export function holds({ echoes, times, told }: Likeness, bytes: Buffer, spans: Spans): boolean {
  for (const [one, other] of echoes) if (!areEqual(bytes, spans, one, other)) return false;
  if (times !== undefined && !isLater(bytes, spans, times[1], times[0])) return false;
  for (const index of told) {
    if (mayHoldSecretIn(bytes, spans[2 * index] ?? 0, spans[2 * index + 1] ?? 0)) return false;
  }
  return true;
}

function areEqual(bytes: Buffer, spans: Spans, one: number, other: number): boolean {
  return lengthOf(spans, one) === lengthOf(spans, other) && difference(bytes, spans, one, other) === 0;
}

/** Whether one of two times, which are of one length, is behind the other. */
function isLater(bytes: Buffer, spans: Spans, one: number, other: number): boolean {
  return difference(bytes, spans, one, other) > 0;
}

function lengthOf(spans: Spans, index: number): number {
  return (spans[2 * index + 1] ?? 0) - (spans[2 * index] ?? 0);
}

/** The first difference between two values of one length; 0 where there is none. */
function difference(bytes: Buffer, spans: Spans, one: number, other: number): number {
  const [from = 0, begin = 0] = [spans[2 * one], spans[2 * other]];
  const length = lengthOf(spans, one);
  for (let at = 0; at < length; at++) {
    const found = (bytes[from + at] ?? 0) - (bytes[begin + at] ?? 0);
    if (found !== 0) return found;
  }
  return 0;
}

/** The sighting of a record at a place, by its values. */
export function sightingFrom(
  { example, at, leaves, times, hasId }: Likeness,
  bytes: Buffer,
  spans: Spans,
  { source, entry, line }: Pick<Sighting, 'source' | 'entry' | 'line'>,
): Sighting {
  const numberAt = (index: number): number => spanNumber(bytes, spans[2 * index] ?? 0, spans[2 * index + 1] ?? 0);
  const link =
    at.link < 0 ? example.link : tokenNumber(bytes.toString('latin1', spans[2 * at.link], spans[2 * at.link + 1]));
  let { body, answer } = example;
  for (const [index, path] of leaves) body = sumOf(body, mixed(path, numberAt(index)));
  if (at.id >= 0) answer = numberAt(at.id);
  else if (!hasId) answer = answerNumber(undefined, times === undefined ? undefined : numberAt(times[0]), link);
  return {
    source,
    entry,
    line,
    link,
    key: at.key < 0 ? example.key : numberAt(at.key),
    body: body || 1,
    answer,
    status: example.status,
    mismatch: example.mismatch === 0 || at.account < 0 ? example.mismatch : numberAt(at.account),
    isFailure: example.isFailure,
    keepsHeaders: example.keepsHeaders,
  };
}
