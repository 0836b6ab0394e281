import { type Literal, literalOf, standsAt, viewOver } from './literal.ts';
import type { Open, Pattern } from './pattern.ts';
import { isKept, type Shape, shapes } from './shapes.ts';

/** Patterns that begin alike share their beginnings: a text is looked at once, however many patterns there are. */
export interface PatternTree<T> {
  /** Adds a pattern. Of two that are equal the later one stays. */
  add(pattern: Pattern, meaning: T): void;
  /** The meaning of the pattern that the bytes from `start` to `stop` follow; `spans` then says what stands in its open parts. */
  find(bytes: Uint8Array, start: number, stop: number, spans: Spans): T | undefined;
}

/** Where the open parts that are kept begin and end, in turn. It is filled anew by each search. */
export type Spans = number[];

/** A literal text, and what follows it. */
interface Step {
  readonly literal: string;
  readonly open: Open | undefined;
}

interface Node<T> extends Step {
  readonly begin: Literal;
  readonly shape: Shape | undefined;
  readonly keeps: boolean;
  /** What comes next: no two begin with the same character, or with an open part of the same kind. */
  readonly next: Map<string, Node<T>>;
  /** Those of them that begin with an open part, and the others. */
  opens: readonly Node<T>[];
  literals: readonly Node<T>[];
  meaning: T | undefined;
}

/** A radix tree over bytes. */
export function createPatternTree<T>(): PatternTree<T> {
  const root = nodeOf<T>({ literal: '', open: undefined });
  let text = textOver(new Uint8Array());
  return {
    add(pattern, meaning) {
      stepsOf(pattern).reduce<Node<T>>(below, root).meaning = meaning;
    },
    find(bytes, start, stop, spans) {
      spans.length = 0;
      if (text.bytes !== bytes) text = textOver(bytes);
      return follow(root, text, start, stop, spans);
    },
  };
}

/** A block of records. */
interface Text {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

function textOver(bytes: Uint8Array): Text {
  return { bytes, view: viewOver(bytes) };
}

function nodeOf<T>({ literal, open }: Step): Node<T> {
  const begin = literalOf(literal);
  const shape = open && shapes[open.kind];
  const keeps = open !== undefined && isKept(open.kind);
  return { literal, open, begin, shape, keeps, next: new Map(), opens: [], literals: [], meaning: undefined };
}

/** The node below another one that a step leads to; what it shares with one that is there is split off. */
function below<T>(node: Node<T>, step: Step): Node<T> {
  const key = keyOf(step);
  const held = node.next.get(key);
  if (held === undefined) {
    const made = nodeOf<T>(step);
    attach(node, made);
    return made;
  }
  const length = sharedLength(held.literal, step.literal);
  if (length === held.literal.length && held.open === undefined) {
    const rest = restOf(step, length);
    return rest === undefined ? held : below(held, rest);
  }
  if (length === held.literal.length && length === step.literal.length && held.open?.kind === step.open?.kind)
    return held;
  const shared = nodeOf<T>({ literal: step.literal.slice(0, length), open: undefined });
  const rest = nodeOf<T>({ literal: held.literal.slice(length), open: held.open });
  rest.meaning = held.meaning;
  for (const child of held.next.values()) attach(rest, child);
  attach(shared, rest);
  attach(node, shared);
  const own = restOf(step, length);
  return own === undefined ? shared : below(shared, own);
}

function attach<T>(node: Node<T>, child: Node<T>): void {
  node.next.set(keyOf(child), child);
  const children = [...node.next.values()];
  node.opens = children.filter(({ literal }) => literal === '');
  node.literals = children.filter(({ literal }) => literal !== '');
}

/** What the rest of a text leads to. Where an open part leads nowhere, a literal text may. */
function follow<T>(from: Node<T>, text: Text, start: number, stop: number, spans: Spans): T | undefined {
  let node = from;
  let at = start;
  while (at < stop) {
    const held = spans.length;
    for (const child of node.opens) {
      const end = enter(child, text, at, stop, spans);
      const meaning = end < 0 ? undefined : follow(child, text, end, stop, spans);
      if (meaning !== undefined) return meaning;
      spans.length = held;
    }
    const next = beginning(node.literals, text.bytes[at]);
    if (next === undefined) return undefined;
    at = enter(next, text, at, stop, spans);
    if (at < 0) return undefined;
    node = next;
  }
  return node.meaning;
}

function beginning<T>(nodes: readonly Node<T>[], byte: number | undefined): Node<T> | undefined {
  for (const node of nodes) if (node.begin.first === byte) return node;
  return undefined;
}

/** Where the text of a node ends that stands at a place; -1 where it does not. */
function enter<T>(
  { begin, shape, keeps }: Node<T>,
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

function keyOf({ literal, open }: Step): string {
  return literal === '' ? `open ${open?.kind}` : literal.charAt(0);
}

function stepsOf(pattern: Pattern): readonly Step[] {
  const steps: Step[] = [];
  let literal = '';
  for (const part of pattern) {
    if (typeof part === 'string') literal += part;
    else {
      steps.push({ literal, open: part });
      literal = '';
    }
  }
  return literal === '' ? steps : [...steps, { literal, open: undefined }];
}

/** What is left of a step behind so much of its literal text. */
function restOf({ literal, open }: Step, length: number): Step | undefined {
  return length === literal.length && open === undefined ? undefined : { literal: literal.slice(length), open };
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
