// What the tests of the faulty providers share.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultyProviders } from './faulty.ts';
import { seed } from './seed.ts';
import { catalogue, fuzzInProcess, fuzzOverHttp, runsInProcess } from './try-variant.ts';

/** Demands that fuzzing catches every part-th of the faulty providers; the names tell the seed. */
export function catchPart(part: number, parts: number): void {
  describe(`Fuzzing with seed ${seed}`, () => {
    for (const faulty of faultyProviders.filter((_, index) => index % parts === part)) {
      it(`catches a provider that is ${faulty.id}: ${faulty.title}`, async () => {
        const version = faulty.version ?? catalogue.default.stripeVersion;
        const trial = { seed, version, runs: 3, untilFound: true };
        const report = await (runsInProcess(faulty) ? fuzzInProcess(faulty, trial) : fuzzOverHttp(faulty, trial));
        assert.equal(report.verdict, 'fail', JSON.stringify(report.summary.problems));
        assert.ok(report.findings.some(({ severity, party }) => severity === 'error' && party === 'provider'));
      });
    }
  });
}
