import type { Account } from '../accounts.ts';
import type { Catalogue } from '../contract/contract.ts';
import type { Json } from '../json.ts';
import type { Recording } from '../recording.ts';
import type { Assumptions } from './assumptions.ts';
import type { ClockSetting } from './clock.ts';
import type { Fault } from './fault.ts';
import type { LinkSnapshot, LinkView } from './links.ts';
import type { WorldSnapshot } from './worlds.ts';

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
  /** The time of day; the system's clock if absent. `control.setClock` goes from there. */
  readonly now?: () => Date;
  /** A fresh token for links and request ids: letters and digits, never the same twice; random if absent. */
  readonly createToken?: () => string;
  /** How long a link lives, in seconds, more than 0 (300). */
  readonly linkLifetime?: number;
  /** The `Stripe-Version` of requests that carry none; if absent, those are refused (see `assumptions.version`). */
  readonly stripeVersion?: string;
  /** What to do where nobody knows what Stripe does. */
  readonly assumptions?: Partial<Assumptions>;
  /**
   * What names the scope of a request: the header `Account-Links-Scope` (default), or its API key, so that each key is
   * a platform with accounts of its own. Without a name a request is in the one scope of all who have none.
   */
  readonly scopeBy?: 'header' | 'key';
  /** How many received requests each scope keeps (1000). */
  readonly journalSize?: number;
  /** What an earlier provider was left with: `provider.snapshot()`. Its accounts go before `accounts`. */
  readonly snapshot?: ProviderSnapshot;
}

/** A stand-in for Stripe's account links that keeps the contract of each Stripe-Version. */
export interface Provider {
  /**
   * Answers one request: the endpoint, the links it handed out, and what is under `/_admin` and
   * `/_pact/provider-states`. Rejects with a `ConnectionFault` where a fault on order resets the connection.
   */
  handle(request: Request): Promise<Response>;
  /** Sets a state up, in place of an earlier setup of it. Throws a `ToolError` for a state that it does not know. */
  setUpState(state: ProviderState): void;
  /** Undoes the setup of that state: what was there before is there again. Throws like `setUpState`. */
  tearDownState(state: ProviderState): void;
  /** What `/_admin` does, as functions. */
  readonly control: Control;
  /** The same provider for one test among many at once: its states, clock, faults, journal and links are its own. */
  scope(name: string): Provider;
  /** All that a later provider needs to go on from here, as JSON. It holds links, and no keys. */
  snapshot(): ProviderSnapshot;
}

/** Steers one scope of a provider. What cannot be done throws a `ToolError` that says why. */
export interface Control {
  accounts(): readonly Account[];
  /** Makes an account, or changes it; states that were set up for it are gone. */
  setAccount(account: Account): void;
  /** `false` when there was none. */
  removeAccount(id: string): boolean;
  /** The provider states that were set up and not torn down. */
  states(): readonly ProviderState[];
  now(): Date;
  setClock(setting: ClockSetting): void;
  resetClock(): void;
  /** Lets something go wrong with the next requests to the endpoint. */
  addFault(fault: Fault): void;
  faults(): readonly Fault[];
  clearFaults(): void;
  /** The requests to the endpoint that were received, with their answers: redacted, in the form that `validate` reads. */
  requests(): readonly Recording[];
  clearRequests(): void;
  links(): readonly LinkView[];
  /** Makes links unusable: those of an account, or all. Returns how many. */
  revokeLinks(account?: string): number;
  /** Back to the beginning: accounts, states, clock, faults, journal, links, idempotency keys. */
  reset(): void;
}

/** What a provider is left with. */
export interface ProviderSnapshot {
  readonly v: 1;
  readonly worlds: readonly WorldSnapshot[];
  readonly links: readonly LinkSnapshot[];
}
