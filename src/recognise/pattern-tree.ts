import { type OpenKind, type Pattern, sticky } from './pattern.ts';

/** Patterns that begin alike share their beginnings: a text is looked at once, however many patterns there are. */
export interface PatternTree<T> {
  /** Adds a pattern. Of two that are equal the later one stays. */
  add(pattern: Pattern, meaning: T): void;
  /** The meaning of the pattern that a whole text follows, and what stands in its open parts that are kept. */
  find(text: string): Found<T> | undefined;
}

export interface Found<T> {
  readonly meaning: T;
  readonly values: readonly string[];
}

interface Node<T> {
  chain: Pattern;
  matcher: RegExp;
  /** What comes next, by its first character; of an open part by its kind. */
  next: Map<string, Node<T>>;
  meaning: T | undefined;
}

/** A radix tree whose edges are regular expressions: V8 compares a literal text some times faster than a loop. */
export function createPatternTree<T>(): PatternTree<T> {
  const root = createNode<T>([]);
  return {
    add(pattern, meaning) {
      let node = root;
      let rest = pattern;
      while (rest.length > 0) {
        const key = keyOf(rest);
        const child = node.next.get(key);
        if (child === undefined) {
          const leaf = createNode<T>(rest);
          leaf.meaning = meaning;
          node.next.set(key, leaf);
          return;
        }
        const [shared, ownRest, newRest] = split(child.chain, rest);
        if (ownRest.length > 0) node.next.set(key, parentOf(child, shared, ownRest));
        node = node.next.get(key) ?? child;
        rest = newRest;
      }
      node.meaning = meaning;
    },
    find(text) {
      const values: string[] = [];
      let node: Node<T> | undefined = root;
      let at = 0;
      while (at < text.length) {
        node = nextOf(node, text.charAt(at));
        if (node === undefined) return undefined;
        node.matcher.lastIndex = at;
        const match = node.matcher.exec(text);
        if (match === null) return undefined;
        for (let index = 1; index < match.length; index++) values.push(match[index] ?? '');
        at += match[0].length;
      }
      return node.meaning === undefined ? undefined : { meaning: node.meaning, values };
    },
  };
}

function createNode<T>(chain: Pattern): Node<T> {
  return { chain, matcher: sticky(chain), next: new Map(), meaning: undefined };
}

/** A new node for what a child and another pattern share, with the child below it. */
function parentOf<T>(child: Node<T>, shared: Pattern, rest: Pattern): Node<T> {
  const parent = createNode<T>(shared);
  child.chain = rest;
  child.matcher = sticky(rest);
  parent.next.set(keyOf(rest), child);
  return parent;
}

/** A literal text goes before an open part: what is found is never wrong, only seldom not found. */
function nextOf<T>(node: Node<T>, sign: string): Node<T> | undefined {
  const literal = node.next.get(sign);
  if (literal !== undefined) return literal;
  for (const [key, child] of node.next) if (key.length > 1) return child;
  return undefined;
}

/** One character for a literal text, the name of its kind for an open part. */
function keyOf([first]: Pattern): string {
  return typeof first === 'string' ? first.charAt(0) : openKey(first?.kind ?? 'ignored');
}

function openKey(kind: OpenKind): string {
  return `open ${kind}`;
}

/** What two patterns share from their beginnings on, and the rest of each. */
function split(one: Pattern, other: Pattern): readonly [shared: Pattern, one: Pattern, other: Pattern] {
  const shared: Pattern[number][] = [];
  for (let index = 0; ; index++) {
    const [a, b] = [one[index], other[index]];
    if (a === undefined || b === undefined) return [shared, one.slice(index), other.slice(index)];
    if (typeof a === 'string' && typeof b === 'string') {
      const length = sharedLength(a, b);
      if (length > 0) shared.push(a.slice(0, length));
      if (length === a.length && length === b.length) continue;
      return [shared, restOf(one, index, length), restOf(other, index, length)];
    }
    if (typeof a === 'string' || typeof b === 'string' || a.kind !== b.kind) {
      return [shared, one.slice(index), other.slice(index)];
    }
    shared.push(a);
  }
}

function restOf(pattern: Pattern, index: number, length: number): Pattern {
  const rest = String(pattern[index]).slice(length);
  return [...(rest === '' ? [] : [rest]), ...pattern.slice(index + 1)];
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
