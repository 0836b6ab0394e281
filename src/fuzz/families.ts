// The plan of a run: families of requests, each of one kind in one state of the provider.
import fc from 'fast-check';
import { toArbitrary } from '../compile/to-arbitrary.ts';
import { type Fault, toFaults } from '../compile/to-faults.ts';
import type { Constraint } from '../contract/constraints.ts';
import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json, member } from '../json.ts';
import type { Need, TestAccount, TestCase } from './test-case.ts';

export interface Family {
  /** Stable and unique: `--path` names it. */
  readonly id: string;
  readonly need: Need;
  readonly arbitrary: fc.Arbitrary<TestCase>;
  /** The constraint that every request of the family breaks. */
  readonly constraint?: Constraint;
}

/** The accounts that a run has: those that exist, one that does not, one to be rate limited. */
export interface Cast {
  readonly existing: readonly TestAccount[];
  readonly unknown: string | undefined;
  readonly limited: TestAccount | undefined;
}

/** The families that can be run with a cast. What it has no account for is left out: `missingFamilies` says so. */
export function familiesOf(contract: Contract, cast: Cast): readonly Family[] {
  const valid = toArbitrary(contract.request);
  const known = new Set(configurationsOf(contract));
  const usable = cast.existing.filter(
    ({ configurations }) => known.size === 0 || configurations.every(one => known.has(one)),
  );
  const fitting = usable.map(account => validFor(account, valid));
  const families: Family[] = [];
  if (fitting.length > 0) {
    families.push({ id: 'valid', need: 'none', arbitrary: fc.oneof(...fitting) });
    families.push({ id: 'blocked', need: 'blocked', arbitrary: fc.oneof(...fitting).map(blocked) });
    for (const fault of toFaults(contract.request)) families.push(faultFamily(fault, usable));
  }
  const { unknown, limited } = cast;
  if (unknown !== undefined) {
    families.push({
      id: 'unknown-account',
      need: 'unknown',
      arbitrary: valid.map(body => withoutAccount(body, unknown)),
    });
  }
  if (limited !== undefined) {
    families.push({ id: 'rate-limited', need: 'rate-limited', arbitrary: validFor(limited, valid).map(rateLimited) });
  }
  for (const [id, pairs] of Object.entries(mismatches(usable, [...known]))) {
    if (pairs.length > 0) {
      const arbitrary = fc
        .tuple(valid, fc.constantFrom(...pairs))
        .chain(([body, { account, asked }]) =>
          shuffled(asked).map(order => ({ body: fitted(body, account.id, order), situation: situationOf(account) })),
        );
      families.push({ id: `mismatch/${id}`, need: 'none', arbitrary });
    }
  }
  return families;
}

/** The configurations that a contract knows; none where the request has no such member any more. */
export function configurationsOf({ request }: Contract): readonly string[] {
  const flow = request.properties?.['use_case']?.properties?.['account_onboarding'];
  return (flow?.properties?.['configurations']?.items?.enum ?? []).map(String);
}

function faultFamily({ constraint, arbitrary }: Fault, accounts: readonly TestAccount[]): Family {
  const cases = fc.tuple(arbitrary, fc.constantFrom(...accounts)).map(([{ value, pointer }, account]): TestCase => {
    const isAccount = pointer === '/account' || pointer === '';
    const body = keepFault(value, account, pointer);
    // A request that names no account, or not as a string, is for no account that exists.
    return { body, situation: isAccount ? nobody : situationOf(account) };
  });
  return { id: `invalid/${nameOf(constraint)}`, need: 'none', constraint, arbitrary: cases };
}

const nobody = { applied: undefined, blocked: false, rateLimited: false } as const;

/** `use_case.type/enum`: the place and the keyword, unique within a request schema. */
function nameOf({ pointer, keyword, member: name }: Constraint): string {
  const what = keyword === 'not' ? (name === undefined ? 'null' : 'other-flow') : keyword;
  return `${pointer === '' ? 'body' : pointer.slice(1).replaceAll('/', '.')}/${what}`;
}

/** The request made right for the account in all but its fault. */
function keepFault(body: Json, account: TestAccount, fault: string): Json {
  if (!isJsonObject(body)) return body;
  const withId = fault.startsWith('/account') ? body : { ...body, account: account.id };
  const useCase = member(withId, 'use_case');
  if (!isJsonObject(useCase)) return withId;
  const flows = Object.entries(useCase).map(([name, flow]) => [
    name,
    isJsonObject(flow) && Array.isArray(flow['configurations']) && !fault.includes(`/${name}/configurations`)
      ? { ...flow, configurations: account.configurations }
      : flow,
  ]);
  return { ...withId, use_case: Object.fromEntries(flows) };
}

function validFor(account: TestAccount, valid: fc.Arbitrary<Json>): fc.Arbitrary<TestCase> {
  return fc
    .tuple(valid, shuffled(account.configurations))
    .map(([body, order]) => ({ body: fitted(body, account.id, order), situation: situationOf(account) }));
}

function situationOf({ configurations }: TestAccount): TestCase['situation'] {
  return { applied: configurations, blocked: false, rateLimited: false };
}

function blocked({ body, situation }: TestCase): TestCase {
  return { body, situation: { ...situation, blocked: true } };
}

function rateLimited({ body, situation }: TestCase): TestCase {
  return { body, situation: { ...situation, rateLimited: true } };
}

function withoutAccount(body: Json, unknown: string): TestCase {
  return { body: { ...(isJsonObject(body) ? body : {}), account: unknown }, situation: nobody };
}

/** The request for an account and the configurations to ask for. */
function fitted(body: Json, account: string, configurations: readonly string[]): Json {
  return keepFault(body, { id: account, configurations }, '-');
}

function shuffled(values: readonly string[]): fc.Arbitrary<string[]> {
  return fc.shuffledSubarray([...values], { minLength: values.length });
}

interface Mismatch {
  readonly account: TestAccount;
  readonly asked: readonly string[];
}

/** Sets that differ from the applied one: too few, too many, others. */
function mismatches(
  accounts: readonly TestAccount[],
  known: readonly string[],
): Record<'fewer' | 'more' | 'other', Mismatch[]> {
  const found: ReturnType<typeof mismatches> = { fewer: [], more: [], other: [] };
  for (const account of accounts) {
    for (const asked of subsets(known)) {
      const lacks = account.configurations.some(one => !asked.includes(one));
      const exceeds = asked.some(one => !account.configurations.includes(one));
      if (lacks && exceeds) found.other.push({ account, asked });
      else if (lacks) found.fewer.push({ account, asked });
      else if (exceeds) found.more.push({ account, asked });
    }
  }
  return found;
}

/** All subsets but the empty one, which nobody says what to make of. */
function subsets(values: readonly string[]): string[][] {
  let sets: string[][] = [[]];
  for (const value of values) sets = sets.flatMap(set => [set, [...set, value]]);
  return sets.filter(set => set.length > 0);
}
