// What the tests of the faulty providers share.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultyProviders } from './faulty.ts';
import { catalogue, fuzzInProcess, fuzzOverHttp, runsInProcess } from './try-variant.ts';

/** Demands that fuzzing catches every part-th of the faulty providers, with a fresh seed that the names tell. */
export function catchPart(part: number, parts: number): void {
  const seed = Math.floor(Math.random() * 2 ** 31);
  describe(`Fuzzing with seed ${seed}`, () => {
    for (const faulty of faultyProviders.filter((_, index) => index % parts === part)) {
      it(`catches a provider that is ${faulty.id}: ${faulty.title}`, async () => {
        const version = faulty.version ?? catalogue.default.stripeVersion;
        const trial = { seed, version, runs: 1, untilFound: true };
        const report = await (runsInProcess(faulty) ? fuzzInProcess(faulty, trial) : fuzzOverHttp(faulty, trial));
        assert.equal(report.verdict, 'fail', JSON.stringify(report.summary.problems));
        assert.ok(report.findings.some(({ severity, party }) => severity === 'error' && party === 'provider'));
      });
    }
  });
}
