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
  /** Ids of all families that showed it. */
  readonly families: readonly string[];
}

/** A cause as one case has shown it. */
export type Shown = Omit<Candidate, 'count' | 'families'>;

export interface Findings {
  /** Counts a finding; its case is kept when it is the smallest so far. */
  add(shown: Shown): void;
  /** Puts a smaller case in the place of the one that is kept. */
  replace(shown: Shown): void;
  all(): readonly Candidate[];
  size(): number;
}

export function createFindings(): Findings {
  const held = new Map<string, Candidate>();
  return {
    add(shown) {
      const { fingerprint } = shown.finding;
      const before = held.get(fingerprint);
      const { count = 0, families = [] } = before ?? {};
      const kept = before === undefined || sizeOf(shown) < sizeOf(before) ? shown : before;
      const { id } = shown.family;
      held.set(fingerprint, {
        ...kept,
        count: count + 1,
        families: families.includes(id) ? families : [...families, id],
      });
    },
    replace(shown) {
      const { fingerprint } = shown.finding;
      const { count = 1, families = [shown.family.id] } = held.get(fingerprint) ?? {};
      held.set(fingerprint, { ...shown, count, families });
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
