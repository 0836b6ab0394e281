// Takes one job after the other from its parent.
import { conformingProviders } from '../../cases/providers/conforming.ts';
import { faultyProviders } from '../../cases/providers/faulty.ts';
import { catalogue, fuzzOverHttp, gateVariant, verifyVariant } from '../../cases/providers/try-variant.ts';
import type { Variant } from '../../cases/providers/variant.ts';
import { reasonOf } from '../../src/errors.ts';
import type { Job, Result } from './job.ts';

const attempts = { fuzz: fuzzOverHttp, verify: verifyVariant, gate: gateVariant };

process.on('message', async (job: Job) => process.send?.(await done(job)));

async function done(job: Job): Promise<Result> {
  try {
    return { ...job, ...(await judged(job)) };
  } catch (thrown) {
    return { ...job, outcome: 'broken', detail: reasonOf(thrown) };
  }
}

async function judged({ leg, seed, id, isFaulty }: Job): Promise<Pick<Result, 'outcome' | 'detail'>> {
  const provider = (isFaulty ? faultyProviders : conformingProviders).find(one => one.id === id);
  if (provider === undefined) throw new Error(`No provider is called ${id}.`);
  const version = provider.version ?? (isFaulty ? catalogue.default.stripeVersion : drawnVersion(provider, seed));
  const report = await attempts[leg](provider, { seed, version, runs: 10, untilFound: isFaulty });
  const alarms = report.findings.filter(({ severity }) => severity !== 'notice');
  if (isFaulty) return { outcome: report.verdict === 'fail' ? 'right' : 'survived', detail: `under ${version}` };
  const isBlamed = alarms.length > 0 || report.verdict !== 'pass';
  const why = alarms.map(({ rule, message }) => `${rule}: ${message}`).join(' ');
  return { outcome: isBlamed ? 'blamed' : 'right', detail: `under ${version}: ${report.verdict}. ${why}` };
}

/** Each second run under the version most people send, the others under the contracts in turn. */
function drawnVersion({ id }: Variant, seed: number): string {
  const { contracts, default: usual } = catalogue;
  const turn = seed + id.length;
  return (
    (turn % 2 === 0 ? contracts[(turn >> 1) % contracts.length]?.versions.at(-1) : undefined) ?? usual.stripeVersion
  );
}
