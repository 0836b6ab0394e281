import type fc from 'fast-check';
import type { Constraint } from '../contract/constraints.ts';
import type { Contract } from '../contract/contract.ts';
import type { Need, Phase, TestCase } from './test-case.ts';

/** Requests of one kind in one state of the provider. */
export interface Family {
  /** Stable and unique: `--path` names it. */
  readonly id: string;
  readonly phase: Phase;
  readonly need: Need;
  /** Either a fixed list, or an arbitrary to draw from. */
  readonly cases: readonly TestCase[] | fc.Arbitrary<TestCase>;
  /** The constraint that every request of the family breaks. */
  readonly constraint?: Constraint;
}

export function isList(cases: Family['cases']): cases is readonly TestCase[] {
  return Array.isArray(cases);
}

/** The flows of a request, by the values of `use_case.type`. */
export const flows = ['account_onboarding', 'account_update'] as const;

/** The configurations that a contract knows; none where the request has no such member any more. */
export function configurationsOf({ request }: Contract): readonly string[] {
  return (flowSchema(request)?.properties?.['configurations']?.items?.enum ?? []).map(String);
}

export function flowSchema(request: Contract['request']): Contract['request'] | undefined {
  return request.properties?.['use_case']?.properties?.[flows[0]];
}

/** `use_case.type/enum`: the place and the keyword, unique within a request schema. */
export function nameOf({ pointer, keyword, member }: Constraint): string {
  const what = keyword === 'not' ? (member === undefined ? 'null' : 'other-flow') : keyword;
  return `${pointer === '' ? 'body' : pointer.slice(1).replaceAll('/', '.')}/${what}`;
}

/** All subsets but the empty one, which nobody says what to make of. */
export function subsets(values: readonly string[]): string[][] {
  let sets: string[][] = [[]];
  for (const value of values) sets = sets.flatMap(set => [set, [...set, value]]);
  return sets.filter(set => set.length > 0);
}
