import type { Account } from '../../accounts.ts';
import type { NamedContract } from '../../check.ts';
import type { Assumptions } from '../../provider/assumptions.ts';
import { printable } from '../../reporters/text/printable.ts';
import type { Args, Command } from '../command.ts';
import { complain } from '../complain.ts';
import { exitCodes } from '../exit-code.ts';
import { hostKindOf } from '../host-kind.ts';
import { type Io, interruptionOf } from '../io.ts';
import { accounts, configOptions } from '../options.ts';
import { assume, host, linkLifetime, port, scopeBy, stateFile, stripeVersions } from '../serve-options.ts';

/** Serves the embedded provider until it is told to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'Serve an offline provider that keeps the contract',
  positionals: [],
  examples: [
    'account-links serve --port 12111',
    'account-links serve --accounts accounts.json --state-file state.json',
    'account-links serve --scope-by key --assume replay=new-link',
  ],
  options: [port, host, stripeVersions, accounts, stateFile, linkLifetime, scopeBy, assume, ...configOptions],
  run,
};

const demoAccounts: readonly Account[] = [
  { id: 'acct_1Nv0FGQ9RKHgCVdK', configurations: ['recipient'] },
  { id: 'acct_1Nv0FGQ9RKHgMRCT', configurations: ['merchant'] },
  { id: 'acct_1Nv0FGQ9RKHgALL3', configurations: ['customer', 'merchant', 'recipient'] },
];

async function run(args: Args, io: Io): Promise<number> {
  const { readAccountsFile } = await import('../../accounts.ts');
  const { loadCatalogue } = await import('../../contract/contract.ts');
  const { namedContract } = await import('../../contract/select-contract.ts');
  const { createProvider, keepStateFile, readStateFile, startServer } = await import('../../provider/index.ts');
  const onError = (thrown: unknown): void =>
    complain(io, thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  const catalogue = loadCatalogue();
  const file = args.get(accounts);
  const stateAt = args.get(stateFile);
  const snapshot = stateAt === undefined ? undefined : readStateFile(stateAt);
  // A configuration may name several for other commands, or `all`: then each request must say its own.
  const [version, ...others] = args.get(stripeVersions).filter(name => name !== 'all');
  const unsaid = others.length === 0 ? version : undefined;
  const provider = createProvider({
    accounts: file === undefined ? demoAccounts : readAccountsFile(file).accounts,
    catalogue,
    linkLifetime: args.get(linkLifetime),
    scopeBy: args.get(scopeBy),
    assumptions: assumptions(args.get(assume)),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(unsaid === undefined ? {} : { stripeVersion: unsaid }),
  });
  const server = await startServer({ provider, host: args.get(host), port: args.get(port), onError, drainMs: 10_000 });
  try {
    const kept = stateAt === undefined ? undefined : keepStateFile(stateAt, provider, onError);
    io.stdout.write(`listening on ${server.url}\n`);
    const sent = namedContract(catalogue, unsaid ?? catalogue.default.stripeVersion);
    const lines = introduction(server.url, provider.control.accounts(), sent);
    io.stderr.write(`${lines.map(printable).join('\n')}\n`); // not redacted: the key in it is nobody's
    await aborted(io.signal);
    await server.close();
    kept?.close();
  } finally {
    await server.close();
  }
  return interruptionOf(io) === 'SIGINT' ? exitCodes.interrupted : 0;
}

/** As the library takes them; it says what is wrong with a name or a value. */
function assumptions(given: readonly (readonly [name: string, value: string])[]): Partial<Assumptions> {
  const choices = given.map(([name, value]) => [name, name === 'order' ? value.split(',') : value]);
  return Object.fromEntries(choices) as Partial<Assumptions>; // checked by `createProvider`, name by name
}

function introduction(url: string, known: readonly Account[], sent: NamedContract): string[] {
  const account = known.find(({ configurations }) => configurations.length > 0);
  return [
    ...(hostKindOf(new URL(url)) === 'loopback' ? [] : ['Warning: other machines can reach this address.']),
    ...(known.length === 0 ? ['No account exists.'] : ['Accounts:']),
    ...known.map(({ id, configurations }) => `  ${id}  ${configurations.join(', ') || 'without a configuration'}`),
    `Provider states: ${url}/_pact/provider-states`,
    `Control: ${url}/_admin`,
    ...(account === undefined ? [] : ['Try:', `  ${curl(url, account, sent)}`]),
  ];
}

function curl(url: string, { id, configurations }: Account, { contract, stripeVersion }: NamedContract): string {
  const flow = contract.request.properties?.['use_case']?.properties?.['account_onboarding'];
  const body = {
    account: id,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: {
        ...(flow?.properties?.['configurations'] === undefined ? {} : { configurations }),
        refresh_url: 'https://example.com/reauth',
        return_url: 'https://example.com/done',
      },
    },
  };
  const data = JSON.stringify(body).replaceAll("'", "'\\''");
  const headers = [
    'Authorization: Bearer sk_test_dummy',
    `Stripe-Version: ${stripeVersion}`,
    'Content-Type: application/json',
  ];
  return `curl -sS ${url}/v2/core/account_links ${headers.map(text => `-H '${text}'`).join(' ')} -d '${data}'`;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}
