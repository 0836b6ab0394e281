import type { Report } from '../../src/report.ts';
import type { Reporter } from '../../src/reporters/reporter.ts';

/** What a reporter makes of a report, as a file. */
export function written(reporter: Reporter, report: Report): string {
  const parts: string[] = [];
  const options = { color: false, unicode: true, width: 80, quiet: false, failOn: 'error' } as const;
  reporter.create({ ...options, write: part => void parts.push(part) }).finish(report, 0);
  return parts.join('');
}
