import type { Finding } from '../../finding.ts';
import { grouped } from '../../grouped.ts';

/** Findings that share what is to be said of their rule. */
export interface FindingGroup {
  readonly rule: string;
  /** The first: whatever all of them share stands in it. */
  readonly shared: Finding;
  readonly findings: readonly Finding[];
}

/** The findings by rule, in the order of the first of each: the worst stays first. */
export function findingGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = grouped(findings, ({ rule, severity, party, evidence, source, fix, overridden }) =>
    JSON.stringify([rule, severity, party, evidence, source, fix, overridden]),
  );
  return [...groups.values()].flatMap(held => {
    const [shared] = held;
    return shared === undefined ? [] : [{ rule: shared.rule, shared, findings: held }];
  });
}
