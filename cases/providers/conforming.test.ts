// No conforming provider is blamed.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conformingProviders } from './conforming.ts';
import { seed } from './seed.ts';
import { catalogue, fuzzInProcess, fuzzOverHttp, runsInProcess } from './try-variant.ts';

describe(`Fuzzing with seed ${seed}`, () => {
  for (const [index, conforming] of conformingProviders.entries()) {
    // Every fourth is asked under another contract as well, so that a few runs have seen all of them.
    const drawn = catalogue.contracts[(seed + index) % catalogue.contracts.length]?.versions.at(-1);
    const usual = conforming.version ?? catalogue.default.stripeVersion;
    const versions = conforming.version === undefined && (seed + index) % 4 === 0 ? [usual, drawn ?? usual] : [usual];
    for (const version of new Set(versions)) {
      it(`does not blame a provider that is ${conforming.id} under ${version}: ${conforming.title}`, async () => {
        const trial = { seed, version, runs: 1, untilFound: false };
        const report = await (runsInProcess(conforming)
          ? fuzzInProcess(conforming, trial)
          : fuzzOverHttp(conforming, trial));
        assert.deepEqual(
          report.findings.filter(({ severity }) => severity !== 'notice'),
          [],
        );
        assert.equal(report.verdict, 'pass');
      });
    }
  }
});
