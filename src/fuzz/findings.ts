// The findings of a run, one for each cause, each with the smallest case that showed it.
import type { Finding } from '../finding.ts';
import type { Family } from './family.ts';
import type { Sequence } from './sequence-steps.ts';
import type { StateChange } from './states.ts';
import type { TestCase } from './test-case.ts';

/** A cause that was found, before and after it is shrunk. */
export interface Candidate {
  readonly family: Pick<Family, 'id' | 'need'>;
  readonly finding: Finding;
  readonly path: string;
  /** The requests that show it; several only for a sequence. */
  readonly cases: readonly TestCase[];
  /** The sequence that shows it, and what was done to play it. */
  readonly played?: { readonly sequence: Sequence; readonly steps: readonly (TestCase | StateChange)[] };
  readonly count: number;
}

export interface Findings {
  /** Counts a finding; its case is kept when it is the smallest so far. */
  add(candidate: Omit<Candidate, 'count'>): void;
  /** Puts a smaller case in the place of the one that is kept. */
  replace(candidate: Omit<Candidate, 'count'>): void;
  all(): readonly Candidate[];
  size(): number;
}

export function createFindings(): Findings {
  const held = new Map<string, Candidate>();
  return {
    add(candidate) {
      const { fingerprint } = candidate.finding;
      const before = held.get(fingerprint);
      const count = (before?.count ?? 0) + 1;
      const kept = before === undefined || sizeOf(candidate) < sizeOf(before) ? candidate : before;
      held.set(fingerprint, { ...kept, count });
    },
    replace(candidate) {
      const { fingerprint } = candidate.finding;
      held.set(fingerprint, { ...candidate, count: held.get(fingerprint)?.count ?? 1 });
    },
    all: () => [...held.values()],
    size: () => held.size,
  };
}

function sizeOf({ cases }: Pick<Candidate, 'cases'>): number {
  return cases.reduce(
    (sum, { body, wire }) => sum + JSON.stringify(body).length + JSON.stringify(wire ?? '').length,
    0,
  );
}
