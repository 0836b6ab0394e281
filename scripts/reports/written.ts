import type { RecordVerdict, Report } from '../../src/report.ts';
import type { Reporter } from '../../src/reporters/reporter.ts';

/** What a reporter makes of a report, as a file. */
export function written(reporter: Reporter, report: Report, records: readonly RecordVerdict[] = []): string {
  const parts: string[] = [];
  const options = { color: false, unicode: true, width: 80, quiet: false, failOn: 'error' } as const;
  const reporting = reporter.create({ ...options, write: part => void parts.push(part) });
  for (const record of records) reporting.record?.(record);
  reporting.finish(report, 0);
  return parts.join('');
}
