import type { Contract } from '../contract/contract.ts';
import { coverageFamilies, exampleFamilies } from './coverage-families.ts';
import { type Family, isList } from './family.ts';
import { randomFamilies } from './random-families.ts';
import { rawFamilies } from './raw-families.ts';
import { accountSets } from './states.ts';
import type { Cast, Need, Phase } from './test-case.ts';

/** The needs in the order in which they are entered: what affects the whole platform comes last. */
export const needs: readonly Need[] = ['none', 'unknown', 'rate-limited', 'blocked'];

/** All families of a run but the sequences, in the order of their phases. */
export function planOf(contract: Contract, cast: Cast): readonly Family[] {
  return [
    ...exampleFamilies(contract, cast),
    ...coverageFamilies(contract, cast),
    ...randomFamilies(contract, cast),
    ...rawFamilies(contract, cast),
  ];
}

/** How many requests a run is about to send, by phase, before shrinking; for a provider that takes every state. */
export function forecast(contract: Contract, runs: number, sequenceRuns: number): ReadonlyMap<Phase, number> {
  const existing = accountSets(contract).map(configurations => ({
    id: `acct_${configurations.join('_')}`,
    configurations,
  }));
  const [limited] = existing;
  const counts = new Map<Phase, number>();
  for (const { phase, cases } of planOf(contract, { existing, unknown: 'acct_unknown', limited, foreign: [] })) {
    counts.set(phase, (counts.get(phase) ?? 0) + (isList(cases) ? cases.length : runs));
  }
  // About six requests a sequence; the exact number is drawn.
  if (sequenceRuns > 0) counts.set('sequence', sequenceRuns * 6);
  return counts;
}
