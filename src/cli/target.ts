// The provider under test, from the command line: its address, how its states are set up, the key.
import { readAccountsFile } from '../accounts.ts';
import type { NamedContract } from '../check.ts';
import { createHttpClient } from '../client/http-client.ts';
import type { Catalogue } from '../contract/contract.ts';
import { namedContract } from '../contract/select-contract.ts';
import { ToolError } from '../errors.ts';
import type { StatesAccess } from '../fuzz/states.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import { accounts, allowLive, apiKeyEnv, apiVersion, confirmHost, header, providerStatesUrl } from './options.ts';
import { parseHttpUrl } from './parse-http-url.ts';
import { resolveApiKey } from './resolve-api-key.ts';

export interface ProviderTarget {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly apiKeyEnv?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly states: StatesAccess;
}

/** Where a run goes to and with which key; known before anything is sent or written. */
export type Address = Omit<ProviderTarget, 'states'>;

/** Reads the address that the arguments name. Throws a usage error when its key is missing or not allowed. */
export function addressOf(args: Args, io: Io): Address {
  const url = parseHttpUrl(args.positionals[0] ?? '', 'base-url');
  const permission = { allowLive: args.get(allowLive), confirmedHost: args.get(confirmHost) };
  const variable = args.get(apiKeyEnv);
  const apiKey = resolveApiKey(url, variable, io.env, permission);
  if (args.get(providerStatesUrl) !== undefined && args.get(accounts) !== undefined) {
    throw new ToolError('usage', '--provider-states-url and --accounts exclude each other: name one of them.');
  }
  const from = variable === undefined ? {} : { apiKeyEnv: variable };
  return { baseUrl: url.href.replace(/\/+$/, ''), apiKey, ...from, headers: args.get(header) };
}

/** Completes an address. Throws a `ToolError` when nobody says how the provider comes to have accounts. */
export async function targetAt(address: Address, args: Args): Promise<ProviderTarget> {
  return { ...address, states: await statesOf(address.baseUrl, args) };
}

const embeddedStates = '/_pact/provider-states';

async function statesOf(baseUrl: string, args: Args): Promise<StatesAccess> {
  const [url, file] = [args.get(providerStatesUrl), args.get(accounts)];
  if (url !== undefined) return { kind: 'url', url: url.href };
  if (file !== undefined) return { kind: 'accounts', accounts: readAccountsFile(file), file };
  if (await isEmbedded(baseUrl)) return { kind: 'url', url: baseUrl + embeddedStates };
  throw new ToolError(
    'states-needed',
    `How does ${baseUrl} come to have accounts? Name the URL where it takes provider states with --provider-states-url, ` +
      'or a file of the accounts that it has with --accounts. (The provider of `account-links serve` needs neither.)',
  );
}

/** The embedded provider says who it is at the address of its states. */
async function isEmbedded(baseUrl: string): Promise<boolean> {
  const client = createHttpClient({ timeoutMs: 5000, concurrency: 1 });
  try {
    const answer = await client.send({ url: baseUrl + embeddedStates, method: 'GET', headers: [], body: '' });
    if (answer.kind === 'failed') {
      throw new ToolError(
        'provider-unreachable',
        `The provider at ${baseUrl} cannot be reached: ${answer.reason}. Check the address and that it runs.`,
      );
    }
    return answer.status === 200 && answer.body.includes('"account-links-contract"');
  } finally {
    client.close();
  }
}

/** The contracts that `--api-version` names; the default one without it. Throws a `ToolError` for an unknown name. */
export function contractsOf(args: Args, catalogue: Catalogue): readonly NamedContract[] {
  const names = args.get(apiVersion);
  const { stripeVersion } = catalogue.default;
  if (names.length === 0) return [namedContract(catalogue, stripeVersion)];
  if (!names.includes('all')) return [...new Set(names)].map(name => namedContract(catalogue, name));
  return catalogue.contracts.map(contract => ({
    contract,
    stripeVersion:
      contract.id === catalogue.default.contract ? stripeVersion : (contract.versions.at(-1) ?? contract.id),
  }));
}
