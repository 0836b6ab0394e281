import { toMatcher } from '../compile/to-matcher.ts';
import { validatorsOf } from '../compile/validators.ts';
import { constraintsOf } from '../contract/constraints.ts';
import type { Catalogue, Contract } from '../contract/contract.ts';
import { type Outcome, type OutcomeKind, outcomeAt } from '../contract/outcomes.ts';
import type { Schema } from '../contract/schema.ts';
import { type Json, type JsonObject, member } from '../json.ts';
import type { AccountLinkRequest, Interaction, ProviderState } from './interaction.ts';

export interface InteractionOptions {
  /** Which documented outcome: `created`, `account-unknown`, `rate-limited` … */
  readonly kind: OutcomeKind;
  readonly request: AccountLinkRequest;
  /** Unique within the pact: Pact silently keeps one of two interactions with the same description. */
  readonly description?: string;
  /** The configurations of the account; those of the request if absent, and others where they must not match. */
  readonly applied?: readonly string[];
}

/**
 * Makes the interaction for an outcome. Throws when the contract does not document the outcome for the
 * Stripe-Version, no provider state brings it about, or the request is not one that could be answered so.
 */
export function makeInteraction(
  catalogue: Catalogue,
  contract: Contract,
  stripeVersion: string,
  options: InteractionOptions,
): Interaction {
  const { kind, description = `an account link: ${kind}` } = options;
  const request = asSent(options.request);
  const outcome = documented(contract, kind, stripeVersion);
  demandFitting(contract, kind, request);
  const { matcher, lossy } =
    outcome.code === undefined ? successMatcher(contract, request) : errorMatcher(contract, outcome, outcome.code);
  return {
    ...{ contract: contract.id, kind, description, stripeVersion, request, status: outcome.status },
    ...(outcome.code === undefined ? {} : { code: outcome.code }),
    states: statesFor(kind, request, options.applied),
    requestMatcher: { ...request, account: injected(request.account) },
    responseMatcher: matcher,
    unchecked: lossy,
    comment: commentOf(outcome, catalogue),
  };
}

type Sent = Interaction['request'];

/** Without what is undefined, as it goes over the wire. */
function asSent(request: AccountLinkRequest): Sent {
  return JSON.parse(JSON.stringify(request)) as Sent; // the account is a text and stays one
}

/** The states that bring an outcome about. Throws for one that no state can. */
function statesFor(kind: OutcomeKind, request: Sent, applied: InteractionOptions['applied']): readonly ProviderState[] {
  const { account } = request;
  const exists = (configurations: readonly Json[]): ProviderState => ({
    name: 'an account exists',
    params: { account, configurations },
  });
  const own = applied ?? configurationsOf(request) ?? ['recipient'];
  switch (kind) {
    case 'created':
    case 'invalid-fields':
      return [exists(own)];
    case 'account-unknown':
      return [{ name: 'no account exists', params: { account } }];
    case 'access-blocked':
      return [exists(own), { name: 'Accounts v2 is not enabled for the platform', params: {} }];
    case 'rate-limited':
      return [exists(own), { name: 'the account is rate limited', params: { account } }];
    case 'configurations-mismatch':
      return [exists(applied ?? others(own))];
    default:
      throw new Error(`No provider state brings the outcome \`${kind}\` about.`);
  }
}

function others(configurations: readonly Json[]): readonly Json[] {
  const [extra = 'customer'] = ['recipient', 'merchant'].filter(one => !configurations.includes(one));
  return [...configurations, extra];
}

function documented(contract: Contract, kind: OutcomeKind, stripeVersion: string): Outcome {
  const outcome = contract.outcomes.find(one => one.kind === kind);
  if (outcome === undefined) {
    const known = contract.outcomes.map(one => one.kind).join(', ');
    throw new Error(`${contract.id} does not know the outcome \`${kind}\`. It knows: ${known}.`);
  }
  const found = outcomeAt(outcome, stripeVersion);
  if (found.evidence !== 'assumed') return found;
  const since = outcome.since === undefined ? '' : ` It is from ${outcome.since} on.`;
  throw new Error(`The outcome \`${kind}\` is not documented for ${stripeVersion}.${since}`);
}

/** A consumer that asks for what is invalid must hear of it in its own test, not from the provider. */
function demandFitting(contract: Contract, kind: OutcomeKind, request: Sent): void {
  const violations = validatorsOf(contract)
    .request(request)
    .filter(({ constraint }) => constraint.evidence !== 'assumed');
  if (kind === 'invalid-fields') {
    if (violations.length > 0) return;
    throw new Error(`${contract.id} finds nothing wrong with the request, so that nothing refuses it.`);
  }
  const [first] = violations;
  if (first === undefined) return;
  const place = first.pointer === '' ? 'the body' : first.pointer;
  throw new Error(`${contract.id} refuses the request: ${place} breaks its \`${first.keyword}\`.`);
}

/** What the documents promise of the example of the contract, and what the request asked for: Pact demands it all. */
function successMatcher({ response }: Contract, request: Sent): ReturnType<typeof toMatcher> {
  const example = response.examples?.[0] as JsonObject; // held by documents.test.ts
  const promised = new Set(
    constraintsOf(response).flatMap(({ keyword, pointer, evidence }) =>
      keyword === 'required' && evidence !== 'assumed' ? [pointer] : [],
    ),
  );
  const relied = Object.entries(example).filter(([name]) => promised.has(`/${name}`));
  return toMatcher(response, { ...Object.fromEntries(relied), ...request });
}

/** A client branches on the code, so it is equal; the message is for people. */
function errorMatcher({ error }: Contract, outcome: Outcome, code: string): ReturnType<typeof toMatcher> {
  const envelope = error.properties?.['error'];
  const described = envelope?.properties?.['code'];
  const exact: Schema = {
    ...described,
    const: code,
    'x-evidence': { ...described?.['x-evidence'], const: [outcome.evidence, outcome.source] },
  };
  const narrowed: Schema = {
    ...error,
    properties: { error: { ...envelope, properties: { ...envelope?.properties, code: exact } } },
  };
  return toMatcher(narrowed, { error: { code, message: outcome.when } });
}

/** The account that the provider state names: one pact runs on any sandbox. */
function injected(account: string): Json {
  const expression = `\${account}`;
  return { 'pact:matcher:type': 'type', 'pact:generator:type': 'ProviderState', expression, value: account };
}

function configurationsOf(request: Sent): readonly string[] | undefined {
  const useCase = request['use_case'];
  const found = member(member(useCase, String(member(useCase, 'type'))), 'configurations');
  return Array.isArray(found) ? found.map(String) : undefined;
}

function commentOf({ evidence, source }: Outcome, catalogue: Catalogue): string {
  const { title, url } = catalogue.sources[source] ?? { title: source };
  return `${evidence}: ${title}${url === undefined ? '' : `, ${url}`}`;
}
