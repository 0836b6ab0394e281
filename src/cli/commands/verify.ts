import type { Args, Command } from '../command.ts';
import type { Io } from '../io.ts';
import { judging } from '../judging.ts';
import { judgingOptions, pacts, targetOptions, timeout } from '../options.ts';

/** Verifies a provider against pacts. */
export const verify: Command = {
  name: 'verify',
  summary: 'Verify a provider against pacts',
  positionals: [
    { name: 'base-url', summary: 'The provider, such as http://127.0.0.1:4010.', required: true, variadic: false },
  ],
  examples: [
    'account-links verify http://127.0.0.1:4010 --provider-states-url http://127.0.0.1:4010/states',
    'account-links verify http://127.0.0.1:4010 --accounts accounts.json --pacts my-pacts/',
  ],
  options: [...targetOptions, pacts, timeout, ...judgingOptions],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { createJudge } = await import('../../check.ts');
  const { loadCatalogue } = await import('../../contract/contract.ts');
  const { loadPacts } = await import('../../verify/load-pacts.ts');
  const { tallyVerification } = await import('../../verify/tally-verification.ts');
  const drive = await import('../../verify/verify.ts');
  const { addressOf, contractsOf, targetAt } = await import('../target.ts');
  const catalogue = loadCatalogue();
  const contracts = contractsOf(args, catalogue).map(({ contract }) => contract.id);
  const address = addressOf(args, io);
  return judging('verify', args, io, async ({ tally, signal }) => {
    const path = args.get(pacts);
    const loaded = loadPacts(catalogue, { contracts, ...(path === undefined ? {} : { path }) });
    const { states, headers, ...target } = await targetAt(address, args);
    const access = states.kind === 'url' ? { statesUrl: states.url } : { accounts: states.accounts };
    const timeoutMs = args.get(timeout);
    const options = { ...target, ...access, extraHeaders: headers, pacts: loaded, timeoutMs, signal };
    tallyVerification(await drive.verify(options), tally, createJudge({ catalogue, setting: 'test' }));
    return undefined;
  });
}
