// Every faulty provider is caught, no conforming one is blamed.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalogue } from '../../src/contract/contract.ts';
import { namedContract } from '../../src/contract/select-contract.ts';
import { fuzz } from '../../src/fuzz/fuzz.ts';
import { createInProcessClient } from '../../src/client/in-process-client.ts';
import { createProvider } from '../../src/provider/index.ts';
import type { Report } from '../../src/report.ts';
import { createTally } from '../../src/tally.ts';
import { conformingProviders } from './conforming.ts';
import { faultyProviders } from './faulty.ts';
import type { Variant } from './variant.ts';

const catalogue = loadCatalogue();
const seed = Math.floor(Math.random() * 2 ** 31);

async function fuzzed({ patch }: Variant, version = catalogue.default.stripeVersion): Promise<Report> {
  const provider = createProvider({ catalogue });
  const tally = createTally();
  const baseUrl = 'http://provider.example';
  const summary = await fuzz(
    {
      ...namedContract(catalogue, version),
      ...{ catalogue, seed, baseUrl, apiKey: 'sk_test_dummy', headers: [] },
      ...{ runs: 10, concurrency: 4, timeoutMs: 5000, clock: () => performance.now() },
      states: { kind: 'url', url: `${baseUrl}/_pact/provider-states` },
      client: createInProcessClient(patch(provider.handle)),
    },
    tally,
  );
  return tally.report('fuzz', '0', { party: 'both', failOn: 'error' }, summary);
}

describe(`Fuzzing with seed ${seed}`, () => {
  for (const faulty of faultyProviders) {
    it(`catches a provider that is ${faulty.id}: ${faulty.title}`, async () => {
      const { verdict, findings } = await fuzzed(faulty);
      assert.equal(verdict, 'fail');
      assert.ok(findings.some(({ severity, party }) => severity === 'error' && party === 'provider'));
    });
  }

  for (const conforming of conformingProviders) {
    for (const { id, versions } of catalogue.contracts) {
      it(`does not blame a provider that is ${conforming.id} under ${id}: ${conforming.title}`, async () => {
        const report = await fuzzed(conforming, versions.at(-1));
        assert.deepEqual(
          report.findings.filter(({ severity }) => severity !== 'notice'),
          [],
        );
        assert.equal(report.verdict, 'pass');
      });
    }
  }
});
