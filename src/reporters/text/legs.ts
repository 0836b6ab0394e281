import type { CaseResult } from '../../report.ts';

export type Leg = CaseResult['leg'];

/** What a leg looks at, and what its cases are called. */
export const legWords: {
  readonly [leg in Leg]: { readonly title: string; readonly one: string; readonly many: string };
} = {
  validate: { title: 'Recorded traffic', one: 'recording', many: 'recordings' },
  fuzz: { title: 'Generated requests', one: 'family', many: 'families' },
  verify: { title: 'Pacts', one: 'interaction', many: 'interactions' },
};

/** Results in the order in which they are told, with the words for them. */
export const resultWords: { readonly [result in CaseResult['result']]: string } = {
  failed: 'failed',
  pending: 'pending',
  'not-tested': 'not tested',
  passed: 'passed',
};

export const results: readonly CaseResult['result'][] = ['failed', 'pending', 'not-tested', 'passed'];

/** The cases of each leg that has some. */
export function byLeg(
  cases: readonly CaseResult[],
): readonly { readonly leg: Leg; readonly cases: readonly CaseResult[] }[] {
  const legs = [...new Set(cases.map(({ leg }) => leg))];
  return legs.map(leg => ({ leg, cases: cases.filter(one => one.leg === leg) }));
}

/** `1 failed, 14 passed` */
export function countedResults(cases: readonly CaseResult[]): string {
  return results
    .map(result => [cases.filter(one => one.result === result).length, resultWords[result]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

/** `6 recordings` */
export function countedCases(leg: Leg, count: number): string {
  const { one, many } = legWords[leg];
  return `${count} ${count === 1 ? one : many}`;
}
