import { type Literal, literalOf, standsAt, viewOver } from './literal.ts';
import type { Open } from './pattern.ts';
import { isKept, type Shape, shapes } from './shapes.ts';

/** A literal text, as Latin-1, and the open part that follows it. */
export interface Step {
  readonly literal: string;
  readonly open: Open | undefined;
}

/** What looks for a step. */
export interface Matcher extends Step {
  readonly begin: Literal;
  readonly shape: Shape | undefined;
  readonly keeps: boolean;
}

/** Where the open parts that are kept begin and end, in turn. */
export type Spans = number[];

/** A block of records. */
export interface Text {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

export function textOver(bytes: Uint8Array): Text {
  return { bytes, view: viewOver(bytes) };
}

/** Makes matchers: the same one for the same step, so that what stands in many patterns stays in the caches of the processor. */
export type Matchers = (step: Step) => Matcher;

export function createMatchers(): Matchers {
  const made = new Map<string, Matcher>();
  return ({ literal, open }) => {
    const key = `${open?.kind ?? ''} ${literal}`;
    const held = made.get(key);
    if (held !== undefined) return held;
    const shape = open && shapes[open.kind];
    const matcher = { literal, open, begin: literalOf(literal), shape, keeps: open !== undefined && isKept(open.kind) };
    made.set(key, matcher);
    return matcher;
  };
}

/** Where a step ends that stands at a place; -1 where it does not. What is kept of it is added to `spans`. */
export function endOf(
  { begin, shape, keeps }: Matcher,
  { bytes, view }: Text,
  at: number,
  stop: number,
  spans: Spans,
): number {
  const from = at + begin.length;
  if (from > stop || !standsAt(begin, view, at)) return -1;
  if (shape === undefined) return from;
  const end = shape(bytes, from, stop);
  if (end >= 0 && keeps) spans.push(from, end);
  return end;
}
