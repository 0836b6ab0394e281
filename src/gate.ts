// The three legs together, with one verdict: recordings, generated requests, pacts.
import { createJudge, type NamedContract } from './check.ts';
import type { Catalogue } from './contract/contract.ts';
import { ToolError } from './errors.ts';
import { type FuzzOptions, fuzz } from './fuzz/fuzz.ts';
import type { Batch } from './readers/reader.ts';
import { addSummaries, type FuzzSummary, type RecordVerdict } from './report.ts';
import type { Tally } from './tally.ts';
import { validate } from './validate.ts';
import type { Pact } from './verify/pact.ts';
import { tallyVerification } from './verify/tally-verification.ts';
import { verify } from './verify/verify.ts';

export interface GateOptions extends Omit<FuzzOptions, 'contract' | 'stripeVersion' | 'catalogue'> {
  readonly catalogue: Catalogue;
  readonly contracts: readonly NamedContract[];
  readonly records: AsyncIterable<Batch>;
  readonly pacts: readonly Pact[];
  readonly allowUnreadable: number;
  readonly onRecord?: ((verdict: RecordVerdict) => void) | undefined;
}

/**
 * Judges the recordings, fuzzes the provider and verifies it, all into one tally. A leg that cannot run is a problem of
 * the tally and does not keep the others from running.
 */
export async function gate(options: GateOptions, tally: Tally): Promise<FuzzSummary | undefined> {
  const { catalogue, contracts, signal } = options;
  await leg(tally, () => validate(options.records, tally, options));
  let summary: FuzzSummary | undefined;
  for (const named of contracts) {
    if (signal?.aborted) break;
    await leg(tally, async () => {
      summary = addSummaries(summary, await fuzz({ ...options, ...named }, tally));
    });
  }
  if (signal?.aborted) return summary;
  await leg(tally, async () => {
    const { states, headers, ...rest } = options;
    const access = states.kind === 'url' ? { statesUrl: states.url } : { accounts: states.accounts };
    const result = await verify({ ...rest, ...access, extraHeaders: headers });
    tallyVerification(result, tally, createJudge({ catalogue, setting: 'test' }));
  });
  return summary;
}

/** Runs a leg; an error of ours to run it is told, and the gate goes on. */
async function leg(tally: Tally, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    if (!(thrown instanceof ToolError) || thrown.code === 'usage') throw thrown;
    tally.problem(thrown.code, thrown.message);
  }
}
