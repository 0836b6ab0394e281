import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ToolError } from '../errors.ts';
import { capturedIo } from './captured-io.ts';
import type { Args, Command } from './command.ts';
import { commands as realCommands } from './commands/index.ts';
import { Interruption, type Io } from './io.ts';
import { flagOption, listOption, type Option, valueOption, withDefault } from './option.ts';
import { parseChoice, parseInteger, parseText } from './parse-value.ts';
import { reporterOption } from './reporter-option.ts';
import { runCli } from './run-cli.ts';

const runs = valueOption({ name: 'runs', value: 'N', summary: 'How many.' }, parseInteger(1));
const level = withDefault(
  valueOption({ name: 'level', value: 'LEVEL', summary: 'Which.' }, parseChoice(['error', 'warning'])),
  'error',
);
const names = listOption({ name: 'name', value: 'NAME', summary: 'Repeatable.' }, parseText);
const quiet = flagOption({ name: 'quiet', summary: 'Less.' });
const unlisted = valueOption({ name: 'unlisted', value: 'X', summary: 'Of another command.' }, parseText);

function command(run: (args: Args, io: Io) => Promise<number> = async () => 0): Command {
  return {
    name: 'judge',
    summary: 'Judge something',
    positionals: [{ name: 'paths', summary: 'What to judge.', required: true, variadic: true }],
    examples: ['account-links judge x.har'],
    options: [runs, level, names, quiet, reporterOption],
    run,
  };
}

const other: Command = { ...command(), name: 'rest', positionals: [], options: [] };

/** Runs a line; the first argument of `seen` is what the command read. */
async function run(line: readonly string[], body?: (args: Args, io: Io) => Promise<number>, given: Partial<Io> = {}) {
  const io = capturedIo(given);
  const code = await runCli(line, io, [command(body), other]);
  return { code, out: io.out(), err: io.err() };
}

/** What a command reads from a line. */
async function read<T>(line: readonly string[], option: Option<T>): Promise<T> {
  let value: T | undefined;
  const { err } = await run(line, async args => {
    value = args.get(option);
    return 0;
  });
  assert.equal(err, '');
  return value as T; // the command has run: it complained of nothing
}

