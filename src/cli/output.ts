import type { RecordVerdict, Report } from '../report.ts';
import { pretty } from '../reporters/pretty.ts';
import type { Reporter } from '../reporters/reporter.ts';
import type { Args } from './command.ts';
import { complain } from './complain.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';
import { type Io, interruptionOf, widthOf } from './io.ts';
import { knowsUnicode } from './knows-unicode.ts';
import { color, failOn, maxFindings, quiet, unicode } from './options.ts';
import { reporterOption } from './reporter-option.ts';
import { shouldColor } from './should-color.ts';
import { fileSink, streamSink } from './sink.ts';

/** The reporters of a run, as one. */
export interface Output {
  /** Hears of each record; `undefined` where no reporter wants to. */
  readonly record: ((verdict: RecordVerdict) => void) | undefined;
  /** Writes the report and resolves what it means to the exit code. */
  finish(report: Report): number;
  /** Lets go of the files; to be called in the end, whatever happened. */
  close(): void;
}

/**
 * Opens what `--reporter` names before the run begins. Throws a `ToolError` with the code `output-unwritable` for a file
 * that cannot be written.
 */
export async function openOutput(args: Args, io: Io): Promise<Output> {
  const options = { failOn: args.get(failOn), quiet: args.get(quiet) };
  const choices = await Promise.all(
    args.get(reporterOption).map(async ({ id, file }) => ({ reporter: await reporterOf(id), file })),
  );
  const isForPeople = choices.some(({ reporter, file }) => reporter === pretty && file === undefined);
  const outputs = choices.map(({ reporter, file }) => {
    const sink = file === undefined ? streamSink(io.stdout) : fileSink(file);
    const look =
      file === undefined
        ? {
            color: shouldColor(args.get(color), io.env, io.stdout),
            unicode: knowsUnicode(args.get(unicode), io.env),
            width: widthOf(io.stdout),
          }
        : { color: false, unicode: args.get(unicode) ?? true, width: 80 };
    return { sink, writer: reporter.create({ ...options, ...look, write: text => sink.write(text) }) };
  });
  const recording = outputs.flatMap(({ writer }) => (writer.record === undefined ? [] : [writer]));
  const record = (verdict: RecordVerdict): void => {
    for (const writer of recording) writer.record?.(verdict);
  };
  return {
    record: recording.length === 0 ? undefined : record,
    finish(report) {
      const findings = report.findings.slice(0, args.get(maxFindings));
      const unlisted = report.findings.length - findings.length;
      for (const { writer } of outputs) writer.finish({ ...report, findings }, unlisted);
      // Who sees no text for people must still learn why nothing, or not all, was judged.
      if (!isForPeople) for (const { code, message } of report.summary.problems) complain(io, `${code}: ${message}`);
      return interruptionOf(io) === undefined ? exitCodeOf(report, options.failOn) : exitCodes.interrupted;
    },
    close() {
      for (const { sink } of outputs) sink.close();
    },
  };
}

/** A reporter by its name. The page of `html` alone is a tenth of the command line: only the default is there already. */
async function reporterOf(name: string): Promise<Reporter> {
  if (name === pretty.id) return pretty;
  const { reporters } = await import('../reporters/index.ts');
  const reporter = reporters.find(({ id }) => id === name);
  if (reporter === undefined) throw new Error(`The reporter ${name} is in no list.`);
  return reporter;
}
