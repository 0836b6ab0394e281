import type { Severity } from '../evidence.ts';
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
  /** Columns that prose keeps to. */
  readonly width: number;
  /** Whether a run in which all is well says no more than that. */
  readonly quiet: boolean;
  /** The least severity that fails the run. */
  readonly failAt: Severity;
}

export interface ReportWriter {
  /** Takes the verdict of one record while the run goes on. */
  record?(verdict: RecordVerdict): void;
  /** Takes the report, once, at the end. */
  finish(report: Report): void;
}
