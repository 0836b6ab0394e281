// What every command that judges does around its judging: outputs opened first, one report whatever happens, one exit code.
import { ToolError } from '../errors.ts';
import type { FuzzSummary, RecordVerdict, Report, Threshold } from '../report.ts';
import { createTally, type Tally } from '../tally.ts';
import type { Args } from './command.ts';
import { complain } from './complain.ts';
import { type Io, interruptionOf, isAbort } from './io.ts';
import { baselineFile, failOn, party } from './options.ts';
import { openOutput } from './output.ts';
import { packageVersion } from './package-version.ts';
import { severitiesOf } from './severities-of.ts';

export interface Judging {
  /** Collects what the command sees; the report is made of it. */
  readonly tally: Tally;
  /** Hands the verdict of a record to the reporters, in the order of the input; `undefined` where none wants to hear of it. */
  readonly record: ((verdict: RecordVerdict) => void) | undefined;
  /** Aborted when the run is to stop; what is in the tally by then is still reported. */
  readonly signal: AbortSignal;
}

/**
 * Runs what judges and reports what it put into the tally. A `ToolError` becomes a problem of the report, but for a
 * usage error: then nothing was begun, and there is nothing to report. Resolves to the exit code.
 */
export async function judging(
  command: string,
  args: Args,
  io: Io,
  judge: (judging: Judging) => Promise<FuzzSummary | undefined>,
): Promise<number> {
  const tally = createTally();
  const threshold = { party: args.get(party), failOn: args.get(failOn), ...(await severitiesOf(args)) };
  const accepted = await acceptedOf(args, threshold);
  const output = await openOutput(args, io);
  try {
    const fuzz = await judgeInto(tally, io, () => judge({ tally, record: output.record, signal: io.signal }));
    const report = tally.report(command, packageVersion(), threshold, fuzz);
    return output.finish(accepted === undefined ? report : accepted(report));
  } finally {
    output.close();
  }
}

/** What `--baseline` makes of a report; read before anything is judged, so that a broken one costs no run. */
async function acceptedOf(args: Args, threshold: Threshold): Promise<((report: Report) => Report) | undefined> {
  const file = args.get(baselineFile);
  if (file === undefined) return undefined;
  const { applyBaseline, readBaseline } = await import('../baseline.ts');
  const baseline = readBaseline(file);
  return report => applyBaseline(report, baseline, threshold, new Date().toISOString().slice(0, 10));
}

async function judgeInto<T>(tally: Tally, io: Io, judge: () => Promise<T>): Promise<T | undefined> {
  let result: T | undefined;
  try {
    result = await judge();
  } catch (thrown) {
    if (thrown instanceof ToolError && thrown.code !== 'usage') {
      tally.problem(thrown.code, thrown.message);
    } else if (!isAbort(thrown, io)) {
      throw thrown;
    }
  }
  const stopped = interruptionOf(io);
  if (stopped !== undefined && stopped !== 'EPIPE') {
    complain(io, 'interrupted: what follows covers what was done so far.');
    tally.problem('interrupted', 'The run was stopped before it was finished.');
  }
  return result;
}
