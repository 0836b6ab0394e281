import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const recording = readFileSync(new URL('../../cases/recordings/stripe-node-20.4.0.ndjson', import.meta.url), 'utf8');

interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly result: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

function start(...line: readonly string[]): Run {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...line]);
  const texts = { out: '', err: '' };
  child.stdout.on('data', chunk => (texts.out += chunk));
  child.stderr.on('data', chunk => (texts.err += chunk));
  child.stdin.on('error', () => {}); // it may end before it has read all
  return { child, result: once(child, 'close').then(([code]) => ({ code, ...texts })) };
}

describe('The process', () => {
  it('prints the version', async () => {
    const { code, out, err } = await start('--version').result;
    assert.deepEqual({ code, err }, { code: 0, err: '' });
    assert.match(out, /^\d+\.\d+\.\d+\n$/);
  });

  it('exits with the code of the command, with all of its output written', async () => {
    const { child, result } = start('validate', '-', '--reporter', 'ndjson');
    child.stdin.end(recording.repeat(200));
    const { code, out } = await result;
    assert.equal(code, 0);
    assert.equal(out.trimEnd().split('\n').length, recording.trimEnd().split('\n').length * 200);
  });

  it('does not wait for input when it is interrupted, and prints what it has', async () => {
    const { child, result } = start('validate', '-', '--reporter', 'ndjson');
    child.stdin.write(recording);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const { code, err } = await result;
    assert.equal(code, 130);
    assert.match(err, /^interrupted: /);
  });

  it('stops without a word when the reader of its output has left', async () => {
    const { child, result } = start('validate', '-', '--reporter', 'ndjson');
    child.stdin.write(recording);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.write(recording.repeat(50));
    const { code, err } = await result;
    assert.deepEqual({ code, err }, { code: 130, err: '' });
  });
});
