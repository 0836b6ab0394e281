import { isAtLeast, type Severity } from '../evidence.ts';
import type { RecordVerdict, Report } from '../report.ts';

/** A format in which a report goes out. Reporters do no I/O but `write` and read no clock. */
export interface Reporter {
  /** The name for `--reporter`. */
  readonly id: string;
  readonly title: string;
  create(options: ReporterOptions): ReportWriter;
}

export interface ReporterOptions {
  write(text: string): void;
  readonly color: boolean;
  /** Whether whatever shows the text knows more than ASCII. */
  readonly unicode: boolean;
  /** Columns that prose keeps to. */
  readonly width: number;
  /** Whether a run in which all is well says no more than that. */
  readonly quiet: boolean;
  /** The least severity that fails the run. */
  readonly failOn: Severity | 'never';
}

export interface ReportWriter {
  /** Takes the verdict of one record while the run goes on. */
  record?(verdict: RecordVerdict): void;
  /** Takes the report, once, at the end; `unlisted` findings more than it lists were left out of it. */
  finish(report: Report, unlisted: number): void;
}

/** Whether a finding of that severity fails the run. */
export function isFailing(severity: Severity, failOn: ReporterOptions['failOn']): boolean {
  return failOn !== 'never' && isAtLeast(severity, failOn);
}
