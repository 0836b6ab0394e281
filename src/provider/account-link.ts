import type { Contract } from '../contract/contract.ts';
import type { JsonObject } from '../json.ts';

/** The facts that an account link is made of. */
interface AccountLinkFacts {
  readonly account: string;
  readonly created: Date;
  readonly expiresAt: Date;
  readonly livemode: boolean;
  readonly url: string;
  /** As it was sent. */
  readonly useCase: JsonObject;
}

/** The account link object of a contract, its members in the order of the documents. */
export function accountLink(contract: Contract, facts: AccountLinkFacts): JsonObject {
  const link: JsonObject = {
    object: 'v2.core.account_link',
    account: facts.account,
    created: facts.created.toISOString(),
    expires_at: facts.expiresAt.toISOString(),
    livemode: facts.livemode,
    url: facts.url,
    use_case: { ...nulls(contract), ...facts.useCase },
  };
  const known = contract.response.properties ?? {};
  return Object.fromEntries(Object.entries(link).filter(([name]) => Object.hasOwn(known, name)));
}

/** Stripe's SDKs type the flow that was not asked for as `| null` in the previews and as optional since. */
function nulls({ channel, response }: Contract): JsonObject {
  if (channel !== 'preview') return {};
  const flows = Object.entries(response.properties?.['use_case']?.properties ?? {}).filter(([, { type }]) =>
    Array.isArray(type) ? type.includes('null') : false,
  );
  return Object.fromEntries(flows.map(([name]) => [name, null]));
}
