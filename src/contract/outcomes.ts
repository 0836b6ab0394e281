import type { Evidence } from '../evidence.ts';

export type OutcomeKind =
  | 'created'
  | 'account-unknown'
  | 'access-blocked'
  | 'configurations-mismatch'
  | 'rate-limited'
  | 'invalid-fields'
  | 'v1-account'
  | 'idempotency-conflict'
  | 'forbidden';

/** One way in which a provider answers, as data (`outcomes.json`). */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly status: number;
  /** `error.code`; absent for success. */
  readonly code?: string;
  /** When this is the answer, in one sentence. */
  readonly when: string;
  readonly evidence: Evidence;
  readonly source: string;
  /** Optional members of `error` that this outcome may carry. */
  readonly members?: readonly string[];
  /** The first Stripe-Version of the contract for which the evidence holds; before it the outcome is assumed. */
  readonly since?: string;
}

/** The outcome as it stands for one Stripe-Version: before `since` it is assumed. */
export function outcomeAt(outcome: Outcome, stripeVersion: string): Outcome {
  return outcome.since === undefined || stripeVersion >= outcome.since
    ? outcome
    : { ...outcome, evidence: 'assumed', source: 'reading' };
}
