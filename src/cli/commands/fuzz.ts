import { addSummaries, type FuzzSummary } from '../../report.ts';
import type { Args, Command } from '../command.ts';
import { dryRun, fuzzOptions, path } from '../fuzz-options.ts';
import type { Io } from '../io.ts';
import { judging } from '../judging.ts';
import { judgingOptions, targetOptions } from '../options.ts';

/** Generates requests and judges the answers of a provider. */
export const fuzz: Command = {
  name: 'fuzz',
  summary: 'Generate requests and judge the answers of a provider',
  positionals: [
    { name: 'base-url', summary: 'The provider, such as http://127.0.0.1:4010.', required: true, variadic: false },
  ],
  examples: [
    'account-links fuzz http://127.0.0.1:4010 --provider-states-url http://127.0.0.1:4010/states',
    'account-links fuzz http://127.0.0.1:4010 --accounts accounts.json --api-version all',
  ],
  options: [...targetOptions, ...fuzzOptions, path, ...judgingOptions],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { loadCatalogue } = await import('../../contract/contract.ts');
  const drive = await import('../../fuzz/fuzz.ts');
  const { announce, demandCoverage, fuzzSettings, planLines } = await import('../fuzz-settings.ts');
  const { addressOf, contractsOf, targetAt } = await import('../target.ts');
  const catalogue = loadCatalogue();
  const contracts = contractsOf(args, catalogue);
  const address = addressOf(args, io);
  if (args.get(dryRun)) {
    for (const line of planLines(contracts, args, address.baseUrl)) io.stdout.write(`${line}\n`);
    return 0;
  }
  const settings = fuzzSettings(args, io);
  const replay = args.get(path);
  announce(contracts, args, io, address.baseUrl);
  return judging('fuzz', args, io, async ({ tally, signal }) => {
    const target = await targetAt(address, args);
    let summary: FuzzSummary | undefined;
    for (const contract of contracts) {
      const options = { ...target, ...settings, ...contract, catalogue, signal };
      summary = addSummaries(
        summary,
        await drive.fuzz(replay === undefined ? options : { ...options, path: replay }, tally),
      );
    }
    if (replay === undefined) demandCoverage(summary, args, tally);
    return summary;
  });
}
