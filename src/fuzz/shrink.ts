// From a case that shows a fault to the smallest one that still shows it.
import fc from 'fast-check';
import type { Finding } from '../finding.ts';
import { isJsonObject, type Json, pointerToken } from '../json.ts';
import { type Family, isList } from './family.ts';
import { put } from './request-body.ts';
import type { TestCase } from './test-case.ts';
import type { Trial } from './try-case.ts';

/** A case and the path that leads to it: `--path` takes it behind the id of its family. */
export interface Counterexample {
  readonly testCase: TestCase;
  readonly finding: Finding;
  readonly path: string;
}

export interface ShrinkOptions {
  readonly seed: number;
  /** Sends a case; `undefined` when no more requests may be sent. */
  readonly tryCase: (testCase: TestCase) => Promise<Trial | undefined>;
  /** Whether a smaller body is wrong in the same ways: else the fault would be another. */
  readonly isSameNature: (one: Json, other: Json) => boolean;
}

/** Shrinking ends here at the latest: a provider that fails at random would never come to rest. */
const mostTries = 300;

export async function shrink(family: Family, from: Counterexample, options: ShrinkOptions): Promise<Counterexample> {
  const { fingerprint } = from.finding;
  let tries = 0;
  const shows = async (testCase: TestCase): Promise<Finding | undefined> => {
    if (++tries > mostTries) return undefined;
    const trial = await options.tryCase(testCase);
    return trial?.findings.find(found => found.fingerprint === fingerprint);
  };
  const drawn = isList(family.cases) ? from : await shrinkDrawn(family.cases, from, options.seed, shows);
  return drawn.testCase.wire === undefined ? withoutMembers(drawn, options.isSameNature, shows) : drawn;
}

/** fast-check's own shrinking, along the path of the value. */
async function shrinkDrawn(
  cases: fc.Arbitrary<TestCase>,
  from: Counterexample,
  seed: number,
  shows: (testCase: TestCase) => Promise<Finding | undefined>,
): Promise<Counterexample> {
  let smallest = from;
  const property = fc.asyncProperty(cases, async testCase => {
    const finding = await shows(testCase);
    if (finding !== undefined) smallest = { ...smallest, testCase, finding };
    return finding === undefined;
  });
  const { counterexamplePath } = await fc.check(property, { seed, path: from.path, numRuns: 1 });
  return { ...smallest, path: counterexamplePath ?? from.path };
}

/** Takes out every member and item that the fault does not need. */
async function withoutMembers(
  from: Counterexample,
  isSameNature: ShrinkOptions['isSameNature'],
  shows: (testCase: TestCase) => Promise<Finding | undefined>,
): Promise<Counterexample> {
  let smallest = from;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const pointer of [...pointersOf(smallest.testCase.body, '')].reverse()) {
      const testCase = removed(smallest.testCase, pointer);
      if (!isSameNature(from.testCase.body, testCase.body)) continue;
      const finding = await shows(testCase);
      if (finding === undefined) continue;
      smallest = { testCase, finding, path: `${smallest.path}!${pointer}` };
      isSmaller = true;
    }
  }
  return smallest;
}

/** The case without what stands at a pointer of its body. */
export function removed(testCase: TestCase, pointer: string): TestCase {
  return { ...testCase, body: put(testCase.body, pointer, undefined) };
}

/** Every place in a value but the root, outermost first. */
function* pointersOf(value: Json | undefined, at: string): Generator<string> {
  const entries = Array.isArray(value) ? [...value.entries()] : isJsonObject(value) ? Object.entries(value) : [];
  for (const [name, inner] of entries) {
    const pointer = `${at}/${pointerToken(name)}`;
    yield pointer;
    yield* pointersOf(inner, pointer);
  }
}
