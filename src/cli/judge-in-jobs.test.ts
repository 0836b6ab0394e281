import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createTally } from '../tally.ts';
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
  ...{ paths: [folder], format: 'auto', fields: undefined, parseAll: false, as: undefined, assumeVersion: undefined },
  ...{ allowUnreadable: 0, across: true },
};
const watch = { begin: () => {}, read: () => {} };

async function reportOf(...options: readonly string[]): Promise<string> {
  const io = capturedIo();
  await runCli(['validate', folder, '--reporter', 'json', ...options], io);
  return io.out();
}

describe('Judging in several threads', () => {
  for (const [jobs, shareSize, heldAtMost] of [
    [1, 1e9, 1e6],
    [1, 3_000, 1e6],
    [3, 3_000, 1e6],
    [2, 20_000, 1e6],
    [3, 1_000, 10],
  ] as const) {
    it(`comes to what one pass comes to, with ${jobs} threads, shares of ${shareSize} bytes and ${heldAtMost} sightings held`, async () => {
      const { signal } = new AbortController();
      const tally = createTally();
      const options = { jobs, watch, signal, shareSize, heldAtMost, worthwhile: 0, worker };
      const { threads, mostHeld } = await judgeInJobs(settings, tally, options);
      assert.equal(threads, jobs);
      // What is judged in one go comes on top: here at most a file for each thread, and what waits of its share.
      assert.ok(mostHeld <= heldAtMost + jobs * (100 + 2 * traffic.length), `${mostHeld} were held`);
      const report = tally.report('validate', packageVersion(), { party: 'both', failOn: 'error' });
      const once = JSON.parse(await reportOf());
      assert.deepEqual(report, once);
      assert.match(JSON.stringify(once), /recording\/repeated/);
    });
  }

  it('starts no thread for what is over soon', async () => {
    const { signal } = new AbortController();
    const options = { jobs: 8, watch, signal, shareSize: 20_000, worthwhile: 1e6 };
    const { threads } = await judgeInJobs(settings, createTally(), options);
    assert.equal(threads, 1);
  });

  it('keeps what was judged in the order of the input when it is stopped', async () => {
    const controller = new AbortController();
    let read = 0;
    const stopping = { begin: () => {}, read: () => (++read === 3 ? controller.abort() : undefined) };
    const options = { jobs: 1, watch: stopping, signal: controller.signal, shareSize: 3_000, worthwhile: 0 };
    const tally = createTally();
    await judgeInJobs(settings, tally, options);
    const { summary } = tally.report('validate', '0', { party: 'both', failOn: 'error' });
    assert.ok(summary.exchanges.read > 0 && summary.exchanges.read < 3 * traffic.length, 'some, and not all');
    assert.deepEqual(
      summary.problems.map(({ code }) => code),
      [],
    );
  });

  it('says what a worker died of that has a share', async () => {
    const { signal } = new AbortController();
    const broken = join(folder, 'broken.mjs');
    writeFileSync(
      broken,
      `import { workerData } from 'node:worker_threads';
Atomics.add(workerData.state, 0, 1);
throw new Error('out of luck');`,
    );
    // So many shares that there are some left whenever the worker comes.
    const options = { jobs: 2, watch, signal, shareSize: 10, worthwhile: 0, worker: broken };
    await assert.rejects(judgeInJobs(settings, createTally(), options), /out of luck/);
  });

  for (const option of ['--across', '--no-across', '--as=2026-09-30.endive', '--allow-unreadable=5']) {
    it(`is what --jobs asks for, also with ${option}`, async () => {
      assert.equal(await reportOf('--jobs', '2', option), await reportOf(option));
    });
  }

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
