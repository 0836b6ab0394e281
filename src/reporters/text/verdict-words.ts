import type { Report } from '../../report.ts';
import { isFailing, type ReporterOptions } from '../reporter.ts';
import { counted, countedFindings } from './counted.ts';

export type VerdictWord = 'PASS' | 'FAIL' | 'INCOMPLETE' | 'NOT JUDGED';

/** The verdict in words. One word more than the report has: what failed only because it could not all be judged. */
export function verdictWords(
  { verdict, findings, summary }: Report,
  { failOn }: Pick<ReporterOptions, 'failOn'>,
): readonly [word: VerdictWord, explanation: string] {
  const found = countedFindings(summary.findings) || 'no findings';
  const problems = summary.problems.length > 0 ? '; not all could be judged' : '';
  if (verdict === 'none') return ['NOT JUDGED', 'nothing could be judged'];
  if (findings.some(({ severity }) => isFailing(severity, failOn))) return ['FAIL', found + problems];
  if (problems !== '') return ['INCOMPLETE', found + problems];
  const failed = summary.cases.filter(({ result }) => result === 'failed').length;
  if (verdict === 'fail') return ['FAIL', `${found}; ${counted(failed, 'case')} failed`];
  return ['PASS', `${found} in ${counted(summary.exchanges.judged, 'exchange')}`];
}
