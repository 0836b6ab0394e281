// What a provider must answer to a request in a given state: one table for fuzz, verify and the embedded provider.
import type { Contract } from '../contract/contract.ts';
import { type Outcome, type OutcomeKind, outcomeAt } from '../contract/outcomes.ts';
import type { Json } from '../json.ts';
import { member } from '../json.ts';

/** The state of the provider that bears on one request. */
export interface Situation {
  /** The configurations applied to the account of the request; `undefined` when the account does not exist. */
  readonly applied: readonly string[] | undefined;
  readonly blocked: boolean;
  readonly rateLimited: boolean;
}

/** What is known of the request: whether the contract refuses it, or leaves open what becomes of it. */
export interface RequestFacts {
  readonly body: Json | undefined;
  /** It breaks a documented or an observed constraint. */
  readonly mustBeRefused: boolean;
  /** It breaks an assumed constraint: nobody outside has said what a provider does. */
  readonly isOpen: boolean;
}

/** What the documents allow as an answer. */
export interface Expectation {
  /** Each of these is right; where several reasons to refuse apply at once, nobody says which comes first. */
  readonly outcomes: readonly Outcome[];
  /** The documents are silent: besides `outcomes` any other refusal is right, and success unless `mustRefuse`. */
  readonly open: boolean;
  readonly mustRefuse: boolean;
}

/** When an outcome is the answer: the oracle's table, one row for each reason to refuse. */
const reasons: readonly {
  readonly kind: OutcomeKind;
  readonly applies: (request: RequestFacts, situation: Situation) => boolean;
}[] = [
  { kind: 'access-blocked', applies: (_, { blocked }) => blocked },
  { kind: 'rate-limited', applies: (_, { rateLimited }) => rateLimited },
  { kind: 'invalid-fields', applies: ({ mustBeRefused }) => mustBeRefused },
  { kind: 'account-unknown', applies: (_, { applied }) => applied === undefined },
  { kind: 'configurations-mismatch', applies: ({ body }, { applied }) => isMismatch(body, applied) },
];

/** What a provider must answer under a contract and a Stripe-Version. */
export function expectationOf(
  { outcomes }: Contract,
  stripeVersion: string,
  request: RequestFacts,
  situation: Situation,
): Expectation {
  const applying = reasons.filter(({ applies }) => applies(request, situation)).map(({ kind }) => kind);
  const known = outcomes.map(outcome => outcomeAt(outcome, stripeVersion));
  const refusals = known.filter(({ kind, evidence }) => applying.includes(kind) && evidence !== 'assumed');
  // A reason without a documented or observed answer: we know that it applies, not what the provider says.
  const isSilent = applying.some(kind => !refusals.some(refusal => refusal.kind === kind));
  const mustRefuse = refusals.length > 0;
  return {
    outcomes: mustRefuse ? refusals : known.filter(({ kind }) => kind === 'created'),
    open: request.isOpen || isSilent,
    mustRefuse,
  };
}

/**
 * Set equality with the applied configurations; order is free. A value that is no list is invalid, not a mismatch, and of
 * an empty one nobody says what becomes of it.
 */
function isMismatch(body: Json | undefined, applied: readonly string[] | undefined): boolean {
  const useCase = member(body, 'use_case');
  const flow = member(useCase, String(member(useCase, 'type')));
  const sent = member(flow, 'configurations');
  if (applied === undefined || !Array.isArray(sent) || sent.length === 0) return false;
  const [wanted, held] = [new Set<unknown>(sent), new Set<unknown>(applied)];
  return wanted.size !== held.size || [...wanted].some(value => !held.has(value));
}
