import type { Json } from '../json.ts';

/** The states of Pact's protocol that the embedded provider knows. */
export type ProviderStateName =
  | 'an account exists'
  | 'no account exists'
  | 'Accounts v2 is not enabled for the platform'
  | 'the account is rate limited';

export interface ProviderState {
  readonly state: string;
  readonly params: { readonly [name: string]: Json };
}

export interface Account {
  readonly id: string;
  /** Those applied to the account, such as `['merchant', 'recipient']`. */
  readonly configurations: readonly string[];
}

export interface ProviderOptions {
  /** Accounts that exist from the start. */
  readonly accounts?: readonly Account[];
  /** The time of day; the system's clock if absent. */
  readonly now?: () => Date;
  /** A fresh token for links and request ids: letters and digits; random if absent. */
  readonly createToken?: () => string;
  /** How long a link lives, in seconds (300). */
  readonly linkLifetime?: number;
}

/** A stand-in for Stripe's account links that keeps the contract of each Stripe-Version. */
export interface Provider {
  /** Answers one request: the endpoint, the links it handed out, and `/_pact/provider-states`. */
  handle(request: Request): Promise<Response>;
  /** Sets a state up. Throws a `ToolError` for a state it does not know. */
  setUpState(state: ProviderState): void;
  /** Undoes one setup of that state. */
  tearDownState(state: ProviderState): void;
}
