import { ToolError } from '../../errors.ts';
import { missingShards, type Partial } from '../../partial.ts';
import type { Args, Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { judging } from '../judging.ts';
import { allowUnreadable, judgingOptions } from '../options.ts';
import { partial } from '../partial-options.ts';
import { readPartials } from '../read-partials.ts';

/** Makes one report of partial results: the report that one pass over all of the input makes. */
export const merge: Command = {
  name: 'merge',
  summary: 'Make one report of the results of `validate --partial`',
  positionals: [
    { name: 'partials', summary: 'Files of partial results, or - for stdin.', required: true, variadic: true },
  ],
  examples: [
    'account-links merge shard-1.json shard-2.json --reporter junit=report.xml',
    'cat shard-*.json | account-links merge - --partial > half.json',
  ],
  options: [partial, allowUnreadable, ...judgingOptions],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  if (!args.get(partial)) {
    const { pourPartial } = await import('../../judge-share.ts');
    return judging('validate', args, io, async ({ tally }) => {
      const merged = await readPartials(args.positionals, io);
      refuseGaps(merged);
      pourPartial(merged, tally, args.get(allowUnreadable));
      return undefined;
    });
  }
  io.stdout.write(`${JSON.stringify(await readPartials(args.positionals, io))}\n`);
  return exitCodes.conforming;
}

function refuseGaps(merged: Partial): void {
  const missing = missingShards(merged);
  if (missing.length === 0) return;
  const { of, what } = merged.plan;
  const shown = missing.slice(0, mostShown).join(', ') + (missing.length > mostShown ? ' …' : '');
  const advice = `Add the result of \`account-links validate … --partial --shard ${missing[0]}/${of}\`; if it ended with another exit code than 0, run it again.`;
  throw new ToolError(
    'partials-missing',
    `${missing.length} of the ${of} shards of ${what} ${missing.length === 1 ? 'is' : 'are'} missing: ${shown}. ${advice}`,
  );
}

const mostShown = 10;
