import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pour } from '../pour.ts';
import { createTally } from '../tally.ts';
import { notCompared } from '../validate.ts';
import { capturedIo } from './captured-io.ts';
import { judgeInJobs } from './judge-in-jobs.ts';
import { packageVersion } from './package-version.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'account-links-jobs-'));
after(() => rmSync(folder, { recursive: true }));

const cases = new URL('../../cases/', import.meta.url);
const traffic = ['rules', 'mistakes'].flatMap(topic =>
  readdirSync(new URL(`${topic}/`, cases)).flatMap(name =>
    readFileSync(new URL(`${topic}/${name}/traffic.ndjson`, cases), 'utf8')
      .trimEnd()
      .split('\n'),
  ),
);
writeFileSync(join(folder, 'a.ndjson'), `${traffic.join('\n')}\noops\n${traffic.toReversed().join('\r\n')}`);
writeFileSync(join(folder, 'b.har'), readFileSync(new URL('recordings/stripe-node-20.4.0.har', cases)));
writeFileSync(join(folder, 'c.ndjson.gz'), gzipSync(traffic.join('\n')));

// Node 20 loads no TypeScript as the first module of a worker.
const worker = join(folder, 'worker.mjs');
writeFileSync(
  worker,
  `import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))};
register();
await import(${JSON.stringify(new URL('judge-worker.ts', import.meta.url).href)});`,
);

const settings = {
  ...{ paths: [folder], format: 'auto', fields: undefined, parseAll: false },
  ...{ as: undefined, assumeVersion: undefined },
};
const watch = { begin: () => {}, read: () => {} };

async function onePass(): Promise<string> {
  const io = capturedIo();
  await runCli(['validate', folder, '--no-across', '--reporter', 'json'], io);
  return io.out();
}

describe('Judging in several threads', () => {
  for (const [jobs, shareSize] of [
    [1, 1e9],
    [1, 3_000],
    [3, 3_000],
    [2, 20_000],
  ] as const) {
    it(`comes to what one pass comes to, with ${jobs} threads and shares of ${shareSize} bytes`, async () => {
      const { signal } = new AbortController();
      const { partial, threads } = await judgeInJobs(settings, {
        jobs,
        watch,
        signal,
        shareSize,
        worthwhile: 0,
        worker,
      });
      assert.equal(threads, jobs);
      const tally = createTally();
      pour(Object.values(partial?.shards ?? {}), partial?.findings ?? {}, tally);
      tally.note(notCompared);
      const report = tally.report('validate', packageVersion(), { party: 'both', failOn: 'error' });
      assert.deepEqual(report, JSON.parse(await onePass()));
    });
  }

  it('starts no thread for what is over soon', async () => {
    const { signal } = new AbortController();
    const { threads } = await judgeInJobs(settings, { jobs: 8, watch, signal, shareSize: 20_000, worthwhile: 1e6 });
    assert.equal(threads, 1);
  });

  it('keeps what was judged up to the first gap when it is stopped', async () => {
    const controller = new AbortController();
    let read = 0;
    const stopping = { begin: () => {}, read: () => (++read === 3 ? controller.abort() : undefined) };
    const options = { jobs: 1, watch: stopping, signal: controller.signal, shareSize: 3_000, worthwhile: 0 };
    const { partial } = await judgeInJobs(settings, options);
    assert.deepEqual(Object.keys(partial?.shards ?? {}), ['1', '2', '3']);
  });

  it('is what --jobs asks for, and says what it leaves out', async () => {
    const io = capturedIo();
    const code = await runCli(['validate', folder, '--jobs', '2', '--reporter', 'json'], io);
    assert.equal(code, 1);
    assert.equal(io.out(), await onePass());
  });

  it('refuses what only one thread can do', async () => {
    for (const line of [
      ['-', '--jobs', '2'],
      [folder, '--jobs', '2', '--reporter', 'ndjson'],
    ]) {
      const io = capturedIo();
      assert.equal(await runCli(['validate', ...line], io), 2);
      assert.match(io.err(), /^usage: .*leave --jobs out/);
    }
  });
});
