import type { Args, Command } from '../command.ts';
import type { Io } from '../io.ts';

const days = 90;

/** Makes a baseline of a report: what is found now, to be accepted by somebody with a reason and an end. */
export const baseline: Command = {
  name: 'baseline',
  summary: 'Make a baseline of a JSON report, to accept its findings',
  positionals: [{ name: 'report', summary: 'A report of --reporter json=FILE.', required: true, variadic: false }],
  examples: ['account-links baseline report.json > baseline.json'],
  options: [],
  run,
};

async function run({ positionals: [file = ''] }: Args, io: Io): Promise<number> {
  const { baselineOf } = await import('../../baseline.ts');
  const { storedReport } = await import('../stored-report.ts');
  const report = await storedReport(file, io);
  const expires = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  io.stdout.write(`${JSON.stringify(baselineOf(report, expires), undefined, 2)}\n`);
  io.stderr.write('Fill in the reason and the owner of each entry: without them it is not accepted.\n');
  return 0;
}
