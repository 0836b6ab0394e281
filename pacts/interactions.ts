// What a client may rely on, as data: for each contract the outcomes that are documented or observed, once each.
import { toMatcher } from '../src/compile/to-matcher.ts';
import type { Catalogue, Contract } from '../src/contract/contract.ts';
import { type Outcome, type OutcomeKind, outcomeAt } from '../src/contract/outcomes.ts';
import type { Schema } from '../src/contract/schema.ts';
import type { Json, JsonObject } from '../src/json.ts';

/** One request and what it must be answered in given provider states. */
export interface Interaction {
  /** Id of the contract. */
  readonly contract: string;
  readonly kind: OutcomeKind;
  /** Unique within its contract, and without ` - `: Pact knows an interaction by nothing else. */
  readonly description: string;
  readonly states: readonly { readonly name: string; readonly params: JsonObject }[];
  readonly stripeVersion: string;
  /** The parameters that the client is called with; `account` stands first. */
  readonly request: JsonObject & { readonly account: string };
  readonly status: number;
  /** `error.code`; absent for success. */
  readonly code?: string;
  /** The answer's body in Pact's integration JSON. */
  readonly response: Json;
  /** Evidence and source, in words. */
  readonly comment: string;
}

/** The interactions of a contract, success first. */
export function interactionsOf(catalogue: Catalogue, contract: Contract): readonly Interaction[] {
  return contract.outcomes.flatMap(outcome => {
    const stripeVersion = versionFor(outcome, contract, catalogue);
    if (outcomeAt(outcome, stripeVersion).evidence === 'assumed') return [];
    return scenariosOf(outcome.kind, contract).map(({ description, states, request, response }) => ({
      ...{ contract: contract.id, kind: outcome.kind, description, states, stripeVersion, request },
      status: outcome.status,
      ...(outcome.code === undefined ? {} : { code: outcome.code }),
      response:
        response === undefined ? errorMatcher(contract, outcome) : toMatcher(contract.response, response).matcher,
      comment: commentOf(outcome, catalogue),
    }));
  });
}

/** The newest version but for the default contract, whose default is sent; `since` where the outcome began later. */
function versionFor(outcome: Outcome, contract: Contract, catalogue: Catalogue): string {
  const newest = contract.versions.at(-1) ?? contract.id;
  const usual = contract.id === catalogue.default.contract ? catalogue.default.stripeVersion : newest;
  return outcome.since !== undefined && usual < outcome.since ? outcome.since : usual;
}

interface Scenario {
  readonly description: string;
  readonly states: Interaction['states'];
  readonly request: Interaction['request'];
  /** The example of a success; an error has its code only. */
  readonly response?: JsonObject;
}

const account = 'acct_1Nv0FGQ9RKHgCVdK';
const exists = (configurations: readonly string[]) => ({
  name: 'an account exists',
  params: { account, configurations },
});

/** Outcomes that are missing here cannot be brought about by a provider state and the official client. */
function scenariosOf(kind: OutcomeKind, contract: Contract): readonly Scenario[] {
  const applied = exists(['recipient']);
  const request = requestFor(contract, 'account_onboarding', ['recipient']);
  switch (kind) {
    case 'created':
      return [onboarding(contract), update(contract)];
    case 'account-unknown': {
      const unknown = 'acct_1Nv0FGQ9RKHgUnknown';
      const states = [{ name: 'no account exists', params: { account: unknown } }];
      return [
        { description: 'a link for an account that does not exist', states, request: { ...request, account: unknown } },
      ];
    }
    case 'access-blocked': {
      const states = [applied, { name: 'Accounts v2 is not enabled for the platform', params: {} }];
      return [{ description: 'a link on a platform without Accounts v2', states, request }];
    }
    case 'configurations-mismatch':
      return mismatches(contract);
    case 'rate-limited': {
      const states = [applied, { name: 'the account is rate limited', params: { account } }];
      return [{ description: 'one link too many at once', states, request }];
    }
    case 'invalid-fields':
      return [invalid(contract)];
    default:
      return [];
  }
}

