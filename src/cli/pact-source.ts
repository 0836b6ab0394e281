// Where the pacts of a run come from, from the command line: ours, a path, a URL or a broker.
import { createHttpClient, type HttpClient } from '../client/http-client.ts';
import type { Catalogue } from '../contract/contract.ts';
import { namedContract } from '../contract/select-contract.ts';
import { ToolError } from '../errors.ts';
import { member } from '../json.ts';
import { type BrokerChoice, findPacts } from '../verify/broker.ts';
import { fetchPact } from '../verify/fetch-pact.ts';
import type { BrokerAddress } from '../verify/hal.ts';
import { loadPacts } from '../verify/load-pacts.ts';
import type { Pact } from '../verify/pact.ts';
import { type ProviderVersion, type Published, publishResults } from '../verify/publish-results.ts';
import type { VerifyResult } from '../verify/run.ts';
import { underVersion } from '../verify/under-version.ts';
import type { Args } from './command.ts';
import { apiVersion, pacts, timeout } from './options.ts';

/** How long a broker has for an answer in milliseconds, where `--timeout` does not give it more. */
const brokerTimeout = 8000;

/** A broker and what it is asked and told. */
export interface BrokerUse {
  readonly address: BrokerAddress;
  readonly choice: BrokerChoice;
  readonly timeoutMs: number;
  /** Whose results it is told; nothing is published if absent. */
  readonly publishAs?: ProviderVersion;
}

/** The pacts of this package: as they are, or under the Stripe-Versions that were named. */
export function bundledPacts(args: Args, catalogue: Catalogue): readonly Pact[] {
  const names = args.get(apiVersion);
  if (names.length === 0) return loadPacts(catalogue, { contracts: [catalogue.default.contract] });
  if (names.includes('all')) return loadPacts(catalogue);
  return [...new Set(names)].flatMap(name => {
    const named = namedContract(catalogue, name);
    return loadPacts(catalogue, { contracts: [named.contract.id] }).map(pact => underVersion(pact, named));
  });
}

/** The pacts at the path or URL of `--pacts`, those of one provider if it is named; ours without the option. */
export async function pactsAt(
  args: Args,
  catalogue: Catalogue,
  signal: AbortSignal,
  settings: { readonly authorization?: string; readonly provider?: string } = {},
): Promise<readonly Pact[]> {
  const path = args.get(pacts);
  if (path === undefined) return bundledPacts(args, catalogue);
  const { authorization, provider } = settings;
  const found = isHttpUrl(path)
    ? [await withClient(args.get(timeout), signal, client => fetchPact(path, authorization, client, catalogue))]
    : loadPacts(catalogue, { path });
  const wanted = found.filter(pact => provider === undefined || providerOf(pact) === provider);
  if (wanted.length > 0) return wanted;
  const others = [...new Set(found.map(providerOf))].join('`, `');
  throw new ToolError(
    'nothing-tested',
    `No pact at ${path} is for the provider \`${provider}\`, but for \`${others}\`. Check --provider-name.`,
  );
}

export function pactsOfBroker(
  { address, choice, timeoutMs }: BrokerUse,
  catalogue: Catalogue,
  signal: AbortSignal,
): Promise<readonly Pact[]> {
  return withClient(Math.max(brokerTimeout, timeoutMs), signal, client =>
    findPacts(address, choice, client, catalogue),
  );
}

export function publishTo(
  { address, timeoutMs }: BrokerUse,
  version: ProviderVersion,
  verified: readonly Pact[],
  result: VerifyResult,
  signal: AbortSignal,
): Promise<readonly Published[]> {
  return withClient(Math.max(brokerTimeout, timeoutMs), signal, client =>
    publishResults(address, version, verified, result, client),
  );
}

export function isHttpUrl(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

function providerOf({ document }: Pact): string {
  return String(member(member(document, 'provider'), 'name'));
}

async function withClient<T>(
  timeoutMs: number,
  signal: AbortSignal,
  use: (client: HttpClient) => Promise<T>,
): Promise<T> {
  const client = createHttpClient({ timeoutMs, concurrency: 1, signal });
  try {
    return await use(client);
  } finally {
    client.close();
  }
}
