// What a line asks for: yargs splits it and refuses unknown commands; values are read by the options themselves.
import { ToolError } from '../errors.ts';
import type { Args, Command } from './command.ts';
import { readConfig } from './config/read-config.ts';
import { argumentsOf, checkConfig, type Setting, type Sources, settingOf, variableOf } from './config/settings.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Option } from './option.ts';
import { splitLine, type Texts } from './split-line.ts';

export type Parsed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'command'; readonly command: Command; readonly args: Args };

/** Reads the command line and what stands behind it: the environment and a configuration file. Throws a `ToolError` with the code `usage` for one that we cannot act on. */
export async function parseArguments(
  argv: readonly string[],
  commands: readonly Command[],
  env: Sources['env'] = {},
): Promise<Parsed> {
  const [first] = argv;
  const named = commands.find(({ name }) => name === first);
  const before = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  if (first === undefined) return { kind: 'nothing' };
  if (named !== undefined || first.startsWith('-')) {
    if (before.includes('--help') || before.includes('-h')) return { kind: 'help', command: named };
    if (before.includes('--version')) return { kind: 'version' };
  }
  if (first.startsWith('-')) {
    throw new ToolError('usage', `Name the command before its options: \`account-links <command> ${first} …\`.`);
  }
  refuseFlagValues(before, named);
  const texts = await splitLine(argv, commands);
  if (named === undefined) throw new Error(`yargs let the unknown command ${first} pass.`);
  refuseUnknownOptions(texts, named);
  const sources = await sourcesOf(texts, named, commands, env);
  return { kind: 'command', command: named, args: readArgs(texts, named, sources) };
}

/** A command that takes no `--config` has no settings behind its line. */
async function sourcesOf(
  texts: Texts,
  { name: command, options }: Command,
  commands: readonly Command[],
  env: Sources['env'],
): Promise<Sources> {
  const of = (name: string): string | undefined => {
    const option = options.find(one => one.name === name);
    return option === undefined ? undefined : (textsOf(option, texts[name])[0] ?? env[variableOf(name)]);
  };
  if (command === 'config' || !options.some(({ name }) => name === 'config')) return { env: {} };
  const profile = of('profile');
  const config = await readConfig(of('config'));
  if (config !== undefined) checkConfig(config, commands, profile);
  else if (profile !== undefined) {
    throw new ToolError(
      'usage',
      `There is no configuration to take the profile \`${profile}\` from: name it with --config.`,
    );
  }
  return { env, config, profile };
}

/** yargs takes `--quiet=maybe` for `--quiet`. */
function refuseFlagValues(argv: readonly string[], command: Command | undefined): void {
  for (const { name, kind } of command?.options ?? []) {
    const given = kind === 'flag' ? argv.find(text => text.startsWith(`--${name}=`)) : undefined;
    if (given !== undefined)
      throw new ToolError('usage', `--${name} takes no value. For its opposite say --no-${name}.`);
  }
}

function readArgs(texts: Texts, command: Command, sources: Sources): Args {
  const given = new Map<string, Setting>(
    command.options.map(option => {
      const onLine = textsOf(option, texts[option.name]);
      const setting = onLine.length > 0 ? { texts: onLine, origin: '' } : settingOf(option, command, sources);
      return [option.name, setting] as const;
    }),
  );
  for (const option of command.options) readAt(option, given.get(option.name));
  const settingFor = ({ name }: Option<unknown>): Setting => {
    const own = given.get(name);
    if (own === undefined) throw new Error(`The command ${command.name} does not list the option ${name}.`);
    return own;
  };
  return {
    positionals: readPositionals(texts['_'], command, sources),
    get: option => readAt(option, settingFor(option)),
    origins: option => {
      const own = settingFor(option);
      return own.origins ?? own.texts.map(() => own.origin || `--${option.name}`);
    },
  };
}

/** Reads a setting; an error names the place that it comes from. */
function readAt<T>(option: Option<T>, { texts, origin }: Setting = { texts: [], origin: '' }): T {
  try {
    return option.read(texts);
  } catch (thrown) {
    if (origin === '' || texts.length === 0 || !(thrown instanceof ToolError)) throw thrown;
    throw new ToolError(thrown.code, `${origin}: ${thrown.message}`, { cause: thrown });
  }
}

function refuseUnknownOptions(texts: Texts, command: Command): void {
  const known = command.options.map(({ name }) => name);
  const unknown = Object.keys(texts).find(name => name !== '_' && name !== '$0' && !known.includes(name));
  if (unknown === undefined) return;
  const written = unknown.length === 1 ? `-${unknown}` : `--${unknown}`;
  const advice = didYouMean(unknown, known, '--');
  throw new ToolError('usage', `${command.name} has no option \`${written}\`.${advice}`);
}

function textsOf({ name, kind, repeatable }: Option<unknown>, value: unknown): readonly string[] {
  const texts = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
  // What `--no-reporter` leaves: a negation of something that is not a flag.
  if (kind === 'value' && (value === false || (Array.isArray(value) && value.includes(false)))) {
    throw new ToolError('usage', `--no-${name} means nothing: --${name} takes a value.`);
  }
  if (texts.length > 1 && !repeatable) throw new ToolError('usage', `--${name} is given twice; one must do.`);
  return texts;
}

function readPositionals(value: unknown, command: Command, sources: Sources): readonly string[] {
  const { name, positionals } = command;
  const onLine = (Array.isArray(value) ? value : []).slice(1).map(String);
  const given = onLine.length > 0 ? onLine : (argumentsOf(command, sources)?.texts ?? []);
  const missing = positionals.find((positional, index) => positional.required && given[index] === undefined);
  if (missing !== undefined) throw new ToolError('usage', `${name} needs ${missing.name}: ${missing.summary}`);
  const extra = positionals.some(({ variadic }) => variadic) ? undefined : given[positionals.length];
  if (extra !== undefined) throw new ToolError('usage', `${name} does not know what to do with \`${extra}\`.`);
  if (given.includes('')) throw new ToolError('usage', `${name} was given an empty argument.`);
  return given;
}
