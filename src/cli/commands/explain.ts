import { ToolError } from '../../errors.ts';
import type { Page } from '../../explain/page.ts';
import type { Args, Command } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Io, widthOf } from '../io.ts';
import { knowsUnicode } from '../knows-unicode.ts';
import { unicode } from '../options.ts';

/** Tells what a rule, an outcome, an error code or an exit code means. */
export const explain: Command = {
  name: 'explain',
  summary: 'Tell what a rule or a code means, and what to do',
  positionals: [
    {
      name: 'rule-or-code',
      summary: 'Such as response/echo-account; lists all if absent.',
      required: false,
      variadic: false,
    },
  ],
  examples: ['account-links explain response/echo-account', 'account-links explain'],
  options: [unicode],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { loadCatalogue } = await import('../../contract/contract.ts');
  const { pagesOf } = await import('../../explain/pages.ts');
  const { listLines, pageLines } = await import('../../explain/page-lines.ts');
  const pages = pagesOf(loadCatalogue());
  const { toAscii } = await import('../../reporters/text/to-ascii.ts');
  const [id] = args.positionals;
  const lines = id === undefined ? listLines(pages) : pageLines(pageOf(pages, id), widthOf(io.stdout));
  const text = `${lines.join('\n')}\n`;
  io.stdout.write(knowsUnicode(args.get(unicode), io.env) ? text : toAscii(text));
  return 0;
}

function pageOf(pages: readonly Page[], id: string): Page {
  const found = pages.find(page => page.id === id);
  if (found !== undefined) return found;
  const hint = didYouMean(
    id,
    pages.map(page => page.id),
  );
  throw new ToolError('usage', `Nothing is called \`${id}\`.${hint} \`account-links explain\` lists all.`);
}
