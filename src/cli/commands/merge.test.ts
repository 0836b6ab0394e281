import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { capturedIo } from '../captured-io.ts';
import { Interruption, type Io } from '../io.ts';
import { runCli } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'account-links-'));
after(() => rmSync(folder, { recursive: true }));

const recording = fileURLToPath(new URL('../../../cases/recordings/stripe-node-20.4.0.ndjson', import.meta.url));
const broken = fileURLToPath(new URL('../../../cases/mistakes/urls-at-the-top/traffic.ndjson', import.meta.url));

async function run(argv: readonly string[], stdin = '', given: Partial<Io> = {}) {
  const io = capturedIo({ stdin: textOf(stdin), ...given });
  const code = await runCli(argv, io);
  return { code, out: io.out(), err: io.err() };
}

async function* textOf(text: string): AsyncGenerator<string> {
  yield text;
}

async function shard(paths: readonly string[], which: string, ...more: readonly string[]): Promise<string> {
  const { code, out, err } = await run(['validate', ...paths, '--partial', '--shard', which, ...more]);
  assert.equal(code, 0, err);
  return out;
}

describe('validate --partial', () => {
  it('exits with 0 whatever it finds, and leaves the verdict to merge', async () => {
    const { code, out, err } = await run(['validate', broken, '--partial']);
    assert.deepEqual([code, err, out.endsWith('}\n'), out.trimEnd().includes('\n')], [0, '', true, false]);
    const merged = await run(['merge', '-'], out);
    assert.equal(merged.code, 1);
    assert.match(merged.out, /^FAIL {2}account-links validate: 3 errors/);
  });

  it('says which bytes of which files a shard is', async () => {
    const { err } = await run(['validate', recording, '--partial', '--shard', '2/3']);
    assert.match(
      err,
      /^shard 2\/3 of 1 input, \d+ bytes, by files and byte ranges: .*20\.4\.0\.ndjson \(what begins in bytes \d+ to \d+\)\.\n$/,
    );
  });

  it('is told by its exit code that it could not process its input, and writes nothing', async () => {
    const missing = await run(['validate', join(folder, 'nowhere'), '--partial']);
    assert.deepEqual([missing.code, missing.out], [2, '']);
    const controller = new AbortController();
    controller.abort(new Interruption('SIGTERM'));
    const stopped = await run(['validate', recording, '--partial'], '', { signal: controller.signal });
    assert.deepEqual([stopped.code, stopped.out], [130, '']);
  });

  it('is needed for a shard, of which there is a number', async () => {
    assert.match(
      (await run(['validate', recording, '--shard', '1/2'])).err,
      /^usage: A --shard is judged with --partial/,
    );
    for (const which of ['0/2', '3/2', '1', '1/0', 'a/b', '-1/2']) {
      assert.match(
        (await run(['validate', recording, '--partial', `--shard=${which}`])).err,
        /--shard takes .* such as 3\/8/,
      );
    }
    const mixed = await run(['validate', recording, '-', '--partial', '--shard', '1/2']);
    assert.match(mixed.err, /`-` beside other paths cannot be shared/);
  });

  it('takes stdin as the shard if each line of it is a record', async () => {
    const { code, err } = await run(['validate', '-', '--partial', '--shard', '1/2'], '{"log":{"entries":[]}}');
    assert.equal(code, 2);
    assert.match(err, /^input-unreadable: <stdin> is not of a format .* each line.*--format/);
  });
});

describe('merge refuses', () => {
  const problem = async (argv: readonly string[], stdin: string): Promise<string> => {
    const { code, err } = await run(['merge', ...argv, '--reporter', 'json'], stdin);
    assert.equal(code, 2);
    return err;
  };

  it('an input of which a shard is missing', async () => {
    const some = [await shard([recording], '1/5'), await shard([recording], '4/5')].join('');
    const err = await problem(['-'], some);
    assert.match(
      err,
      /^partials-missing: 3 of the 5 shards of 1 input, \d+ bytes are missing: 2, 3, 5\. .*--shard 2\/5/,
    );
    assert.equal((await run(['merge', '-', '--partial'], some)).code, 0);
  });

  it('results of other versions, contracts and options', async () => {
    const [one, two] = [await shard([recording], '1/2'), await shard([recording], '2/2')];
    const other = (from: RegExp, to: string) => problem(['-'], one + two.replace(from, to));
    assert.match(
      await other(/"tool":"[^"]+"/, '"tool":"9.9.9"'),
      /partials-mixed: <stdin>:2 .* versions .* and 9\.9\.9/,
    );
    assert.match(await other(/"contracts":"[^"]+"/, '"contracts":"f"'), /partials-mixed: .* different contracts/);
    const rehearsed = await shard([recording], '2/2', '--as', '2026-09-30.endive');
    assert.match(await problem(['-'], one + rehearsed), /different --as \(`2026-09-30\.endive` and `nothing`\)/);
  });

  it('results of different inputs, or of one that has changed meanwhile', async () => {
    const path = join(folder, 'growing.ndjson');
    const line = readFileSync(broken, 'utf8').split('\n')[0] ?? '';
    writeFileSync(path, `${line}\n`.repeat(10));
    const before = await shard([path], '1/2');
    appendFileSync(path, `${line}\n`);
    const err = await problem(['-'], before + (await shard([path], '2/2')));
    assert.match(err, /different inputs \(one of 2 of 1 input, \d+ bytes, one of 2 of 1 input, \d+ bytes\)/);
    const same = await shard([path], '1/2');
    writeFileSync(path, `${line}\n${line.replace('POST', 'PAST')}\n${`${line}\n`.repeat(9)}`);
    assert.match(
      await problem(['-'], same + (await shard([path], '1/2'))),
      /Shard 1\/2 was judged twice, with different results/,
    );
  });

  it('what is cut off, edited or no partial result at all, and names where it stands', async () => {
    const whole = await shard([broken], '1/1');
    mkdirSync(join(folder, 'cut'));
    const path = join(folder, 'cut', 'shard.json');
    const edits = [
      whole.slice(0, -20),
      whole.replace('"v":1', '"v":2'),
      whole.replace(/"read":\d+/, '"read":-1'),
      whole.replace(/"findings":\{.*/, '"findings":{}}\n'),
      whole.replace('"shards":{"1"', '"shards":{"2"'),
      whole.replace('"shards":{"1"', '"shards":{"__proto__"'),
      '[]\n',
    ];
    for (const edit of edits) {
      writeFileSync(path, `${whole}${edit}`);
      assert.match(
        await problem([path], ''),
        /^input-unreadable: .*shard\.json:2 is no whole partial result\. It is cut off/,
      );
    }
  });

  it('what is not there', async () => {
    assert.match(
      await problem([join(folder, 'nowhere.json')], ''),
      /^input-missing: The partial result `.*nowhere\.json` cannot be read/,
    );
    assert.match(await problem(['-'], '\n'), /^input-empty: There is no partial result in -/);
  });
});