describe('The command line', () => {
  it('shows help on standard error and exits with 2 when no command is named', async () => {
    const { code, out, err } = await run([]);
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.match(err, /^Usage: account-links <command>/);
  });

  it('lists every command in help, with the arguments it takes', async () => {
    const { code, out } = await run(['--help']);
    assert.equal(code, 0);
    assert.match(out, /^ {2}judge <paths\.\.\.> {2}Judge something$/m);
    assert.match(out, /^ {2}rest {2}/m);
  });

  it('lists only commands that exist', async () => {
    const io = capturedIo();
    await runCli(['--help'], io);
    const [, listed = ''] = /Commands:\n(.*?)\n\n/s.exec(io.out()) ?? [];
    assert.deepEqual(
      [...listed.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name),
      realCommands.map(({ name }) => name),
    );
  });

  it('shows the help of a command wherever -h stands in the line, and does not run it', async () => {
    for (const line of [
      ['judge', '-h'],
      ['judge', 'x', '--runs', '--help'],
    ]) {
      const { code, out } = await run(line, () => assert.fail('it ran'));
      assert.equal(code, 0);
      assert.match(out, /^Usage: account-links judge <paths\.\.\.> \[options\]/);
      assert.match(out, /account-links judge x\.har/);
      assert.match(out, /--level LEVEL +Which\. \(error\)/);
    }
  });

  it('keeps help within the width of the terminal', async () => {
    let out = '';
    const stdout = { columns: 60, write: (text: string) => (out += text) };
    await runCli(['judge', '--help'], capturedIo({ stdout }), [command()]);
    for (const line of out.split('\n')) assert.ok(line.length <= 60, line);
  });

  it('prints the version', async () => {
    const { code, out } = await run(['--version']);
    assert.equal(code, 0);
    assert.match(out, /^\d+\.\d+\.\d+\n$/);
  });

  it('suggests the command that was meant', async () => {
    const { code, err } = await run(['jugde', 'x']);
    assert.equal(code, 2);
    assert.match(err, /There is no command `jugde`\. Did you mean judge\?\nRun `account-links --help`\./);
  });

  it('names the commands when an unknown one is close to none', async () => {
    for (const line of [['frobnicate'], ['frobnicate', '--help'], ['frobnicate', '--x']]) {
      const { code, err } = await run(line);
      assert.equal(code, 2);
      assert.match(err, /There is no command `frobnicate`\. Known are: judge, rest\./);
    }
  });

  it('asks for the command before its options', async () => {
    const { code, err } = await run(['--quiet', 'judge', 'x']);
    assert.equal(code, 2);
    assert.match(err, /Name the command before its options/);
  });

  it('suggests the option that was meant and says where the options are listed', async () => {
    const { code, err } = await run(['judge', 'x', '--rusn', '3']);
    assert.equal(code, 2);
    assert.match(err, /judge has no option `--rusn`\. Did you mean --runs\?\nRun `account-links judge --help`\./);
  });

  it('accepts of a command only the options that it lists', async () => {
    assert.match((await run(['rest', '--runs', '3'])).err, /rest has no option `--runs`/);
    assert.match((await run(['judge', 'x', '-q'])).err, /judge has no option `-q`/);
  });

  it('refuses an option without its value', async () => {
    for (const line of [['--runs'], ['--runs', '--quiet'], ['--name', '']]) {
      const { code, err } = await run(['judge', 'x', ...line]);
      assert.equal(code, 2, line.join(' '));
      assert.match(err, /--(?:runs needs|name takes) a value/);
    }
  });

  it('refuses numbers that are none, with the name of the option and the text', async () => {
    for (const text of ['abc', '0', '-1', '1.5', '1e3', '0x10', 'NaN', 'Infinity', '9007199254740993']) {
      const { code, err } = await run(['judge', 'x', `--runs=${text}`]);
      assert.equal(code, 2, text);
      assert.ok(err.includes(`--runs takes a whole number from 1 on, not \`${text}\``), err);
    }
  });

  it('refuses a word that is not among the choices', async () => {
    const { code, err } = await run(['judge', 'x', '--level', 'warnign']);
    assert.equal(code, 2);
    assert.match(err, /--level takes one of error, warning, not `warnign`\. Did you mean warning\?/);
  });

  it('refuses an option that is given twice and is not repeatable', async () => {
    for (const line of [
      ['--runs', '1', '--runs', '2'],
      ['--quiet', '--no-quiet'],
      ['--quiet', '--quiet'],
    ]) {
      const { code, err } = await run(['judge', 'x', ...line]);
      assert.equal(code, 2);
      assert.match(err, /is given twice/);
    }
  });

  it('refuses a flag with a value and a negation of what is no flag', async () => {
    assert.match((await run(['judge', 'x', '--quiet=maybe'])).err, /--quiet takes no value/);
    assert.match((await run(['judge', 'x', '--no-runs'])).err, /--no-runs means nothing/);
  });

  it('refuses missing, superfluous and empty arguments', async () => {
    assert.match((await run(['judge'])).err, /judge needs paths: What to judge\./);
    assert.match((await run(['rest', 'x'])).err, /rest does not know what to do with `x`/);
    assert.match((await run(['judge', ''])).err, /empty argument/);
  });

  it('never repeats a secret that was typed, nor a control character', async () => {
    const { err } = await run(['judge', 'x', '--level', `sk_live_${'a1'.repeat(12)}\u001b[31m`]);
    assert.doesNotMatch(err, /a1a1|[^\P{Cc}\n]/u);
  });

  it('hands the arguments over in their order, with `-` and what stands behind `--`', async () => {
    let positionals: readonly string[] = [];
    const { code } = await run(['judge', 'b', '-', '1e3', '--runs', '2', 'a', '--', '--quiet'], async args => {
      positionals = args.positionals;
      return 0;
    });
    assert.equal(code, 0);
    assert.deepEqual(positionals, ['b', '-', '1e3', 'a', '--quiet']);
  });

  it('reads values, defaults, lists and flags', async () => {
    assert.equal(await read(['judge', 'x', '--runs', '20'], runs), 20);
    assert.equal(await read(['judge', 'x'], runs), undefined);
    assert.equal(await read(['judge', 'x'], level), 'error');
    assert.equal(await read(['judge', 'x', '--level=warning'], level), 'warning');
    assert.deepEqual(await read(['judge', '--name', 'a', 'x', '--name', 'b'], names), ['a', 'b']);
    assert.equal(await read(['judge', 'x', '--no-quiet'], quiet), false);
    assert.equal(await read(['judge', 'x'], quiet), undefined);
  });

  it('refuses two reporters on standard output or on one file', async () => {
    for (const line of [
      ['json', 'junit'],
      ['json=-', 'pretty'],
      ['json=x', 'junit=./x'],
    ]) {
      const { code, err } = await run(['judge', 'x', ...line.flatMap(text => ['--reporter', text])]);
      assert.equal(code, 2);
      assert.match(err, /Two reporters cannot both write to/);
    }
  });

  it('refuses a reporter that does not exist, with what was meant', async () => {
    const { code, err } = await run(['judge', 'x', '--reporter', 'jnuit']);
    assert.equal(code, 2);
    assert.match(err, /There is no reporter `jnuit`\. Known are: pretty, json, .*html\. Did you mean junit\?/);
  });

  it('exits with 2 and the message when a command could not run', async () => {
    const { code, out, err } = await run(['judge', 'x'], async () => {
      throw new ToolError('input-missing', 'There is no file `x`.');
    });
    assert.deepEqual({ code, out }, { code: 2, out: '' });
    assert.equal(err, 'input-missing: There is no file `x`.\nRun `account-links explain input-missing`.\n');
  });

  it('exits with 3 and asks for a report when a command fails by a bug', async () => {
    for (const thrown of [new TypeError('x is not a function'), 'a string']) {
      const { code, err } = await run(['judge', 'x'], () => Promise.reject(thrown));
      assert.equal(code, 3);
      assert.match(err, /This is a bug in account-links: please report it\.\n$/);
    }
  });

  it('exits with 3 when a command reads an option that it does not list', async () => {
    const { code, err } = await run(['judge', 'x'], async args => (args.get(unlisted) === undefined ? 0 : 1));
    assert.equal(code, 3);
    assert.match(err, /does not list the option unlisted/);
  });

  it('exits with 130 when a command gives up because it was interrupted', async () => {
    const controller = new AbortController();
    const interrupted = async () => {
      controller.abort(new Interruption('SIGINT'));
      controller.signal.throwIfAborted();
      return 0;
    };
    const { code, err } = await run(['judge', 'x'], interrupted, { signal: controller.signal });
    assert.deepEqual({ code, err }, { code: 130, err: '' });
  });
});
