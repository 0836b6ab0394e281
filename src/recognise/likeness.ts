// What records that follow one pattern have in common, and what must hold between their open values.
import type { Judgement } from '../check.ts';
import type { Exchange } from '../exchange.ts';
import { header } from '../headers.ts';
import { tokenNumber } from '../redact.ts';
import { answerNumber, type Sighting, sightingOf } from '../rules/sighting.ts';
import { differenceOf, mixed, pathNumber, textNumber } from '../rules/text-number.ts';
import { mayHoldSecret } from '../secret-signs.ts';
import type { Machine } from './machine.ts';
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

/** Writes what src/assembly/recognise.ts asks of a likeness into the memory; where it is. */
export function writeLikeness(machine: Machine, { echoes, times, told, example, leaves, at }: Likeness): number {
  const [created, expires] = times ?? [-1, -1];
  const start = machine.take(40 + 16 * leaves.length + 8 * echoes.length + 4 * told.length);
  const { view } = machine;
  let place = start;
  const number = (value: number): void => {
    view.setInt32(place, value, true);
    place += 4;
  };
  const long = (value: number): void => {
    view.setBigUint64(place, BigInt(value), true);
    place += 8;
  };
  for (const value of [created, expires, at.key, at.id, at.account, leaves.length]) number(value);
  long(example.body);
  number(echoes.length);
  number(told.length);
  for (const [value, path] of leaves) {
    long(path);
    long(value);
  }
  for (const value of [...echoes.flat(), ...told]) number(value);
  return start;
}

/** Whether a value of the record that was recognised last, which seems to hold a secret, does so. */
export function holdsSecret({ told }: Likeness, machine: Machine): boolean {
  return told.some(index => mayHoldSecret(machine.value(index)));
}

/** The sighting of the record that was recognised last, at a place, by its values. */
export function sightingFrom(
  { example, at, times, hasId }: Likeness,
  machine: Machine,
  written: number,
  { source, entry, line }: Pick<Sighting, 'source' | 'entry' | 'line'>,
): Sighting {
  const { key, id, account, created, body } = machine.compare(written);
  const link = at.link < 0 ? example.link : tokenNumber(machine.value(at.link));
  let { answer } = example;
  if (at.id >= 0) answer = id;
  else if (!hasId) answer = answerNumber(undefined, times === undefined ? undefined : created, link);
  return {
    source,
    entry,
    line,
    link,
    key: at.key < 0 ? example.key : key,
    body: body || 1,
    answer,
    status: example.status,
    mismatch: example.mismatch === 0 || at.account < 0 ? example.mismatch : account,
    isFailure: example.isFailure,
    keepsHeaders: example.keepsHeaders,
  };
}
