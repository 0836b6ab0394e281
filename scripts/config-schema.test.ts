// The schema that editors have says of a configuration what the commands say of it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { commands } from '../src/cli/commands/index.ts';
import { readConfig } from '../src/cli/config/read-config.ts';
import { checkConfig, namesOf, settingOf } from '../src/cli/config/settings.ts';
import type { Option } from '../src/cli/option.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import { pagesOf } from '../src/explain/pages.ts';
import { configSchema } from './config-schema.ts';
import { documents } from './docs/documents.ts';

const rules = pagesOf(loadCatalogue()).filter(({ kind }) => kind === 'rule');
const schema = configSchema(commands, rules);
const isValid = new Ajv({ strict: true, allErrors: true }).compile(schema);
const folder = mkdtempSync(join(tmpdir(), 'config-schema-'));
const configurable = commands.filter(({ options }) =>
  options.some(({ name }) => name === 'fail-on' || name === 'port'),
);

/** What the reader of configurations says, as the commands use it. */
async function isTaken(content: object, option?: Option<unknown>): Promise<boolean> {
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(content));
  try {
    const config = await readConfig(file);
    if (config === undefined) return false;
    checkConfig(config, commands, undefined);
    for (const command of configurable) {
      if (option === undefined || !command.options.includes(option)) continue;
      option.read(settingOf(option, command, { env: {}, config }).texts);
    }
    return true;
  } catch {
    return false;
  }
}

describe('The schema of the configuration', () => {
  it('is the one that is published: run `npm run docs`', () => {
    const published = readFileSync(new URL('../schemas/shared/config.schema.json', import.meta.url), 'utf8');
    assert.deepEqual(JSON.parse(published), JSON.parse(JSON.stringify(schema)));
  });

  it('knows every name that a command takes, everywhere, and no other', async () => {
    assert.ok(configurable.length >= 6, 'finds the commands');
    for (const command of configurable) {
      for (const name of namesOf(command)) {
        for (const content of [
          { [name]: 0 },
          { commands: { [command.name]: { [name]: 0 } } },
          { profiles: { x: { [name]: 0 } } },
        ]) {
          isValid(content);
          const unknown = (isValid.errors ?? []).filter(({ keyword }) => keyword === 'additionalProperties');
          assert.deepEqual(unknown, [], `${command.name}: ${name}`);
        }
      }
    }
    for (const content of [
      { rums: 1 },
      { commands: { jude: {} } },
      { commands: { gate: { output: 'x' } } },
      { 'allow-live': true },
    ]) {
      assert.deepEqual([isValid(content), await isTaken(content)], [false, false], JSON.stringify(content));
    }
  });

  const options = [...new Set(configurable.flatMap(command => command.options))].filter(
    ({ name }) => !['config', 'profile', 'allow-live', 'confirm-host'].includes(name),
  );
  const values = [
    true,
    'true',
    0,
    1,
    -1,
    3,
    101,
    1e10,
    '',
    ' ',
    'error',
    'client',
    'json',
    'json=x',
    'jnuit',
    ['json=a', 'sarif=b'],
    [],
    {},
    null,
  ];
  const maps = [{ 'response/link-host': 'warning' }, { 'response/link-host': 'warn' }, { 'response/link-host': 1 }];
  for (const option of options) {
    it(`takes no value of ${option.name} that the command line refuses for its kind`, async () => {
      for (const value of [...values, ...maps]) {
        const content = { [option.name]: value };
        if (!isValid(content)) continue;
        const isText = !('accepts' in option) && option.kind === 'value' && option.isMap === undefined;
        // Of texts the commands know more than a schema can say: a URL, a day, a header.
        assert.ok(isText || (await isTaken(content, option)), `${JSON.stringify(content)} is valid, but not taken`);
      }
    });

    it(`refuses values of ${option.name} that no command takes`, async () => {
      for (const value of [{}, null, [[1]], { a: { b: 1 } }]) {
        if (option.isMap === true && JSON.stringify(value) === '{}') continue;
        const content = { [option.name]: value };
        assert.deepEqual([isValid(content), await isTaken(content, option)], [false, false], JSON.stringify(content));
      }
    });
  }

  it('takes the examples of the documents', () => {
    const examples = documents().flatMap(name => {
      const text = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
      return [...text.matchAll(/```json\n(\{\n[^`]*"profiles"[^`]*)```/g)].map(([, example = '']) => example);
    });
    assert.ok(examples.length > 1, 'no example was found');
    for (const example of examples) assert.ok(isValid(JSON.parse(example)), JSON.stringify(isValid.errors));
  });
});
