import type { HttpClient } from '../client/http-client.ts';
import type { Catalogue } from '../contract/contract.ts';
import { ToolError } from '../errors.ts';
import { type Json, type JsonObject, member } from '../json.ts';
import { type BrokerAddress, createHal, failed, linkOf } from './hal.ts';
import { type Pact, readPact } from './pact.ts';

/** Which pacts a broker is asked for. */
export interface BrokerChoice {
  readonly provider: string;
  /** Consumer version selectors; without one the broker decides: the latest pact of each consumer. */
  readonly selectors: readonly JsonObject[];
  /** The branch of the provider. */
  readonly branch?: string;
  /** Whether pacts that no version of the branch has verified yet may fail. */
  readonly pending: boolean;
  /** Includes pacts in progress since a date, as pending. */
  readonly wipSince?: string;
}

/** Asks a Pact Broker for pacts. Throws a `ToolError` when it cannot be used, or has none. */
export async function findPacts(
  address: BrokerAddress,
  choice: BrokerChoice,
  client: HttpClient,
  catalogue: Catalogue,
): Promise<readonly Pact[]> {
  const { provider, selectors, branch, pending, wipSince } = choice;
  const hal = createHal(address, client);
  const search = linkOf(await hal.request('GET', address.url), 'pb:provider-pacts-for-verification', { provider });
  if (search === undefined) {
    const what = `${address.url} has no link \`pb:provider-pacts-for-verification\``;
    throw failed(what, 'Check that --broker-url is the address of a Pact Broker.');
  }
  const found = await hal.request('POST', search, {
    consumerVersionSelectors: selectors,
    includePendingStatus: pending,
    ...(branch === undefined ? {} : { providerVersionBranch: branch }),
    ...(wipSince === undefined ? {} : { includeWipPactsSince: wipSince }),
  });
  const listed = member(member(found, '_embedded'), 'pacts');
  const pacts: Pact[] = [];
  for (const one of Array.isArray(listed) ? listed : []) {
    const href = linkOf(one, 'self');
    if (href === undefined) throw failed(`${search} lists a pact without a link`, 'Look into the broker.');
    const isPending = member(member(one, 'verificationProperties'), 'pending') === true;
    const pact = readPact(await hal.request('GET', href), nameOf(one) ?? href, catalogue);
    pacts.push({ ...pact, interactions: pact.interactions.map(each => (isPending ? { ...each, isPending } : each)) });
  }
  if (pacts.length > 0) return pacts;
  throw new ToolError(
    'nothing-tested',
    `The Pact Broker ${address.url} has no pact for the provider \`${provider}\` that the selectors select. ` +
      'Check --provider-name and --consumer-version-selector.',
  );
}

function nameOf(listed: Json): string | undefined {
  const name = member(member(member(listed, '_links'), 'self'), 'name');
  return typeof name === 'string' ? name : undefined;
}
