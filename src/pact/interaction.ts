import type { Lossy } from '../compile/to-matcher.ts';
import type { OutcomeKind } from '../contract/outcomes.ts';
import type { Json, JsonObject } from '../json.ts';

/** A request and what it must be answered in given provider states. */
export interface Interaction {
  /** Id of the contract. */
  readonly contract: string;
  readonly kind: OutcomeKind;
  /** Unique within a pact, and without ` - `: Pact knows an interaction by nothing else. */
  readonly description: string;
  readonly states: readonly ProviderState[];
  readonly stripeVersion: string;
  /** The parameters that the client is called with. */
  readonly request: JsonObject & { readonly account: string };
  readonly status: number;
  /** `error.code`; absent for success. */
  readonly code?: string;
  /** The request's body in Pact's integration JSON: the account is the one that the provider state names. */
  readonly requestMatcher: Json;
  /** The answer's body in Pact's integration JSON. */
  readonly responseMatcher: Json;
  /** What the matchers leave to the schema: ids of its constraints and why. */
  readonly unchecked: readonly Lossy[];
  /** Evidence and source, in words. */
  readonly comment: string;
}

export interface ProviderState {
  readonly name: string;
  readonly params: JsonObject;
}

/** The parameters of a request, such as an SDK takes; which `use_case` is valid, the contract says. */
export interface AccountLinkRequest {
  readonly account: string;
  readonly use_case?: unknown;
}
