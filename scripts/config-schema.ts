// The schema of a configuration file, for editors: made of the options of the commands, so that it never lags behind.
import type { Command, Positional } from '../src/cli/command.ts';
import { namesOf, variableOf } from '../src/cli/config/settings.ts';
import type { Option } from '../src/cli/option.ts';

interface RuleText {
  readonly id: string;
  readonly title: string;
}

type Schema = { readonly [keyword: string]: unknown };

/** The draft that editors know: JSON and YAML language servers read draft-07 in full, and later ones in part. */
export function configSchema(commands: readonly Command[], rules: readonly RuleText[]): Schema {
  const configurable = commands.filter(
    ({ options }) => options.some(({ name }) => name === 'config') && !isConfig(options),
  );
  const settings = configurable.map(command => ({ command, schemas: settingsOf(command, rules) }));
  const definitions = definitionsOf(settings.flatMap(({ schemas }) => Object.entries(schemas)));
  const all = Object.fromEntries(Object.keys(definitions).map(name => [name, reference(name)]));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:account-links-contract:config',
    title: 'Configuration of account-links',
    description: 'The names are those of the options. The command line wins over the environment, that over this file.',
    ...objectOf({
      $schema: { type: 'string', description: 'Where an editor finds this schema.' },
      ...all,
      commands: {
        description: 'Settings of one command.',
        ...objectOf(
          Object.fromEntries(
            settings.map(({ command: { name, summary }, schemas }) => {
              const properties = Object.fromEntries(Object.keys(schemas).map(key => [key, reference(key)]));
              return [name, { description: `${summary}.`, ...objectOf(properties) }];
            }),
          ),
        ),
      },
      profiles: {
        description: 'Settings under a name, for `--profile NAME`: one provider, one pipeline.',
        type: 'object',
        additionalProperties: objectOf(all),
      },
    }),
    definitions,
  };
}

function objectOf(properties: Schema): Schema {
  return { type: 'object', additionalProperties: false, properties };
}

function reference(name: string): Schema {
  return { $ref: `#/definitions/${name}` };
}

/** `config print` takes `--config` only to read it. */
function isConfig(options: readonly Option<unknown>[]): boolean {
  return options.every(({ name }) => name === 'config' || name === 'profile');
}

function settingsOf(command: Command, rules: readonly RuleText[]): Schema {
  const names = new Set(namesOf(command));
  return Object.fromEntries([
    ...command.positionals.map(positional => [positional.name, positionalSchema(positional)] as const),
    ...command.options
      .filter(({ name }) => names.has(name))
      .map(option => [option.name, optionSchema(option, rules)] as const),
  ]);
}

function positionalSchema({ summary, variadic }: Positional): Schema {
  return { description: summary, ...(variadic ? oneOrMore({ type: 'string' }) : { type: 'string' }) };
}

function optionSchema(option: Option<unknown>, rules: readonly RuleText[]): Schema {
  const { name, kind, repeatable, accepts, fallback, summary, isMap } = option;
  const about = {
    description: `${summary} In the environment: ${variableOf(name)}.`,
    ...(fallback === undefined
      ? {}
      : { default: accepts !== undefined && 'minimum' in accepts ? Number(fallback) : fallback }),
  };
  if (kind === 'flag') return { ...about, type: 'boolean' };
  if (isMap === true) return { ...about, ...severityMap(rules) };
  const value = accepts ?? { type: 'string', pattern: '\\S' };
  return { ...about, ...(repeatable ? oneOrMore(value) : value) };
}

function severityMap(rules: readonly RuleText[]): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      rules.map(({ id, title }) => [id, { description: title, enum: ['error', 'warning', 'notice'] }]),
    ),
  };
}

function oneOrMore(items: Schema): Schema {
  return { anyOf: [items, { type: 'array', items }] };
}

/** Where commands mean different things by one name, either will do. */
function definitionsOf(settings: readonly (readonly [name: string, schema: unknown])[]): Schema {
  const found = new Map<string, Map<string, unknown>>();
  for (const [name, schema] of settings) {
    found.set(name, (found.get(name) ?? new Map()).set(JSON.stringify(schema), schema));
  }
  return Object.fromEntries(
    [...found].map(([name, variants]) => {
      const [only, ...others] = variants.values();
      return [name, others.length === 0 ? only : { anyOf: [only, ...others] }];
    }),
  );
}
