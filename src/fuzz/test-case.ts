import type { Json } from '../json.ts';
import type { Situation } from '../oracle/expectation.ts';

/** One request body, and the state that the provider is in when it comes. */
export interface TestCase {
  readonly body: Json;
  readonly situation: Situation;
}

/** An account that the run may use, with the configurations applied to it. */
export interface TestAccount {
  readonly id: string;
  readonly configurations: readonly string[];
}

/** The state a family of cases needs beyond the accounts that exist. */
export type Need = 'none' | 'unknown' | 'rate-limited' | 'blocked';
