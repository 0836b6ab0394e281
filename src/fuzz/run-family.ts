// Runs one family: many cases at once, and for each fault found its smallest counterexample.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Finding } from '../finding.ts';
import type { Family } from './families.ts';
import type { TestCase } from './test-case.ts';
import type { Trial } from './try-case.ts';

export interface FamilyRun {
  readonly trials: readonly Trial[];
  /** One for each fault, with the smallest case that shows it and the path that replays that case. */
  readonly faults: readonly { readonly finding: Finding; readonly testCase: TestCase; readonly path: string }[];
  /** Why the family stopped before its end. */
  readonly stopped?: string;
}

export interface FamilyOptions {
  readonly seed: number;
  readonly runs: number;
  readonly concurrency: number;
  /** Replays this one case of the family. */
  readonly path?: string;
  /** Sends a case; `undefined` when no more requests may be sent. */
  readonly tryCase: (testCase: TestCase) => Promise<Trial | undefined>;
}

/** After so many timeouts nobody learns more from a further one. */
const mostTimeouts = 3;
/** Shrinking ends here at the latest: a provider that fails at random would never come to rest. */
const mostShrinks = 400;

export async function runFamily(family: Family, options: FamilyOptions): Promise<FamilyRun> {
  const seed = seedOf(options.seed, family.id);
  const { path } = options;
  const cases = fc.sample(family.arbitrary, {
    seed,
    numRuns: path === undefined ? options.runs : 1,
    ...(path === undefined ? {} : { path }),
  });
  const results: ({ readonly testCase: TestCase; readonly trial: Trial; readonly index: number } | undefined)[] = [];
  let next = 0;
  let timeouts = 0;
  let stopped: string | undefined;
  const work = async (): Promise<void> => {
    while (next < cases.length && stopped === undefined) {
      const index = next++;
      const testCase = cases[index];
      if (testCase === undefined) return;
      const trial = await options.tryCase(testCase);
      if (trial === undefined) stopped ??= 'the limit of the run was reached';
      else results[index] = { testCase, trial, index };
      if (trial?.failure?.cause === 'timeout' && ++timeouts >= mostTimeouts) {
        stopped ??= `stopped after ${mostTimeouts} timeouts`;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.concurrency, cases.length) }, work));

  const tried = results.filter(result => result !== undefined);
  const first = new Map<string, (typeof tried)[number] & { readonly finding: Finding }>();
  for (const result of tried) {
    for (const finding of result.trial.findings) {
      if (!first.has(finding.fingerprint)) first.set(finding.fingerprint, { ...result, finding });
    }
  }
  const faults: FamilyRun['faults'][number][] = [];
  for (const { finding, testCase, index, trial } of first.values()) {
    const from = path ?? String(index);
    const isSlow = trial.failure !== undefined;
    faults.push(
      path === undefined && !isSlow
        ? await shrink(family, seed, from, finding, testCase, options.tryCase)
        : { finding, testCase, path: from },
    );
  }
  return { trials: tried.map(({ trial }) => trial), faults, ...(stopped === undefined ? {} : { stopped }) };
}

/** Walks from a case that shows a fault to the smallest one that still shows it. */
async function shrink(
  family: Family,
  seed: number,
  path: string,
  finding: Finding,
  testCase: TestCase,
  tryCase: FamilyOptions['tryCase'],
): Promise<FamilyRun['faults'][number]> {
  let tries = 0;
  let smallest = { finding, testCase };
  const property = fc.asyncProperty(family.arbitrary, async candidate => {
    if (++tries > mostShrinks) return true;
    const trial = await tryCase(candidate);
    const same = trial?.findings.find(found => found.fingerprint === finding.fingerprint);
    if (same !== undefined) smallest = { finding: same, testCase: candidate };
    return same === undefined;
  });
  const details = await fc.check(property, { seed, path, numRuns: 1 });
  return {
    ...smallest,
    path: details.failed && details.counterexamplePath !== null ? details.counterexamplePath : path,
  };
}

/** Each family draws from its own seed: replaying one does not depend on the others. */
function seedOf(seed: number, id: string): number {
  return createHash('sha256').update(`${seed}\n${id}`).digest().readInt32BE(0);
}
