import type { Pact } from '../../verify/pact.ts';
import type { VerifyResult } from '../../verify/verify.ts';
import { brokerOptions, providerName } from '../broker-options.ts';
import type { Args, Command } from '../command.ts';
import { complain } from '../complain.ts';
import type { Io } from '../io.ts';
import { type Judging, judging } from '../judging.ts';
import { judgingOptions, pacts, quiet, targetOptions, timeout } from '../options.ts';
import type { BrokerUse } from '../pact-source.ts';

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
    'account-links verify http://127.0.0.1:4010 --accounts accounts.json --broker-url https://broker.example --broker-token-env TOKEN',
  ],
  options: [...targetOptions, pacts, ...brokerOptions, timeout, ...judgingOptions],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { createJudge } = await import('../../check.ts');
  const { loadCatalogue } = await import('../../contract/contract.ts');
  const { tallyVerification } = await import('../../verify/tally-verification.ts');
  const drive = await import('../../verify/verify.ts');
  const { authorizationOf, brokerUseOf } = await import('../broker-use.ts');
  const { pactsAt, pactsOfBroker } = await import('../pact-source.ts');
  const { addressOf, contractsOf, targetAt } = await import('../target.ts');
  const catalogue = loadCatalogue();
  contractsOf(args, catalogue); // an unknown name is told before anything is sent
  const address = addressOf(args, io);
  const broker = brokerUseOf(args, io);
  const [authorization, provider] = [authorizationOf(args, io), args.get(providerName)];
  const settings = {
    ...(authorization === undefined ? {} : { authorization }),
    ...(provider === undefined ? {} : { provider }),
  };
  return judging('verify', args, io, async ({ tally, signal }) => {
    const loaded =
      broker === undefined
        ? await pactsAt(args, catalogue, signal, settings)
        : await pactsOfBroker(broker, catalogue, signal);
    const { states, headers, ...target } = await targetAt(address, args);
    const access = states.kind === 'url' ? { statesUrl: states.url } : { accounts: states.accounts };
    const timeoutMs = args.get(timeout);
    const options = { ...target, ...access, extraHeaders: headers, pacts: loaded, timeoutMs, signal };
    const result = await drive.verify(options);
    tallyVerification(result, tally, createJudge({ catalogue, setting: 'test' }));
    if (broker?.publishAs !== undefined && result.problems.length === 0 && !signal.aborted) {
      await publish(broker, loaded, result, { tally, signal, args, io });
    }
    return undefined;
  });
}

async function publish(
  broker: BrokerUse,
  pacts: readonly Pact[],
  result: VerifyResult,
  { tally, signal, args, io }: Pick<Judging, 'tally' | 'signal'> & { readonly args: Args; readonly io: Io },
): Promise<void> {
  const { publishTo } = await import('../pact-source.ts');
  if (broker.publishAs === undefined) return;
  for (const { source, success } of await publishTo(broker, broker.publishAs, pacts, result, signal)) {
    if (success === undefined) {
      const message = `Nothing was published of ${source}: not all of it was tested, so that it has neither failed nor succeeded. Give the provider the states that are not tested.`;
      tally.problem('not-published', message);
    } else if (!args.get(quiet)) {
      complain(io, `Published of ${source}: ${success ? 'success' : 'failure'}.`);
    }
  }
}
