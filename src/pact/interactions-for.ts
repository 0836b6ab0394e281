// The entry to the interactions by Stripe-Version, with the bundled contracts.
import { loadCatalogue } from '../contract/contract.ts';
import { namedContract } from '../contract/select-contract.ts';
import type { Interaction } from './interaction.ts';
import { interactionsOf } from './interactions-of.ts';
import { type InteractionOptions, makeInteraction } from './make-interaction.ts';

export interface VersionChoice {
  /** The one that the client sends; the default of this package if absent. */
  readonly stripeVersion?: string;
}

/** Every outcome that is documented or observed for a Stripe-Version, with requests of ours. Throws for an unknown one. */
export function interactionsFor({ stripeVersion }: VersionChoice = {}): readonly Interaction[] {
  const catalogue = loadCatalogue();
  const named = namedContract(catalogue, stripeVersion ?? catalogue.default.stripeVersion);
  return interactionsOf(catalogue, named.contract, named.stripeVersion);
}

/**
 * One outcome for a request of your own. Throws when the contract of the Stripe-Version does not document the outcome,
 * or would refuse the request for another reason.
 *
 * @example
 * ```ts
 * interactionFor({ kind: 'account-unknown', request: ourRequest('acct_1'), stripeVersion: '2026-02-25.clover' });
 * ```
 */
export function interactionFor({ stripeVersion, ...options }: InteractionOptions & VersionChoice): Interaction {
  const catalogue = loadCatalogue();
  const named = namedContract(catalogue, stripeVersion ?? catalogue.default.stripeVersion);
  return makeInteraction(catalogue, named.contract, named.stripeVersion, options);
}
