import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Args, Command } from '../command.ts';
import { fuzzOptions, fuzzSettings } from '../fuzz-settings.ts';
import type { Io } from '../io.ts';
import { judging } from '../judging.ts';
import { allowUnreadable, format, judgingOptions, logs, pacts, targetOptions } from '../options.ts';
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

/** Relative, so that a report names the same files wherever the package is installed. */
const bundledRecordings = relative(
  process.cwd(),
  fileURLToPath(new URL('../../../cases/recordings/', import.meta.url)),
);

async function run(args: Args, io: Io): Promise<number> {
  const { loadCatalogue } = await import('../../contract/contract.ts');
  const legs = await import('../../gate.ts');
  const { readInputs } = await import('../../readers/read-inputs.ts');
  const { loadPacts } = await import('../../verify/load-pacts.ts');
  const { contractsOf, targetOf } = await import('../target.ts');
  const catalogue = loadCatalogue();
  const contracts = contractsOf(args, catalogue);
  const settings = fuzzSettings(args);
  return judging('gate', args, io, async ({ tally, record, signal }) => {
    const path = args.get(pacts);
    const ids = contracts.map(({ contract }) => contract.id);
    const [given] = args.positionals;
    const { target, close } =
      given === undefined ? await embedded() : { target: await targetOf(given, args, io), close: undefined };
    try {
      const paths = args.get(logs).length === 0 ? [bundledRecordings] : args.get(logs);
      return await legs.gate(
        {
          ...{ ...target, ...settings, catalogue, contracts, signal },
          records: readInputs(paths, { stdin: io.stdin, format: args.get(format) }),
          pacts: loadPacts(catalogue, { contracts: ids, ...(path === undefined ? {} : { path }) }),
          allowUnreadable: args.get(allowUnreadable),
          onRecord: record,
        },
        tally,
      );
    } finally {
      await close?.();
    }
  });
}

/** The embedded provider, for this run alone. */
async function embedded(): Promise<{ target: ProviderTarget; close: () => Promise<void> }> {
  const { createProvider, startServer } = await import('../../provider/index.ts');
  const { url, close } = await startServer({ provider: createProvider() });
  const states = { kind: 'url', url: `${url}/_pact/provider-states` } as const;
  return { target: { baseUrl: url, apiKey: 'sk_test_dummy', headers: [], states }, close };
}
