import {
  createMatchers,
  endOf,
  type Matcher,
  type Matchers,
  type Spans,
  type Step,
  type Text,
  textOver,
} from './matcher.ts';
import type { Pattern } from './pattern.ts';

/** Patterns that begin alike share their beginnings: a text is looked at once, however many patterns there are. */
export interface PatternTree<T> {
  /** Adds a pattern. Of two that are equal the later one stays. */
  add(pattern: Pattern, meaning: T): void;
  /**
   * The meaning of the pattern that the bytes from `start` to `stop` follow; `spans`, which is filled anew, then says what
   * stands in its open parts.
   */
  find(bytes: Uint8Array, start: number, stop: number, spans: Spans): T | undefined;
}

interface Node<T> {
  /** What stands here, up to where patterns part. */
  run: readonly Matcher[];
  /** What may come next: no two begin with the same character, or with an open part of the same kind. */
  next: readonly Node<T>[];
  meaning: T | undefined;
}

/** A radix tree over bytes. Trees may share their matchers. */
export function createPatternTree<T>(matcherOf: Matchers = createMatchers()): PatternTree<T> {
  const root: Node<T> = { run: [], next: [], meaning: undefined };
  let text = textOver(new Uint8Array());
  const add = (node: Node<T>, steps: readonly Step[], meaning: T): void => {
    const { shared, held, own } = parted(node.run, steps);
    if (held.length > 0) {
      const rest = { run: held.map(matcherOf), next: node.next, meaning: node.meaning };
      Object.assign(node, { run: shared.map(matcherOf), next: [rest], meaning: undefined });
    }
    const [first] = own;
    if (first === undefined) {
      node.meaning = meaning;
      return;
    }
    const child = node.next.find(({ run: [begin] }) => begin !== undefined && keyOf(begin) === keyOf(first));
    if (child !== undefined) add(child, own, meaning);
    else node.next = [...node.next, { run: own.map(matcherOf), next: [], meaning }];
  };
  return {
    add: (pattern, meaning) => add(root, stepsOf(pattern), meaning),
    find(bytes, start, stop, spans) {
      spans.length = 0;
      if (text.bytes !== bytes) text = textOver(bytes);
      return follow(root, text, start, stop, spans);
    },
  };
}

/** What a text leads to from a node on. Where an open part leads nowhere, a literal text may. */
function follow<T>(from: Node<T>, text: Text, start: number, stop: number, spans: Spans): T | undefined {
  let node = from;
  let at = start;
  for (;;) {
    const { run, next } = node;
    for (let index = 0; index < run.length; index++) {
      const matcher = run[index];
      at = matcher === undefined ? -1 : endOf(matcher, text, at, stop, spans);
      if (at < 0) return undefined;
    }
    if (at === stop) return node.meaning;
    const byte = text.bytes[at];
    let literal: Node<T> | undefined;
    for (let index = 0; index < next.length; index++) {
      const child = next[index];
      const first = child?.run[0]?.begin.first;
      if (child === undefined || first === undefined) continue;
      if (first === byte) literal = child;
      if (first >= 0) continue;
      const held = spans.length;
      const meaning = follow(child, text, at, stop, spans);
      if (meaning !== undefined) return meaning;
      spans.length = held;
    }
    if (literal === undefined) return undefined;
    node = literal;
  }
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

interface Parted {
  readonly shared: readonly Step[];
  /** What is left of each behind what they share. */
  readonly held: readonly Step[];
  readonly own: readonly Step[];
}

/** How far two ways are the same. */
function parted(held: readonly Step[], own: readonly Step[]): Parted {
  let count = 0;
  while (count < held.length && isSame(held[count], own[count])) count++;
  const [one, other] = [held[count], own[count]];
  const length = one === undefined || other === undefined ? 0 : sharedLength(one.literal, other.literal);
  const shared = held.slice(0, count);
  if (one === undefined || length === 0) return { shared, held: held.slice(count), own: own.slice(count) };
  return {
    shared: [...shared, { literal: one.literal.slice(0, length), open: undefined }],
    held: behind(held.slice(count), length),
    own: behind(own.slice(count), length),
  };
}

function isSame(one: Step | undefined, other: Step | undefined): boolean {
  return one?.literal === other?.literal && one?.open?.kind === other?.open?.kind;
}

/** What is left of a way behind so much of its first literal text. */
function behind([first, ...rest]: readonly Step[], length: number): readonly Step[] {
  if (first === undefined || (first.literal.length === length && first.open === undefined)) return rest;
  return [{ literal: first.literal.slice(length), open: first.open }, ...rest];
}

/** How far two texts are the same, found by halves: comparing them is the machine's work, and stepping through them is not. */
function sharedLength(a: string, b: string): number {
  let shared = 0;
  for (let rest = Math.min(a.length, b.length); rest > 0; ) {
    const part = (rest + 1) >> 1;
    const isShared = a.startsWith(b.slice(shared, shared + part), shared);
    if (isShared) shared += part;
    rest = isShared ? rest - part : part - 1;
  }
  return shared;
}
