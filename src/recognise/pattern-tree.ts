import { isKept, type Open, type Pattern, sticky } from './pattern.ts';

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

/** A literal text, and what follows it. */
interface Step {
  readonly literal: string;
  readonly open: Open | undefined;
}

interface Node<T> extends Step {
  readonly matcher: RegExp;
  readonly keeps: boolean;
  /** What comes next, by its first character, or by the kind of its open part. */
  readonly next: Map<string, Node<T>>;
  /** Those of them that begin with an open part. */
  opens: readonly Node<T>[];
  meaning: T | undefined;
}

/**
 * A radix tree whose edges are regular expressions: V8 compares a literal text some times faster than a loop. What is the
 * same in many places is one expression, so that all of them stay in the caches of the processor; trees may share theirs.
 */
export function createPatternTree<T>(matchers: Map<string, RegExp> = new Map()): PatternTree<T> {
  const nodeOf = ({ literal, open }: Step): Node<T> => {
    const key = JSON.stringify([literal, open?.kind]);
    const matcher = matchers.get(key) ?? sticky(open === undefined ? [literal] : [literal, open]);
    matchers.set(key, matcher);
    return {
      literal,
      open,
      matcher,
      keeps: open !== undefined && isKept(open.kind),
      next: new Map(),
      opens: [],
      meaning: undefined,
    };
  };
  /** The node below another one that a step leads to; what it shares with one that is there is split off. */
  const below = (node: Node<T>, step: Step): Node<T> => {
    const key = keyOf(step);
    const held = node.next.get(key);
    if (held === undefined) {
      const made = nodeOf(step);
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
    const shared = nodeOf({ literal: step.literal.slice(0, length), open: undefined });
    const rest = nodeOf({ literal: held.literal.slice(length), open: held.open });
    rest.meaning = held.meaning;
    for (const child of held.next.values()) attach(rest, child);
    attach(shared, rest);
    attach(node, shared);
    const own = restOf(step, length);
    return own === undefined ? shared : below(shared, own);
  };
  const root = nodeOf({ literal: '', open: undefined });
  return {
    add(pattern, meaning) {
      stepsOf(pattern).reduce(below, root).meaning = meaning;
    },
    find(text) {
      const values: string[] = [];
      const meaning = follow(root, text, 0, values);
      return meaning === undefined ? undefined : { meaning, values };
    },
  };
}

function attach<T>(node: Node<T>, child: Node<T>): void {
  node.next.set(keyOf(child), child);
  node.opens = [...node.next.values()].filter(({ literal }) => literal === '');
}

/** What the rest of a text leads to. Where an open part leads nowhere, a literal text may. */
function follow<T>(node: Node<T>, text: string, at: number, values: string[]): T | undefined {
  if (at === text.length) return node.meaning;
  for (const child of node.opens) {
    const meaning = enter(child, text, at, values);
    if (meaning !== undefined) return meaning;
  }
  const literal = node.next.get(text.charAt(at));
  return literal === undefined ? undefined : enter(literal, text, at, values);
}

function enter<T>(node: Node<T>, text: string, at: number, values: string[]): T | undefined {
  const { matcher, literal, keeps } = node;
  matcher.lastIndex = at;
  if (!matcher.test(text)) return undefined;
  const end = matcher.lastIndex;
  if (keeps) values.push(text.slice(at + literal.length, end));
  const meaning = follow(node, text, end, values);
  if (meaning === undefined && keeps) values.pop();
  return meaning;
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
