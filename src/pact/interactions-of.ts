// What a client may rely on, as data: for each contract and use case the outcomes that are documented or observed.
import type { Catalogue, Contract } from '../contract/contract.ts';
import { type Outcome, outcomeAt } from '../contract/outcomes.ts';
import type { Schema } from '../contract/schema.ts';
import type { Json, JsonObject } from '../json.ts';
import type { AccountLinkRequest, Interaction } from './interaction.ts';
import { type InteractionOptions, makeInteraction } from './make-interaction.ts';

type Scenario = Omit<InteractionOptions, 'kind'>;

/** The interactions of a contract, success first; for one Stripe-Version, or for those that its pact is made for. */
export function interactionsOf(
  catalogue: Catalogue,
  contract: Contract,
  stripeVersion?: string,
): readonly Interaction[] {
  return contract.outcomes.flatMap(outcome => {
    const version = stripeVersion ?? versionFor(outcome, contract, catalogue);
    if (outcomeAt(outcome, version).evidence === 'assumed') return [];
    return scenariosOf(outcome, contract).map(scenario =>
      makeInteraction(catalogue, contract, version, { ...scenario, kind: outcome.kind }),
    );
  });
}

/** The newest version but for the default contract, whose default is sent; `since` where the outcome began later. */
function versionFor(outcome: Outcome, contract: Contract, catalogue: Catalogue): string {
  const newest = contract.versions.at(-1) ?? contract.id;
  const usual = contract.id === catalogue.default.contract ? catalogue.default.stripeVersion : newest;
  return outcome.since !== undefined && usual < outcome.since ? outcome.since : usual;
}

/** Outcomes that are missing here cannot be brought about by a provider state and the official client. */
function scenariosOf({ kind }: Outcome, contract: Contract): readonly Scenario[] {
  const [onboarding, update] = [requestFor(contract, 'account_onboarding'), requestFor(contract, 'account_update')];
  switch (kind) {
    case 'created':
      return successes(contract);
    case 'account-unknown':
      return [
        { description: 'a link for an account that does not exist', request: { ...onboarding, account: unknown } },
        { description: 'an update link for an account that does not exist', request: { ...update, account: unknown } },
      ];
    case 'access-blocked':
      return [
        { description: 'a link on a platform without Accounts v2', request: onboarding },
        { description: 'an update link on a platform without Accounts v2', request: update },
      ];
    case 'configurations-mismatch':
      return mismatches(contract);
    case 'rate-limited':
      return [
        { description: 'one link too many at once', request: onboarding },
        { description: 'one update link too many at once', request: update },
      ];
    case 'invalid-fields':
      return [invalid(contract)];
    default:
      return [];
  }
}

/** What is sent comes back: each flow with all and with little, each configuration, each option, URLs of every kind. */
function successes(contract: Contract): readonly Scenario[] {
  const configurations = valuesOf(flowOf(contract).properties?.['configurations']?.items);
  const onboarding = (description: string, flow: JsonObject): Scenario => ({
    description,
    request: requestFor(contract, 'account_onboarding', flow),
  });
  const update = (description: string, flow: JsonObject): Scenario => ({
    description,
    request: requestFor(contract, 'account_update', flow),
  });
  const options = (fields: string, future: string) =>
    hasOptions(contract) ? { collection_options: { fields, future_requirements: future } } : {};
  const some = (name: string, value: string) => (hasOptions(contract) ? { collection_options: { [name]: value } } : {});
  return [
    onboarding('an onboarding link for an account', { return_url: returnUrl }),
    update('an update link for an account', { return_url: returnUrl, ...options('eventually_due', 'include') }),
    onboarding('an onboarding link without a return URL', some('fields', 'currently_due')),
    update('an update link without a return URL', some('future_requirements', 'omit')),
    onboarding('an onboarding link with URLs of many parts', { ...urls, ...options('currently_due', 'omit') }),
    // Their order is free, and not that of anybody's list.
    ...(configurations.length < 2
      ? []
      : [
          update('an update link for an account with every configuration', {
            ...plain,
            configurations: configurations.toReversed(),
          }),
        ]),
  ];
}

const returnUrl = 'https://example.com/return';

/** Nothing here is unusual in a URL, and all of it must survive. */
const urls = {
  refresh_url: 'https://Example.com:8443/Re%2Dauth/%C3%BC?account=1&account=2&next=%2Fa%20b&x=1+1#top',
  return_url: 'https://xn--bcher-kva.example?state=~a.b_c-d&r=https://example.com/?a=b',
};

/** As little as a URL can be, twice. */
const plain = { refresh_url: 'https://example.com', return_url: 'https://example.com' };

/** Fewer, more, and as many but others: a provider that counts, or tests for a subset, passes some of them. */
function mismatches(contract: Contract): readonly Scenario[] {
  const request = (type: string, ...configurations: string[]) => requestFor(contract, type, { configurations });
  return [
    {
      description: 'a link for fewer configurations than the account has',
      applied: ['merchant', 'recipient'],
      request: request('account_onboarding', 'recipient'),
    },
    {
      description: 'a link for more configurations than the account has',
      applied: ['recipient'],
      request: request('account_onboarding', 'merchant', 'recipient'),
    },
    {
      description: 'an update link for other configurations than the account has',
      applied: ['recipient', 'customer'],
      request: request('account_update', 'recipient', 'merchant'),
    },
  ];
}

/** A member of another contract, and where there is none an unknown value: nothing else is wrong with the request. */
function invalid(contract: Contract): Scenario {
  const members = flowOf(contract).properties ?? {};
  const invalidBy = (description: string, extra: JsonObject): Scenario => ({
    description,
    request: requestFor(contract, 'account_onboarding', { return_url: returnUrl, ...extra }),
  });
  if (members['configurations'] === undefined) {
    return invalidBy('a link with configurations, which are gone', { configurations: ['recipient'] });
  }
  if (!hasOptions(contract)) {
    return invalidBy('a link with collection options, which are unknown', {
      collection_options: { fields: 'currently_due' },
    });
  }
  return invalidBy('a link with an unknown value', { collection_options: { fields: 'past_due' } });
}

const account = 'acct_1Nv0FGQ9RKHgCVdK';
const unknown = 'acct_1Nv0FGQ9RKHgUnknown';

function requestFor(contract: Contract, type: string, flow: JsonObject = {}): AccountLinkRequest {
  const known = flowOf(contract).properties?.['configurations'] !== undefined;
  const required = { ...(known ? { configurations: ['recipient'] } : {}), refresh_url: 'https://example.com/reauth' };
  return { account, use_case: { type, [type]: { ...required, ...flow } } };
}

function hasOptions(contract: Contract): boolean {
  return flowOf(contract).properties?.['collection_options'] !== undefined;
}

function flowOf(contract: Contract): Schema {
  return contract.request.properties?.['use_case']?.properties?.['account_onboarding'] ?? {};
}

function valuesOf(schema: Schema | undefined): readonly Json[] {
  return schema?.enum ?? [];
}
