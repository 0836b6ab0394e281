// Patterns that begin alike share their beginnings: a text is looked at once, however many patterns there are. This keeps
// the tree; src/assembly/pattern-tree.ts follows it, and says what stands where.
import type { Machine } from './machine.ts';
import type { Open, Pattern } from './pattern.ts';
import { openKinds } from './shapes.ts';

export interface PatternTree {
  /** Where it is in the memory. */
  readonly root: number;
  /** Adds a pattern, and what it means, which is not 0. Of two that are equal the later one stays. */
  add(pattern: Pattern, meaning: number): void;
}

/** A literal text, as Latin-1, and the open part that follows it. */
interface Step {
  readonly literal: string;
  readonly open: Open | undefined;
}

/** Writes a step into the memory, and says where: the same ones once, so that they stay in the caches of the processor. */
export type Steps = (step: Step) => number;

export function createSteps(machine: Machine): Steps {
  const written = new Map<string, number>();
  return ({ literal, open }) => {
    const key = `${open?.kind ?? ''} ${literal}`;
    const known = written.get(key);
    if (known !== undefined) return known;
    const at = machine.take(8 + literal.length);
    machine.view.setInt32(at, literal.length, true);
    machine.view.setInt32(at + 4, open === undefined ? 0 : 1 + openKinds.indexOf(open.kind), true);
    new Uint8Array(machine.view.buffer, at + 8).set(Buffer.from(literal, 'latin1'));
    written.set(key, at);
    return at;
  };
}

interface Node {
  /** Where it is in the memory. */
  readonly at: number;
  /** What stands here, up to where patterns part. */
  steps: readonly Step[];
  /** What may come next: no two begin with the same character, or with an open part of the same kind. */
  next: readonly Node[];
  meaning: number;
}

const nodeSize = 24;

/** A radix tree over bytes. Trees may share their steps. */
export function createPatternTree(machine: Machine, stepAt: Steps = createSteps(machine)): PatternTree {
  const create = (what: Omit<Node, 'at'>): Node => {
    const node = { at: machine.take(nodeSize), ...what };
    write(node);
    return node;
  };
  const write = ({ at, steps, next, meaning }: Node): void => {
    const { view } = machine;
    const addresses = steps.map(stepAt);
    const list = machine.take(4 * steps.length);
    for (const [index, address] of addresses.entries()) view.setUint32(list + 4 * index, address, true);
    view.setUint32(at, list, true);
    view.setInt32(at + 4, steps.length, true);
    view.setInt32(at + 8, firstByte(steps), true);
    view.setUint32(at + 12, next[0]?.at ?? 0, true);
    view.setUint32(at + 20, meaning, true);
    for (const [index, node] of next.entries()) view.setUint32(node.at + 16, next[index + 1]?.at ?? 0, true);
  };
  const change = (node: Node, what: Partial<Omit<Node, 'at'>>): void => {
    Object.assign(node, what);
    write(node);
  };
  const add = (node: Node, steps: readonly Step[], meaning: number): void => {
    const { shared, held, own } = parted(node.steps, steps);
    if (held.length > 0) {
      const rest = create({ steps: held, next: node.next, meaning: node.meaning });
      change(node, { steps: shared, next: [rest], meaning: 0 });
    }
    const [first] = own;
    if (first === undefined) {
      change(node, { meaning });
      return;
    }
    const child = node.next.find(({ steps: [begin] }) => begin !== undefined && keyOf(begin) === keyOf(first));
    if (child !== undefined) add(child, own, meaning);
    else change(node, { next: [...node.next, create({ steps: own, next: [], meaning })] });
  };
  const root = create({ steps: [], next: [], meaning: 0 });
  return { root: root.at, add: (pattern, meaning) => add(root, stepsOf(pattern), meaning) };
}

function firstByte([first]: readonly Step[]): number {
  return first === undefined || first.literal === '' ? -1 : first.literal.charCodeAt(0);
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
