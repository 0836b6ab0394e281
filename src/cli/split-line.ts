// The only door to yargs. Its parser splits a line, and yargs itself, which takes longer to load than a short recording
// takes to be judged, is asked only when something is wrong with the line: it knows what to say.
import parse from 'yargs-parser';
import { ToolError } from '../errors.ts';
import type { Command } from './command.ts';

/** What stands on a line by name; `_` holds what has none, the name of the command first. */
export type Texts = { readonly [name: string]: unknown };

const configuration = {
  ...{ 'greedy-arrays': false, 'dot-notation': false, 'parse-numbers': false, 'strip-aliased': true },
  ...{ 'parse-positional-numbers': false, 'camel-case-expansion': false, 'short-option-groups': false },
};

/** Splits a command line. Throws a `ToolError` with the code `usage` for one without a command, or without a value. */
export async function splitLine(argv: readonly string[], commands: readonly Command[]): Promise<Texts> {
  return splitQuickly(argv, commands) ?? (await splitByYargs(argv, commands));
}

/** The line as yargs would split it; `undefined` where it would complain. */
export function splitQuickly(argv: readonly string[], commands: readonly Command[]): Texts | undefined {
  const command = commands.find(({ name }) => name === argv[0]);
  if (command === undefined) return undefined;
  const namesOf = (wanted: string) => command.options.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  const { argv: texts, error } = parse.detailed([...argv], {
    array: command.options.map(({ name }) => name),
    boolean: namesOf('flag'),
    string: namesOf('value'),
    narg: Object.fromEntries(namesOf('value').map(name => [name, Number.NaN])), // at least one, as yargs has it
    configuration,
  });
  return error === null ? texts : undefined;
}

/** The same by yargs itself. */
export async function splitByYargs(argv: readonly string[], commands: readonly Command[]): Promise<Texts> {
  const { default: yargs } = await import('yargs');
  let texts: Texts = {};
  const parser = yargs()
    .scriptName('account-links')
    .locale('en')
    .help(false) // ours names what an option takes, not that it is a [string]
    .version(false)
    .exitProcess(false)
    .parserConfiguration(configuration)
    .strict()
    .recommendCommands()
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw error && error.name !== 'YError' ? error : usageError(message ?? error?.message, argv, commands);
    });
  for (const command of commands) {
    parser.command(
      command.name,
      command.summary,
      // Not strict within a command: yargs names unknown options in prose only, and declared positionals lose a `-`.
      builder => {
        builder.strict(false);
        for (const { name, kind } of command.options) {
          if (kind === 'flag') builder.option(name, { type: 'boolean', array: true });
          else builder.option(name, { type: 'string', array: true, requiresArg: true });
        }
      },
      parsed => {
        texts = parsed;
      },
    );
  }
  await parser.parseAsync([...argv]);
  return texts;
}

function usageError(message: string, [first = '']: readonly string[], commands: readonly Command[]): ToolError {
  const names = commands.map(({ name }) => name);
  if (names.includes(first)) {
    const missing = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
    return new ToolError('usage', missing === undefined ? `${message}.` : `--${missing} needs a value.`);
  }
  const advice = message.startsWith('Did you mean') ? message : `Known are: ${names.join(', ')}.`;
  return new ToolError('usage', `There is no command \`${first}\`. ${advice}`);
}
