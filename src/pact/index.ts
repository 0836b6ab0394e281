/**
 * For consumers: interactions of `POST /v2/core/account_links` for a team's own PactV4 test.
 *
 * @packageDocumentation
 */
export type { Lossy } from '../compile/to-matcher.ts';
export type { OutcomeKind } from '../contract/outcomes.ts';
export { addInteraction, type PactToWrite, type Ready, type SentHeaders } from './add-interaction.ts';
export type { AccountLinkRequest, Interaction, ProviderState } from './interaction.ts';
export { interactionFor, interactionsFor, type VersionChoice } from './interactions-for.ts';
export type { InteractionOptions } from './make-interaction.ts';
