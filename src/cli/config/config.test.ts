import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { capturedIo } from '../captured-io.ts';
import type { Args, Command } from '../command.ts';
import { configOf } from '../commands/config.ts';
import { runs } from '../fuzz-options.ts';
import { configOptions, quiet } from '../options.ts';
import { reporterOption } from '../reporter-option.ts';
import { runCli } from '../run-cli.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly args: Args | undefined;
}

/** Runs a command that only looks at what it was given. */
async function ran(line: readonly string[], env: { readonly [name: string]: string } = {}): Promise<Ran> {
  let seen: Args | undefined;
  const judge: Command = {
    ...{ name: 'judge', summary: 'Judge', examples: [], options: [runs, quiet, reporterOption, ...configOptions] },
    positionals: [{ name: 'base-url', summary: 'A URL.', required: true, variadic: false }],
    run: async args => {
      seen = args;
      return 0;
    },
  };
  const io = capturedIo({ env });
  const code = await runCli(line, io, [judge, configOf([judge])]);
  return { code, out: io.out(), err: io.err(), args: seen };
}

function fileOf(content: string, name = 'account-links.config.json'): string {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), name);
  writeFileSync(file, content);
  return file;
}

const file = fileOf(
  JSON.stringify(
    {
      'base-url': 'http://127.0.0.1:1',
      runs: 3,
      reporter: ['json', 'junit=report.xml'],
      commands: { judge: { runs: 4 } },
      profiles: { sandbox: { runs: 5, quiet: true } },
    },
    undefined,
    2,
  ),
);

describe('A configuration', () => {
  it('gives what the line leaves out, arguments too', async () => {
    const { args } = await ran(['judge', '--config', file]);
    assert.deepEqual(args?.positionals, ['http://127.0.0.1:1']);
    assert.equal(args.get(runs), 4);
    assert.equal(args.get(quiet), false);
    assert.deepEqual(
      args.get(reporterOption).map(({ id }) => id),
      ['json', 'junit'],
    );
  });

  it('ranks below a profile, that below the environment, and that below the line', async () => {
    const of = async (line: readonly string[], env = {}): Promise<number | undefined> =>
      (await ran(['judge', '--config', file, ...line], env)).args?.get(runs);
    assert.equal(await of(['--profile', 'sandbox']), 5);
    assert.equal(await of(['--profile', 'sandbox'], { ACCOUNT_LINKS_RUNS: '6' }), 6);
    assert.equal(await of(['--profile', 'sandbox', '--runs', '7'], { ACCOUNT_LINKS_RUNS: '6' }), 7);
  });

  it('may be YAML or a module', async () => {
    const yaml = fileOf('base-url: http://127.0.0.1:1\nruns: 8\n', 'a.yaml');
    assert.equal((await ran(['judge', '--config', yaml])).args?.get(runs), 8);
    const module = fileOf("export default { 'base-url': 'http://127.0.0.1:1', runs: 9 };\n", 'a.mjs');
    assert.equal((await ran(['judge', '--config', module])).args?.get(runs), 9);
  });

  const wrong: readonly (readonly [what: string, content: string, message: RegExp])[] = [
    ['an unknown name', '{\n  "rums": 3\n}', /json:2: there is no setting `rums`\. Did you mean runs\?/],
    ['an unknown command', '{"commands": {"jude": {}}}', /there is no command `jude`\. Did you mean judge\?/],
    ['a value of another kind', '{"quiet": 3}', /json:1: `quiet` takes true or false, not `3`/],
    ['a list where one must do', '{"runs": [1, 2]}', /`runs` takes one value, not `\[1,2\]`/],
    ['a value out of bounds', '{\n\n"runs": 0}', /json:3: --runs takes a whole number from 1 on, not `0`/],
    ['what must be said on the line', '{"allow-live": true}', /`allow-live` can be given on the command line only/],
    ['no object', '[]', /must hold an object/],
    ['what does not parse', '{', /cannot be used/],
  ];
  for (const [what, content, message] of wrong) {
    it(`is refused with its place for ${what}`, async () => {
      const { code, err, args } = await ran(['judge', 'http://127.0.0.1:1', '--config', fileOf(content)]);
      assert.equal(code, 2);
      assert.equal(args, undefined);
      assert.match(err, message);
    });
  }

  it('is named when it does not exist, and so is a profile', async () => {
    assert.match((await ran(['judge', 'x', '--config', 'nowhere.json'])).err, /nowhere\.json does not exist/);
    assert.match((await ran(['judge', 'x', '--config', file, '--profile', 'sandbux'])).err, /Did you mean sandbox\?/);
    assert.match((await ran(['judge', 'x', '--profile', 'sandbox'])).err, /There is no configuration/);
  });

  it('is printed with the place that each setting comes from', async () => {
    const { code, out } = await ran(['config', 'print', '--config', file], { ACCOUNT_LINKS_QUIET: 'true' });
    assert.equal(code, 0);
    assert.match(out, /^ {2}base-url +http:\/\/127\.0\.0\.1:1 +.*account-links\.config\.json:2$/m);
    assert.match(out, /^ {2}runs +4 +.*account-links\.config\.json:10$/m);
    assert.match(out, /^ {2}quiet +true +ACCOUNT_LINKS_QUIET$/m);
    assert.match(out, /^ {2}profile +- +the default$/m);
  });

  it('is printed with the file and the profile that the environment names', async () => {
    const env = { ACCOUNT_LINKS_CONFIG: file, ACCOUNT_LINKS_PROFILE: 'sandbox' };
    assert.match((await ran(['config', 'print'], env)).out, /^ {2}runs +5 +.*account-links\.config\.json:\d+$/m);
  });
});
