// The options of what is judged in parts.
import type { Share } from '../readers/plan-share.ts';
import { flagOption, type Option, valueOption, withDefault } from './option.ts';
import { badValue, parseInteger, parseText } from './parse-value.ts';

export const partial: Option<boolean> = withDefault(
  flagOption({
    name: 'partial',
    summary: 'Write a result for `merge` instead of a report; exit with 0 whatever is found.',
  }),
  false,
);

export const shard: Option<Share | undefined> = valueOption(
  { name: 'shard', value: 'I/N', summary: 'With --partial: judge share I of N, cut by files and byte ranges.' },
  (given, name) => {
    const [, index = 0, of = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(given) ?? []).map(Number);
    if (index >= 1 && index <= of) return { index, of };
    throw badValue(name, 'a number of a share and how many there are, such as 3/8', given);
  },
);

export const jobs: Option<number> = withDefault(
  valueOption(
    {
      name: 'jobs',
      value: 'N',
      summary: 'Judge large files in up to N threads; the report is that of one.',
    },
    parseInteger(1, 64),
  ),
  1,
);

export const stdinName: Option<string | undefined> = valueOption(
  { name: 'stdin-name', value: 'NAME', summary: 'What stdin is called in findings, instead of <stdin>.' },
  parseText,
);

export const across: Option<boolean> = withDefault(
  flagOption({
    name: 'across',
    summary: 'Compare exchanges with those before them, or not with --no-across; never with --partial.',
  }),
  true,
);
