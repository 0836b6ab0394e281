import type { Variant } from '../../cases/providers/variant.ts';

export const legs = ['fuzz', 'verify', 'gate'] as const;
export type Leg = (typeof legs)[number];

/** One provider under one leg. */
export interface Job {
  readonly leg: Leg;
  readonly seed: number;
  readonly id: string;
  readonly isFaulty: boolean;
}

/** What became of it: `survived` is a fault that was not seen, `blamed` a false alarm, `broken` a run that did not end. */
export interface Result extends Job {
  readonly outcome: 'right' | 'survived' | 'blamed' | 'broken';
  readonly detail: string;
}

/** Whether a leg can show the fault at all: the pacts hold few requests, each sent once. */
export function shows({ shows: only }: Variant, leg: Leg): boolean {
  return leg !== 'verify' || only === undefined || only.includes(leg);
}
