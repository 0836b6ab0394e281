// The random phase: arbitraries made from the schemas, fitted to the accounts of the run.
import fc from 'fast-check';
import { drawnBy, oneOf, pairOf } from '../compile/drawer.ts';
import { toArbitrary } from '../compile/to-arbitrary.ts';
import { type Fault, toFaults } from '../compile/to-faults.ts';
import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../json.ts';
import { configurationsOf, type Family, nameOf, subsets } from './family.ts';
import { fitted } from './request-body.ts';
import { type Cast, nobody, situationOf, type TestAccount, type TestCase } from './test-case.ts';

/** The families that can be drawn for a cast; what it has no account for is left out. */
export function randomFamilies(contract: Contract, { existing, unknown, limited }: Cast): readonly Family[] {
  const valid = toArbitrary(contract.request);
  const families: Omit<Family, 'phase'>[] = [];
  const [first, ...others] = existing;
  if (first !== undefined) {
    const fitting = fc.oneof(...existing.map(account => validFor(account, valid)));
    families.push({ id: 'valid', need: 'none', cases: fitting });
    families.push({ id: 'blocked', need: 'blocked', cases: fitting.map(asBlocked) });
    for (const fault of toFaults(contract.request)) families.push(faultFamily(fault, [first, ...others]));
  }
  if (unknown !== undefined) {
    families.push({ id: 'unknown-account', need: 'unknown', cases: valid.map(body => forNobody(body, unknown)) });
  }
  if (limited !== undefined) {
    families.push({ id: 'rate-limited', need: 'rate-limited', cases: validFor(limited, valid).map(asLimited) });
  }
  for (const [kind, pairs] of Object.entries(mismatches(existing, configurationsOf(contract)))) {
    if (pairs.length === 0) continue;
    const cases = fc
      .tuple(valid, fc.constantFrom(...pairs))
      .chain(([body, { account, asked }]) => shuffled(asked).map(order => mismatch(kind, body, account, order)));
    families.push({ id: `mismatch/${kind}`, need: 'none', cases });
  }
  return families.map(family => ({ ...family, phase: 'random' }));
}

function faultFamily(
  { constraint, drawer, apply }: Fault,
  accounts: readonly [TestAccount, ...TestAccount[]],
): Omit<Family, 'phase'> {
  const kind = `invalid/${nameOf(constraint)}`;
  const cases = drawnBy(pairOf(drawer, oneOf(accounts))).map(([draft, account]): TestCase => {
    const { value, pointer } = apply(draft);
    return faulty(kind, value, account, pointer);
  });
  return { id: kind, need: 'none', constraint, cases };
}

/** A request that names no account, or not as a string, is for no account that exists. */
export function faulty(kind: string, body: Json, account: TestAccount, pointer: string): TestCase {
  const isForNobody = pointer === '' || pointer === '/account';
  return { kind, body: fitted(body, account, pointer), situation: isForNobody ? nobody : situationOf(account) };
}

function validFor(account: TestAccount, valid: fc.Arbitrary<Json>): fc.Arbitrary<TestCase> {
  return fc.tuple(valid, shuffled(account.configurations)).map(([body, configurations]) => ({
    kind: 'valid',
    body: fitted(body, { ...account, configurations }),
    situation: situationOf(account),
  }));
}

function asBlocked({ body, situation }: TestCase): TestCase {
  return { kind: 'blocked', body, situation: { ...situation, blocked: true } };
}

function asLimited({ body, situation }: TestCase): TestCase {
  return { kind: 'rate-limited', body, situation: { ...situation, rateLimited: true } };
}

export function forNobody(body: Json, account: string): TestCase {
  return { kind: 'unknown-account', body: { ...(isJsonObject(body) ? body : {}), account }, situation: nobody };
}

export function mismatch(kind: string, body: Json, account: TestAccount, asked: readonly string[]): TestCase {
  const asking = { ...account, configurations: asked };
  return { kind: `mismatch/${kind}`, body: fitted(body, asking), situation: situationOf(account) };
}

function shuffled(values: readonly string[]): fc.Arbitrary<string[]> {
  return fc.shuffledSubarray([...values], { minLength: values.length });
}

interface Mismatch {
  readonly account: TestAccount;
  readonly asked: readonly string[];
}

/** Sets that differ from the applied one: too few, too many, others. */
export function mismatches(
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
