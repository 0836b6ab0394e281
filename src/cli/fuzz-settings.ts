// What bounds a run of generated requests, and what is said before and during it.
import type { NamedContract } from '../check.ts';
import type { Candidate } from '../fuzz/findings.ts';
import { forecast } from '../fuzz/plan.ts';
import { sequenceRuns } from '../fuzz/run-sequences.ts';
import type { Stored } from '../fuzz/stored.ts';
import type { FuzzSummary } from '../report.ts';
import type { Tally } from '../tally.ts';
import type { Args } from './command.ts';
import { complain } from './complain.ts';
import { loadFailures, saveFailure } from './failures-folder.ts';
import { concurrency, failures, maxRequests, maxTime, minCoverage, runs, seed } from './fuzz-options.ts';
import { hostKindOf } from './host-kind.ts';
import type { Io } from './io.ts';
import { quiet, timeout } from './options.ts';

export interface FuzzSettings {
  readonly seed: number;
  readonly runs: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly maxRequests?: number;
  readonly maxTimeMs?: number;
  readonly clock: () => number;
  readonly stored: readonly Stored[];
  readonly onCounterexample: (candidate: Candidate, stripeVersion: string) => void;
  readonly onProgress: (progress: { readonly requests: number; readonly findings: number }) => void;
}

/** Reads the settings; without `--seed` the run draws one, and its report names it. */
export function fuzzSettings(args: Args, io: Io): FuzzSettings {
  const [requests, seconds, folder] = [args.get(maxRequests), args.get(maxTime), args.get(failures)];
  return {
    seed: args.get(seed) ?? Math.floor(Math.random() * 2 ** 31),
    runs: args.get(runs),
    concurrency: args.get(concurrency),
    timeoutMs: args.get(timeout),
    clock: () => performance.now(),
    ...(requests === undefined ? {} : { maxRequests: requests }),
    ...(seconds === undefined ? {} : { maxTimeMs: seconds * 1000 }),
    stored: folder === undefined ? [] : loadFailures(folder),
    onCounterexample: (candidate, stripeVersion) => {
      if (folder !== undefined) saveFailure(folder, candidate, stripeVersion);
    },
    onProgress: progressLine(args, io),
  };
}

/** A line on a terminal that is written over; nothing where nobody watches. */
function progressLine(args: Args, io: Io): FuzzSettings['onProgress'] {
  if (io.stderr.isTTY !== true || io.env['CI'] !== undefined || args.get(quiet)) return () => {};
  return ({ requests, findings }) => {
    if (requests % 100 === 0) io.stderr.write(`\r\u001b[K${requests} requests sent, ${findings} findings\r`);
  };
}

/** What a run is about to send, one line for each contract. */
export function planLines(contracts: readonly NamedContract[], args: Args, baseUrl: string): readonly string[] {
  const limit = args.get(maxRequests);
  return contracts.map(({ contract, stripeVersion }) => {
    const phases = [...forecast(contract, args.get(runs), sequenceRuns)];
    const total = phases.reduce((sum, [, requests]) => sum + requests, 0);
    const bounded = limit === undefined || limit >= total ? `about ${total}` : `at most ${limit} of about ${total}`;
    const parts = phases.map(([phase, requests]) => `${phase} ${requests}`).join(', ');
    return `${bounded} requests to ${baseUrl} as Stripe-Version ${stripeVersion}: ${parts}`;
  });
}

/** Says before a run how much it sends to a machine that is not this one. */
export function announce(contracts: readonly NamedContract[], args: Args, io: Io, baseUrl: string): void {
  if (hostKindOf(new URL(baseUrl)) === 'loopback') return;
  for (const line of planLines(contracts, args, baseUrl)) complain(io, `This run sends ${line}.`);
}

/** A run that covered less than was asked for has not judged enough. */
export function demandCoverage(summary: FuzzSummary | undefined, args: Args, tally: Tally): void {
  const wanted = args.get(minCoverage);
  const reached = summary?.coverage.percent ?? 0;
  if (wanted === undefined || reached >= wanted) return;
  const message = `The run covered ${reached} % of the contract, and --min-coverage asks for ${wanted} %. Raise --max-requests or --max-time, or give the provider the states that are not tested.`;
  tally.problem('coverage-low', message);
}
