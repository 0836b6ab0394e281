// For tests: patterns in the memory of a machine, and what follows them.
import type { Sighting } from '../rules/sighting.ts';
import { type Likeness, writeLikeness } from './likeness.ts';
import { createMachine, type Machine } from './machine.ts';
import type { Pattern } from './pattern.ts';
import { createPatternTree } from './pattern-tree.ts';

export function machineForTests(): Machine {
  const machine = createMachine();
  if (machine === undefined) throw new Error('This machine has no WebAssembly with SIMD.');
  return machine;
}

const nothingSeen: Sighting = {
  ...{ source: '', entry: 1, line: undefined, link: 0, key: 0, body: 0, answer: 0, status: 200, mismatch: 0 },
  ...{ isFailure: false, keepsHeaders: true },
};

/** A likeness of which nothing is asked but what is given. */
export function likenessWith(given: Partial<Likeness>): Likeness {
  return {
    judgement: { verdict: 'conforming', findings: [] },
    ...{ echoes: [], times: undefined, told: [], example: nothingSeen, leaves: [], hasId: false },
    at: { key: -1, id: -1, link: -1, account: -1 },
    ...given,
  };
}

/** What is found of a text that stands alone. */
export function foundIn(machine: Machine, root: number, text: string): number {
  const bytes = Buffer.from(text, 'latin1');
  return machine.recognise(root, bytes, 0, bytes.length);
}

/** Where a tree of one pattern is, and its likeness. */
export function written(
  machine: Machine,
  pattern: Pattern,
  given: Partial<Likeness> = {},
): { readonly root: number; readonly likeness: number } {
  const likeness = writeLikeness(machine, likenessWith(given));
  const tree = createPatternTree(machine);
  tree.add(pattern, likeness);
  return { root: tree.root, likeness };
}
