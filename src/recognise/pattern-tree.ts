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
  meaning: T | undefined;
}

/**
 * A radix tree whose edges are regular expressions: V8 compares a literal text some times faster than a loop. What is the
 * same in many places is one expression, so that all of them stay in the caches of the processor.
 */
export function createPatternTree<T>(): PatternTree<T> {
  const matchers = new Map<string, RegExp>();
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
      meaning: undefined,
    };
  };
  /** The node below another one that a step leads to; what it shares with one that is there is split off. */
  const below = (node: Node<T>, step: Step): Node<T> => {
    const key = keyOf(step);
    const held = node.next.get(key);
    if (held === undefined) {
      const made = nodeOf(step);
      node.next.set(key, made);
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
    for (const [sign, child] of held.next) rest.next.set(sign, child);
    shared.next.set(keyOf(rest), rest);
    node.next.set(key, shared);
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
      let node = root;
      for (let at = 0; at < text.length; ) {
        const child = node.next.get(text.charAt(at)) ?? openBelow(node);
        if (child === undefined) return undefined;
        const { matcher, literal, keeps } = child;
        matcher.lastIndex = at;
        if (!matcher.test(text)) return undefined;
        const end = matcher.lastIndex;
        if (keeps) values.push(text.slice(at + literal.length, end));
        at = end;
        node = child;
      }
      return node.meaning === undefined ? undefined : { meaning: node.meaning, values };
    },
  };
}

/** A literal text goes before an open part: what is found is never wrong, only seldom not found. */
function openBelow<T>({ next }: Node<T>): Node<T> | undefined {
  for (const [key, child] of next) if (key.length > 1) return child;
  return undefined;
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
