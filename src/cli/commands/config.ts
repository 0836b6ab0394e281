import { ToolError } from '../../errors.ts';
import type { Args, Command } from '../command.ts';
import type { Io } from '../io.ts';
import type { Option } from '../option.ts';
import { configFile, profile } from '../options.ts';

/** Shows which settings hold, and where each comes from. */
export function configOf(commands: readonly Command[]): Command {
  return {
    name: 'config',
    summary: 'Show every setting and where it comes from',
    positionals: [
      { name: 'print', summary: 'The word `print`.', required: true, variadic: false },
      { name: 'command', summary: 'Of this command alone.', required: false, variadic: false },
    ],
    examples: ['account-links config print', 'account-links config print gate --profile sandbox'],
    options: [configFile, profile],
    run: (args, io) => run(args, io, commands),
  };
}

async function run(args: Args, io: Io, commands: readonly Command[]): Promise<number> {
  const [action, only] = args.positionals;
  if (action !== 'print') throw new ToolError('usage', `config knows \`print\`, not \`${action}\`.`);
  const shown = commands.filter(({ name }) => only === undefined || name === only);
  if (shown.length === 0) throw new ToolError('usage', `There is no command \`${only}\`.`);
  const { readConfig } = await import('../config/read-config.ts');
  const { argumentsOf, checkConfig, settingOf, variableOf } = await import('../config/settings.ts');
  // As the commands themselves take them: from the line, else from the environment.
  const config = await readConfig(args.get(configFile) ?? io.env[variableOf(configFile.name)]);
  const chosen = args.get(profile) ?? io.env[variableOf(profile.name)];
  if (config !== undefined) checkConfig(config, commands, chosen);
  const sources = { env: io.env, config, profile: chosen };
  for (const command of shown) {
    const given = argumentsOf(command, sources);
    const [positional] = command.positionals;
    const rows = [
      ...(given === undefined || positional === undefined
        ? []
        : [[positional.name, given.texts.join(', '), given.origin]]),
      ...command.options.map(option => {
        const { texts, origin } = settingOf(option, command, sources);
        return [option.name, texts.length === 0 ? defaultOf(option) : texts.join(', '), origin];
      }),
    ];
    io.stdout.write(`${[command.name, ...rows.map(rowText)].join('\n')}\n`);
  }
  return 0;
}

function defaultOf({ fallback, kind }: Option<unknown>): string {
  return fallback ?? (kind === 'flag' ? 'false' : '-');
}

function rowText([name = '', value = '', origin = '']: readonly string[]): string {
  return `  ${name.padEnd(22)} ${value.padEnd(24)} ${origin}`;
}
