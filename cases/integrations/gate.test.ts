// Our own gate on our own provider: as `serve` runs it, over HTTP, and as a function in this process.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { capturedIo } from '../../src/cli/captured-io.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import type { Report } from '../../src/report.ts';
import { seed } from '../providers/seed.ts';
import { catalogue, fuzzInProcess } from '../providers/try-variant.ts';
import { said } from '../providers/variant.ts';

describe(`Our own gate with seed ${seed}`, { timeout: 280_000 }, () => {
  it('passes on serve, over HTTP, under every contract', async t => {
    const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    const server = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'serve'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    t.after(() => server.kill());
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string]; // of a stream of text
    const url = line.replace('listening on ', '');
    const io = capturedIo();
    const states = ['--provider-states-url', `${url}/_pact/provider-states`];
    const settings = ['--api-version', 'all', '--runs', '2', '--seed', String(seed), '--reporter', 'json'];
    const code = await runCli(['gate', url, ...states, ...settings], io);
    const { verdict, findings, summary } = JSON.parse(io.out()) as Report; // what the reporter writes
    assert.deepEqual([code, verdict], [0, 'pass'], JSON.stringify([findings, summary.problems]));
    const passed = new Map<string, Set<string>>();
    for (const { leg, name, result } of summary.cases) {
      assert.equal(result, 'passed', `${leg} ${name}`);
      passed.set(leg, (passed.get(leg) ?? new Set()).add(name.split(' ')[0] ?? ''));
    }
    assert.deepEqual([...passed.keys()].sort(), ['fuzz', 'validate', 'verify']);
    assert.equal(passed.get('verify')?.size, catalogue.contracts.length);
    assert.equal(summary.fuzz?.coverage.percent, 100);
  });

  // Pact's verifier speaks HTTP alone: what is verified is verified above.
  for (const { id, versions } of catalogue.contracts) {
    it(`passes on the function, in this process, under ${id}`, async () => {
      const asItIs = said('as-it-is', 'The embedded provider.');
      const report = await fuzzInProcess(asItIs, { seed, version: versions.at(-1) ?? '', runs: 2, untilFound: false });
      assert.equal(report.verdict, 'pass', JSON.stringify([report.findings, report.summary.problems]));
      assert.equal(report.summary.fuzz?.coverage.percent, 100);
      assert.ok(report.summary.exchanges.judged > 100, 'it was asked');
    });
  }
});
