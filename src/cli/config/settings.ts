// Where the value of an option comes from: the line, then the environment, then the file, then its default.
import { ToolError } from '../../errors.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../../json.ts';
import type { Command } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Option } from '../option.ts';
import type { Config } from './read-config.ts';

/** The texts of an option or an argument, and where they come from. */
export interface Setting {
  readonly texts: readonly string[];
  /** `the command line`, `ACCOUNT_LINKS_RUNS`, `account-links.config.json:3`, `the default`. */
  readonly origin: string;
  /** The place of each text, where each has one. */
  readonly origins?: readonly string[];
}

export interface Sources {
  readonly env: { readonly [name: string]: string | undefined };
  readonly config?: Config | undefined;
  readonly profile?: string | undefined;
}

/** What must be said each time anew: a file that allows live keys would take the meaning from saying it twice. */
const lineOnly: ReadonlySet<string> = new Set(['allow-live', 'confirm-host', 'config', 'profile']);
const sections: ReadonlySet<string> = new Set(['$schema', 'commands', 'profiles']);

/** The setting of an option that the line does not name; no texts where only its default is left. */
export function settingOf(option: Option<unknown>, command: Command, sources: Sources): Setting {
  const { name, kind, repeatable } = option;
  const variable = variableOf(name);
  const inEnvironment = lineOnly.has(name) ? undefined : sources.env[variable];
  if (inEnvironment !== undefined && inEnvironment !== '') return { texts: [inEnvironment], origin: variable };
  const inFile = lineOnly.has(name) ? undefined : valueInFile(name, command, sources);
  if (inFile === undefined || sources.config === undefined) return { texts: [], origin: 'the default' };
  const place = sources.config.place(...inFile.path);
  if (option.isMap === true) return mapSetting(option, inFile, sources.config);
  const texts = textsOf(inFile.value, repeatable);
  if (texts === undefined || (kind === 'flag' && texts.some(text => text !== 'true' && text !== 'false'))) {
    const takes = kind === 'flag' ? 'true or false' : repeatable ? 'a value or a list of values' : 'one value';
    throw new ToolError('usage', `${place}: \`${name}\` takes ${takes}, not \`${JSON.stringify(inFile.value)}\`.`);
  }
  return { texts, origin: place };
}

/** Of `"severity": {"response/link-host": "warning"}` the text `response/link-host=warning`. */
function mapSetting(
  { name }: Option<unknown>,
  { value, path }: { readonly value: Json; readonly path: readonly string[] },
  config: Config,
): Setting {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  if (!isJsonObject(value) || entries.some(([, held]) => typeof held !== 'string')) {
    const takes = `takes an object of texts, not \`${JSON.stringify(value)}\``;
    throw new ToolError('usage', `${config.place(...path)}: \`${name}\` ${takes}.`);
  }
  return {
    texts: entries.map(([key, held]) => `${key}=${String(held)}`),
    origin: config.place(...path),
    origins: entries.map(([key]) => config.place(...path, key)),
  };
}

/** The arguments of a command that the line leaves out, if the file has them. */
export function argumentsOf(command: Command, sources: Sources): Setting | undefined {
  const [first] = command.positionals;
  const inFile = first === undefined ? undefined : valueInFile(first.name, command, sources);
  if (first === undefined || inFile === undefined || sources.config === undefined) return undefined;
  const place = sources.config.place(...inFile.path);
  const texts = textsOf(inFile.value, first.variadic);
  if (texts === undefined) {
    throw new ToolError('usage', `${place}: \`${first.name}\` takes text, not \`${JSON.stringify(inFile.value)}\`.`);
  }
  return { texts, origin: place };
}

/** Refuses names that no command knows. Throws a `ToolError` that names the place and the closest name. */
export function checkConfig(config: Config, commands: readonly Command[], profile: string | undefined): void {
  const all = commands.flatMap(namesOf);
  refuseUnknown(config.content, [...all, ...sections], config);
  for (const [name, value] of Object.entries(objectAt(config, 'commands'))) {
    const command = commands.find(one => one.name === name);
    if (command === undefined) {
      const known = commands.map(one => one.name);
      throw new ToolError('usage', `${config.place(name)}: there is no command \`${name}\`.${didYouMean(name, known)}`);
    }
    refuseUnknown(objectOf(value, name, config), namesOf(command), config);
  }
  const profiles = objectAt(config, 'profiles');
  for (const [name, value] of Object.entries(profiles)) refuseUnknown(objectOf(value, name, config), all, config);
  if (profile !== undefined && !Object.hasOwn(profiles, profile)) {
    const known = Object.keys(profiles);
    const advice =
      known.length === 0 ? ' It has none.' : ` Known are: ${known.join(', ')}.${didYouMean(profile, known)}`;
    throw new ToolError('usage', `${config.file} has no profile \`${profile}\`.${advice}`);
  }
}

/** The environment variable of an option: `--max-requests` is `ACCOUNT_LINKS_MAX_REQUESTS`. */
export function variableOf(name: string): string {
  return `ACCOUNT_LINKS_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** What a file may set for a command. */
export function namesOf({ options, positionals }: Command): string[] {
  return [
    ...options.map(({ name }) => name).filter(name => !lineOnly.has(name)),
    ...positionals.map(({ name }) => name),
  ];
}

/** The profile that was named, then the section of the command, then the file as a whole. */
function valueInFile(
  name: string,
  command: Command,
  { config, profile }: Sources,
): { readonly value: Json; readonly path: readonly string[] } | undefined {
  const places = [...(profile === undefined ? [] : [['profiles', profile]]), ['commands', command.name], []];
  for (const place of places) {
    const path = [...place, name];
    const value = path.reduce<Json | undefined>((held, key) => member(held, key), config?.content);
    if (value !== undefined) return { value, path };
  }
  return undefined;
}

function textsOf(value: Json, repeatable: boolean): readonly string[] | undefined {
  const values = Array.isArray(value) && repeatable ? value : [value];
  const isText = (one: Json): boolean => ['string', 'number', 'boolean'].includes(typeof one);
  return values.every(isText) ? values.map(String) : undefined;
}

function objectAt(config: Config, name: string): JsonObject {
  const value = member(config.content, name);
  return value === undefined ? {} : objectOf(value, name, config);
}

function objectOf(value: Json, name: string, config: Config): JsonObject {
  if (isJsonObject(value)) return value;
  throw new ToolError('usage', `${config.place(name)}: \`${name}\` must be an object of settings.`);
}

function refuseUnknown(settings: JsonObject, known: readonly string[], config: Config): void {
  for (const name of Object.keys(settings)) {
    if (known.includes(name)) continue;
    const why = lineOnly.has(name)
      ? `\`${name}\` can be given on the command line only.`
      : `there is no setting \`${name}\`.${didYouMean(name, known)}`;
    throw new ToolError('usage', `${config.place(name)}: ${why}`);
  }
}
