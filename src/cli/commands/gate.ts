import { ToolError } from '../../errors.ts';
import { bundledRecordings } from '../bundled-recordings.ts';
import type { Args, Command } from '../command.ts';
import { dryRun, fuzzOptions } from '../fuzz-options.ts';
import type { Io } from '../io.ts';
import { judging } from '../judging.ts';
import type { Option } from '../option.ts';
import {
  accounts,
  allowUnreadable,
  apiKeyEnv,
  format,
  judgingOptions,
  logs,
  pacts,
  providerStatesUrl,
  targetOptions,
} from '../options.ts';
import type { ProviderTarget } from '../target.ts';

/** All three legs, one verdict. */
export const gate: Command = {
  name: 'gate',
  summary: 'All three, one verdict, for CI',
  positionals: [
    { name: 'base-url', summary: 'The provider; without it, the embedded one.', required: false, variadic: false },
  ],
  examples: [
    'account-links gate',
    'account-links gate http://127.0.0.1:4010 --provider-states-url http://127.0.0.1:4010/states --logs recordings/',
  ],
  options: [...targetOptions, logs, format, allowUnreadable, pacts, ...fuzzOptions, ...judgingOptions],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { loadCatalogue } = await import('../../contract/contract.ts');
  const legs = await import('../../gate.ts');
  const { readInputs } = await import('../../readers/read-inputs.ts');
  const { announce, demandCoverage, fuzzSettings, planLines } = await import('../fuzz-settings.ts');
  const { pactsAt } = await import('../pact-source.ts');
  const { addressOf, contractsOf, targetAt } = await import('../target.ts');
  const catalogue = loadCatalogue();
  const contracts = contractsOf(args, catalogue);
  if (args.positionals.length === 0) refuseTarget(args);
  const address = args.positionals.length === 0 ? undefined : addressOf(args, io);
  if (args.get(dryRun)) {
    const to = address?.baseUrl ?? 'the embedded provider';
    for (const line of planLines(contracts, args, to)) io.stdout.write(`${line}\n`);
    return 0;
  }
  const settings = fuzzSettings(args, io);
  if (address !== undefined) announce(contracts, args, io, address.baseUrl);
  return judging('gate', args, io, async ({ tally, record, signal }) => {
    const { target, close } =
      address === undefined ? await embedded() : { target: await targetAt(address, args), close: undefined };
    try {
      const paths = args.get(logs).length === 0 ? [bundledRecordings()] : args.get(logs);
      const summary = await legs.gate(
        {
          ...{ ...target, ...settings, catalogue, contracts, signal },
          records: readInputs(paths, { stdin: io.stdin, format: args.get(format) }),
          pacts: await pactsAt(args, catalogue, signal),
          allowUnreadable: args.get(allowUnreadable),
          onRecord: record,
        },
        tally,
      );
      demandCoverage(summary, args, tally);
      return summary;
    } finally {
      await close?.();
    }
  });
}

/** Whoever says how a provider has accounts has one in mind: a pass of the embedded one would say nothing of it. */
function refuseTarget(args: Args): void {
  const options: readonly Option<unknown>[] = [providerStatesUrl, accounts, apiKeyEnv];
  const given = options.find(option => args.get(option) !== undefined);
  if (given === undefined) return;
  const message = `--${given.name} is of a provider, and no base URL names one: \`account-links gate http://127.0.0.1:4010 …\`. Without both, the gate tries the embedded provider.`;
  throw new ToolError('usage', message);
}

/** The embedded provider, for this run alone. */
async function embedded(): Promise<{ target: ProviderTarget; close: () => Promise<void> }> {
  const { createProvider, startServer } = await import('../../provider/index.ts');
  const { url, close } = await startServer({ provider: createProvider() });
  const states = { kind: 'url', url: `${url}/_pact/provider-states` } as const;
  return { target: { baseUrl: url, apiKey: 'sk_test_dummy', headers: [], states }, close };
}
