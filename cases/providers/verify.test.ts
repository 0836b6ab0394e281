// The pacts alone catch what shows on a documented outcome, and the gate is no less strict than its legs. A sample: each
// costs a process of its own.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conformingProviders } from './conforming.ts';
import { faultyProviders } from './faulty.ts';
import { seed } from './seed.ts';
import { catalogue, gateVariant, runsInProcess, verifyVariant } from './try-variant.ts';

const trial = { seed, version: catalogue.default.stripeVersion, runs: 1, untilFound: false };
const visible = faultyProviders.filter(
  one => one.shows === undefined && one.version === undefined && runsInProcess(one),
);
const plain = conformingProviders.filter(({ version }) => version === undefined);
const drawn = <T>(list: readonly T[], count: number): readonly T[] =>
  Array.from({ length: count }, (_, index) => list[(seed + index * 37) % list.length]).filter(one => one !== undefined);

describe(`Verifying with seed ${seed}`, () => {
  for (const faulty of drawn(visible, 4)) {
    it(`catches a provider that is ${faulty.id}: ${faulty.title}`, async () => {
      assert.equal((await verifyVariant(faulty, trial)).verdict, 'fail');
    });
  }

  for (const conforming of drawn(plain, 3)) {
    it(`does not blame a provider that is ${conforming.id}: ${conforming.title}`, async () => {
      const { verdict, findings } = await verifyVariant(conforming, trial);
      assert.deepEqual(
        findings.filter(({ severity }) => severity !== 'notice'),
        [],
      );
      assert.equal(verdict, 'pass');
    });
  }
});

describe(`The gate with seed ${seed}`, () => {
  it('fails a faulty provider and passes a conforming one', async () => {
    for (const faulty of drawn(visible, 1)) assert.equal((await gateVariant(faulty, trial)).verdict, 'fail', faulty.id);
    for (const conforming of drawn(plain, 1)) {
      assert.equal((await gateVariant(conforming, trial)).verdict, 'pass', conforming.id);
    }
  });
});
