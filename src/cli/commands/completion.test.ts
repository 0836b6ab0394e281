import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { capturedIo } from '../captured-io.ts';
import { runCli } from '../run-cli.ts';
import { commands } from './index.ts';

const why = (shell: string): string | false =>
  spawnSync(shell, ['-c', 'exit 0']).status === 0 ? false : `there is no ${shell} here`;

async function script(shell: string): Promise<{ code: number; out: string; err: string }> {
  const io = capturedIo();
  return { code: await runCli(['completion', shell], io), out: io.out(), err: io.err() };
}

/** What bash offers for the last of the words. */
async function offeredByBash(...words: readonly string[]): Promise<readonly string[]> {
  const { out } = await script('bash');
  const call = `${out}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _account_links; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', call, 'bash', ...words], { encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout.split('\n').filter(word => word !== '');
}

describe('completion', () => {
  it('offers the commands in bash', { skip: why('bash') }, async () => {
    assert.deepEqual(await offeredByBash('account-links', 'g'), ['gate']);
    const all = await offeredByBash('account-links', '');
    for (const { name } of commands) assert.ok(all.includes(name), name);
  });

  it('offers the options of a command in bash, and both words of a flag', { skip: why('bash') }, async () => {
    assert.deepEqual(await offeredByBash('account-links', 'fuzz', '--see'), ['--seed']);
    assert.deepEqual(await offeredByBash('account-links', 'gate', '--no-c'), ['--no-color']);
    assert.deepEqual(await offeredByBash('account-links', 'validate', '--see'), []);
  });

  it('offers files after an option that takes one in bash, and nothing after one that takes a number', {
    skip: why('bash'),
  }, async () => {
    const files = await offeredByBash('account-links', 'fuzz', '--accounts', 'packa');
    assert.deepEqual([...files].sort(), ['package-lock.json', 'package.json']);
    assert.deepEqual(await offeredByBash('account-links', 'fuzz', '--seed', 'packa'), []);
  });

  it('offers the pages of explain in bash', { skip: why('bash') }, async () => {
    assert.deepEqual(await offeredByBash('account-links', 'explain', 'response/echo-'), [
      'response/echo-account',
      'response/echo-use-case',
    ]);
  });

  it('offers commands and options in fish', { skip: why('fish') }, async () => {
    const { out } = await script('fish');
    const offered = (line: string): string =>
      spawnSync('fish', ['--no-config', '-c', `${out}\ncomplete -C '${line}'`], { encoding: 'utf8' }).stdout;
    assert.match(offered('account-links ga'), /^gate\t/);
    assert.match(offered('account-links fuzz --see'), /^--seed\t/);
    assert.match(offered('account-links explain response/echo-a'), /^response\/echo-account/);
  });

  it('is taken by zsh', { skip: why('zsh') }, async () => {
    const { out } = await script('zsh');
    const call = `autoload -Uz compinit && compinit -D -u\n${out}\nprint -r -- $_comps[account-links]`;
    const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', call], { encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.equal(stdout, '_account_links\n');
  });

  it('says which shells it knows', async () => {
    const { code, err } = await script('tcsh');
    assert.equal(code, 2);
    assert.match(err, /There is no completion for `tcsh`\..* Known are: bash, zsh, fish\./);
  });
});
