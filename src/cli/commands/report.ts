import { ToolError } from '../../errors.ts';
import type { Args, Command } from '../command.ts';
import type { Io } from '../io.ts';
import { color, configOptions, failOn, maxFindings, quiet, unicode } from '../options.ts';
import { reporterOption } from '../reporter-option.ts';

/** Writes a stored report in other formats; its exit code is that of the run. */
export const report: Command = {
  name: 'report',
  summary: 'Write a stored JSON report in other formats',
  positionals: [
    { name: 'report', summary: 'A report of --reporter json=FILE, or - for stdin.', required: true, variadic: false },
  ],
  examples: [
    'account-links report report.json --reporter html=report.html',
    'account-links report report.json --reporter markdown --fail-on never',
  ],
  options: [reporterOption, failOn, maxFindings, quiet, color, unicode, ...configOptions],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { openOutput } = await import('../output.ts');
  const { storedReport } = await import('../stored-report.ts');
  const [file = ''] = args.positionals;
  if (args.get(reporterOption).some(({ id }) => id === 'ndjson')) {
    const why = 'ndjson tells of each exchange while a run goes on, and a stored report does not hold them.';
    throw new ToolError('usage', `${why} Give --reporter ndjson=FILE to the run itself.`);
  }
  const stored = await storedReport(file, io);
  const output = await openOutput(args, io);
  try {
    return output.finish(stored);
  } finally {
    output.close();
  }
}