function onboarding(contract: Contract): Scenario {
  const request = requestFor(contract, 'account_onboarding', ['recipient']);
  return {
    description: 'an onboarding link for an account',
    states: [exists(['recipient'])],
    request,
    response: answerTo(contract, request),
  };
}

/** With every option that the contract knows: what is sent comes back. */
function update(contract: Contract): Scenario {
  const options = { collection_options: { fields: 'eventually_due', future_requirements: 'include' } };
  const known = flowOf(contract).properties?.['collection_options'] === undefined ? {} : options;
  const request = requestFor(contract, 'account_update', ['recipient'], known);
  return {
    description: 'an update link for an account',
    states: [exists(['recipient'])],
    request,
    response: answerTo(contract, request),
  };
}

/** Both ways, because a provider that tests for a subset passes one of them. */
function mismatches(contract: Contract): readonly Scenario[] {
  const one = ['recipient'];
  const two = ['merchant', 'recipient'];
  return [
    {
      description: 'a link for fewer configurations than the account has',
      states: [exists(two)],
      request: requestFor(contract, 'account_onboarding', one),
    },
    {
      description: 'a link for more configurations than the account has',
      states: [exists(one)],
      request: requestFor(contract, 'account_onboarding', two),
    },
  ];
}

/** A member of another contract, and where there is none an unknown value: nothing else is wrong with the request. */
function invalid(contract: Contract): Scenario {
  const states = [exists(['recipient'])];
  const members = flowOf(contract).properties ?? {};
  const invalidBy = (description: string, extra: JsonObject): Scenario => {
    return { description, states, request: requestFor(contract, 'account_onboarding', ['recipient'], extra) };
  };
  if (members['configurations'] === undefined) {
    return invalidBy('a link with configurations, which are gone', { configurations: ['recipient'] });
  }
  if (members['collection_options'] === undefined) {
    return invalidBy('a link with collection options, which are unknown', {
      collection_options: { fields: 'currently_due' },
    });
  }
  return invalidBy('a link with an unknown value', { collection_options: { fields: 'past_due' } });
}

function requestFor(
  contract: Contract,
  type: string,
  configurations: readonly string[],
  extra: JsonObject = {},
): Interaction['request'] {
  const flow = {
    ...(flowOf(contract).properties?.['configurations'] === undefined ? {} : { configurations }),
    refresh_url: 'https://example.com/reauth',
    return_url: 'https://example.com/return',
    ...extra,
  };
  return { account, use_case: { type, [type]: flow } };
}

function flowOf(contract: Contract): Schema {
  return contract.request.properties?.['use_case']?.properties?.['account_onboarding'] ?? {};
}

/** The example of the contract with what the request asked for. */
function answerTo(contract: Contract, request: Interaction['request']): JsonObject {
  return { ...(contract.response.examples?.[0] as JsonObject), ...request }; // held by consumer.test.ts
}

/** A client branches on the code, so it is equal; the message is for people. */
function errorMatcher(contract: Contract, outcome: Outcome): Json {
  const { error } = contract;
  const envelope = error.properties?.['error'];
  const code = envelope?.properties?.['code'];
  if (outcome.code === undefined) throw new Error(`The outcome ${outcome.kind} of ${contract.id} has no code.`);
  const exact: Schema = {
    ...code,
    const: outcome.code,
    'x-evidence': { ...code?.['x-evidence'], const: [outcome.evidence, outcome.source] },
  };
  const narrowed: Schema = {
    ...error,
    properties: { error: { ...envelope, properties: { ...envelope?.properties, code: exact } } },
  };
  return toMatcher(narrowed, { error: { code: outcome.code, message: outcome.when } }).matcher;
}

function commentOf({ evidence, source }: Outcome, catalogue: Catalogue): string {
  const { title, url } = catalogue.sources[source] ?? { title: source };
  return `${evidence}: ${title}${url === undefined ? '' : `, ${url}`}`;
}
