import type { Severity } from '../evidence.ts';
import type { Report } from '../report.ts';
import { isFailing } from '../reporters/reporter.ts';

export const exitCodes = { conforming: 0, findings: 1, notJudged: 2, bug: 3, interrupted: 130 } as const;

/**
 * What a report means for the exit code. Findings win over problems; `never` forgives findings, but never that
 * something could not be judged.
 */
export function exitCodeOf(report: Report, failOn: Severity | 'never'): number {
  const { verdict, findings, summary } = report;
  if (findings.some(({ severity }) => isFailing(severity, failOn))) return exitCodes.findings;
  if (verdict === 'none' || summary.problems.length > 0) return exitCodes.notJudged;
  // Failed without a finding that says why: still no pass.
  return verdict === 'fail' && failOn !== 'never' ? exitCodes.findings : exitCodes.conforming;
}
