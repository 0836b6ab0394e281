import type { Json } from '../json.ts';
import type { Situation } from '../oracle/expectation.ts';

/** One request, and the state that the provider is in when it comes. */
export interface TestCase {
  /** What the request is, such as `valid` or `invalid/use_case.type/enum`: findings of one kind have one cause. */
  readonly kind: string;
  readonly body: Json;
  readonly situation: Situation;
  /** What the documents leave open, though no constraint shows that: which refusal is right, or whatever is answered. */
  readonly open?: 'refusal' | 'answer';
  readonly idempotencyKey?: string;
  /** Sent on a connection of its own: elsewhere, what breaks on a kept one is tried again, for nobody knows why it broke. */
  readonly ownConnection?: true;
  /** How it goes over the wire when not as a POST of JSON. */
  readonly wire?: Wire;
}

/** A fault below the schema: in the method, the headers or the text of the body. */
export interface Wire {
  readonly method?: string;
  /** Sent as it is; the JSON of the case's body if absent. */
  readonly text?: string;
  /** Headers to send instead; none for a name that stands here with an empty list. */
  readonly headers?: { readonly [name: string]: readonly string[] };
  /** Whether we assume that it is refused; otherwise any answer but a 5xx is right. */
  readonly refused: boolean;
}

/** An account that the run may use, with the configurations applied to it. */
export interface TestAccount {
  readonly id: string;
  readonly configurations: readonly string[];
}

/** The state a family of cases needs beyond the accounts that exist. */
export type Need = 'none' | 'unknown' | 'rate-limited' | 'blocked';

/** The accounts that a run has. */
export interface Cast {
  readonly existing: readonly TestAccount[];
  /** The id of no account. */
  readonly unknown: string | undefined;
  /** To be rate limited. */
  readonly limited: TestAccount | undefined;
  /** Exist, each with a configuration that the contract does not know. */
  readonly foreign: readonly TestAccount[];
}

/** The phases of a run, in their order. */
export const phases = ['stored', 'examples', 'coverage', 'random', 'sequence', 'raw'] as const;
export type Phase = (typeof phases)[number];

export const nobody: Situation = { applied: undefined, blocked: false, rateLimited: false };

export function situationOf({ configurations }: TestAccount, change: Partial<Situation> = {}): Situation {
  return { applied: configurations, blocked: false, rateLimited: false, ...change };
}
