// Help in the order of its use: the call, what it does, examples, then the options with what each takes.
import { hang, wrap } from '../reporters/text/wrap.ts';
import type { Command, Positional } from './command.ts';
import type { Option } from './option.ts';

const general: readonly Row[] = [
  ['-h, --help', 'Show help.'],
  ['--version', 'Show the version.'],
];

const exitCodes = 'Exit codes: 0 conforming, 1 findings, 2 could not judge, 3 a bug of ours, 130 interrupted.';

type Row = readonly [left: string, right: string];

/** The help of one command, or of all. */
export function helpText(command: Command | undefined, commands: readonly Command[], width: number): string {
  const blocks = command === undefined ? mainHelp(commands, width) : commandHelp(command, width);
  return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

function mainHelp(commands: readonly Command[], width: number): string[][] {
  const rows = commands.map(command => [usageOf(command), command.summary] as const);
  return [
    ['Usage: account-links <command> [options]'],
    wrap("Contract tests for Stripe's POST /v2/core/account_links.", width),
    ['Commands:', ...table(rows, width)],
    ['Options:', ...table(general, width)],
    ['Options of a command: account-links <command> --help', ...wrap(exitCodes, width)],
  ];
}

function commandHelp(command: Command, width: number): string[][] {
  const { positionals, examples, options, summary } = command;
  return [
    [`Usage: account-links ${usageOf(command)} [options]`],
    wrap(`${summary}.`, width),
    ['Examples:', ...examples.map(example => `  ${example}`)],
    ...(positionals.length === 0 ? [] : [['Arguments:', ...table(positionals.map(positionalRow), width)]]),
    ['Options:', ...table([...options.map(optionRow), ...general], width)],
    wrap(exitCodes, width),
  ];
}

function usageOf({ name, positionals }: Command): string {
  const texts = positionals.map(({ name: text, required, variadic }) => {
    const dots = variadic ? '...' : '';
    return required ? `<${text}${dots}>` : `[${text}${dots}]`;
  });
  return [name, ...texts].join(' ');
}

function positionalRow({ name, summary }: Positional): Row {
  return [name, summary];
}

function optionRow({ name, value, summary, fallback }: Option<unknown>): Row {
  const left = value === undefined ? `--${name}` : `--${name} ${value}`;
  return [left, fallback === undefined ? summary : `${summary} (${fallback})`];
}

function table(rows: readonly Row[], width: number): string[] {
  const column = Math.min(32, Math.max(...rows.map(([left]) => left.length)) + 4);
  return rows.flatMap(([left, right]) => {
    const label = `  ${left}  `.padEnd(column);
    // A left side that is too long for its column stands on a line of its own.
    return label.length > column
      ? [label.trimEnd(), ...hang(' '.repeat(column), right, width)]
      : hang(label, right, width);
  });
}
