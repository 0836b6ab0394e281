// Counterexamples of earlier runs: one JSON file each, sent first the next time.
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json, member } from '../json.ts';
import type { Family } from './family.ts';
import type { Candidate } from './findings.ts';
import { needs } from './plan.ts';
import type { Cast, Need, TestCase } from './test-case.ts';

/** A case that once showed a fault. */
export interface StoredCase {
  readonly contract: string;
  readonly need: Need;
  readonly testCase: TestCase;
}

/** The text of the file that keeps a counterexample, and its name; `undefined` for what needs more than one request. */
export function storedText(
  { finding, family, cases }: Candidate,
  stripeVersion: string,
): { readonly name: string; readonly text: string } | undefined {
  const [testCase, ...more] = cases;
  if (testCase === undefined || more.length > 0) return undefined;
  const { contract, rule, message, fingerprint } = finding;
  const content = { v: 1, rule, message, contract, stripeVersion, need: family.need, case: testCase };
  return { name: `${fingerprint}.json`, text: `${JSON.stringify(content, null, 2)}\n` };
}

/** Reads such a file. Throws a `ToolError` that names the file when it is none. */
export function readStored(text: string, file: string): StoredCase {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unusable(file, 'it is no JSON');
  }
  const [contract, need, testCase] = ['contract', 'need', 'case'].map(name => member(value, name));
  const known = needs.find(one => one === need);
  if (member(value, 'v') !== 1 || typeof contract !== 'string' || known === undefined || !isTestCase(testCase)) {
    throw unusable(file, 'it is no counterexample that this version can read');
  }
  return { contract, need: known, testCase };
}

function isTestCase(value: Json | undefined): value is Json & TestCase {
  const situation = member(value, 'situation');
  return (
    isJsonObject(value) && typeof value['kind'] === 'string' && value['body'] !== undefined && isJsonObject(situation)
  );
}

function unusable(file: string, reason: string): ToolError {
  return new ToolError(
    'input-unreadable',
    `The stored counterexample ${file} cannot be used: ${reason}. Delete it or repair it.`,
  );
}

/** The stored cases of a contract as families, for the accounts of this run. */
export function storedFamilies(stored: readonly StoredCase[], contract: string, cast: Cast): readonly Family[] {
  return needs.flatMap((need): Family[] => {
    const cases = stored
      .filter(one => one.contract === contract && one.need === need)
      .map(({ testCase }) => forCast(testCase, cast));
    return cases.length === 0 ? [] : [{ id: `stored/${need}`, phase: 'stored', need, cases }];
  });
}

/** The case for an account of this run that has the same configurations: its id may have changed since. */
function forCast(testCase: TestCase, { existing }: Cast): TestCase {
  const { body, situation } = testCase;
  const { applied } = situation;
  if (applied === undefined || typeof member(body, 'account') !== 'string' || !isJsonObject(body)) return testCase;
  const account = existing.find(
    ({ configurations }) => [...configurations].sort().join() === [...applied].sort().join(),
  );
  return account === undefined ? testCase : { ...testCase, body: { ...body, account: account.id } };
}
