// Counterexamples of earlier runs: one JSON file each, sent first the next time.
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json, member } from '../json.ts';
import type { Family } from './family.ts';
import type { Candidate } from './findings.ts';
import { needs } from './plan.ts';
import { isSequence, type Sequence } from './sequence-steps.ts';
import type { Cast, Need, TestCase } from './test-case.ts';

/** What once showed a fault: one request in a state of the provider, or a sequence. */
export type Stored =
  | { readonly contract: string; readonly need: Need; readonly testCase: TestCase }
  | { readonly contract: string; readonly sequence: Sequence };

/** The text of the file that keeps a counterexample, and its name. */
export function storedText(
  { finding, family, cases, played }: Candidate,
  stripeVersion: string,
): { readonly name: string; readonly text: string } {
  const { contract, rule, message, fingerprint } = finding;
  const shown = played === undefined ? { need: family.need, case: cases[0] } : { sequence: played.sequence };
  const content = { v: 1, rule, message, contract, stripeVersion, ...shown };
  return { name: `${fingerprint}.json`, text: `${JSON.stringify(content, null, 2)}\n` };
}

/** Reads such a file. Throws a `ToolError` that names the file when it is none. */
export function readStored(text: string, file: string): Stored {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unusable(file, 'it is no JSON');
  }
  const [contract, need, testCase, sequence] = ['contract', 'need', 'case', 'sequence'].map(name =>
    member(value, name),
  );
  const known = needs.find(one => one === need);
  if (member(value, 'v') === 1 && typeof contract === 'string') {
    if (isSequence(sequence)) return { contract, sequence };
    if (known !== undefined && isTestCase(testCase)) return { contract, need: known, testCase };
  }
  throw unusable(file, 'it is no counterexample that this version can read');
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
export function storedFamilies(stored: readonly Stored[], contract: string, cast: Cast): readonly Family[] {
  return needs.flatMap((need): Family[] => {
    const cases = stored.flatMap(one =>
      one.contract === contract && 'testCase' in one && one.need === need ? [forCast(one.testCase, cast)] : [],
    );
    return cases.length === 0 ? [] : [{ id: `stored/${need}`, phase: 'stored', need, cases }];
  });
}

/** The stored sequences of a contract. */
export function storedSequences(stored: readonly Stored[], contract: string): readonly Sequence[] {
  return stored.flatMap(one => (one.contract === contract && 'sequence' in one ? [one.sequence] : []));
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
