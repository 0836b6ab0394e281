import type { Account } from '../accounts.ts';
import type { Catalogue } from '../contract/contract.ts';
import type { Json } from '../json.ts';

/** The states of Pact's protocol that the embedded provider knows. */
export type ProviderStateName =
  | 'an account exists'
  | 'no account exists'
  | 'Accounts v2 is not enabled for the platform'
  | 'the account is rate limited';

/** One state to set up or to tear down, as Pact names it. */
export interface ProviderState {
  /** A `ProviderStateName`; text, because it comes from pacts that anyone may have written. */
  readonly state: string;
  readonly params: { readonly [name: string]: Json };
}

/** What a provider is made of; all of it has a default. */
export interface ProviderOptions {
  /** Accounts that exist from the start (none). */
  readonly accounts?: readonly Account[];
  /** The contracts to keep; those of this package if absent. */
  readonly catalogue?: Catalogue;
  /** The time of day; the system's clock if absent. */
  readonly now?: () => Date;
  /** A fresh token for links and request ids: letters and digits, never the same twice; random if absent. */
  readonly createToken?: () => string;
  /** How long a link lives, in seconds, more than 0 (300). */
  readonly linkLifetime?: number;
}

/** A stand-in for Stripe's account links that keeps the contract of each Stripe-Version. */
export interface Provider {
  /** Answers one request: the endpoint, the links it handed out, and `/_pact/provider-states`. */
  handle(request: Request): Promise<Response>;
  /** Sets a state up, in place of an earlier setup of it. Throws a `ToolError` for a state that it does not know. */
  setUpState(state: ProviderState): void;
  /** Undoes the setup of that state: what was there before is there again. Throws like `setUpState`. */
  tearDownState(state: ProviderState): void;
}
