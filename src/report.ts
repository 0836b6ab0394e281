import type { ErrorCode } from './errors.ts';
import type { Severity } from './evidence.ts';
import type { Finding, Party } from './finding.ts';
import type { Severities } from './severities.ts';

export type Verdict = 'pass' | 'fail' | 'none';

/** What a command found, as data. Every reporter writes from this; its JSON form is `schemas/shared/report.schema.json`. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'account-links'; readonly version: string };
  readonly command: string;
  readonly verdict: Verdict;
  /** Ids of the contracts that judged. */
  readonly contracts: readonly string[];
  readonly summary: Summary;
  /** One for each fingerprint, worst first. */
  readonly findings: readonly Finding[];
}

export interface Summary {
  readonly exchanges: ExchangeCounts;
  readonly findings: Readonly<Record<Severity, number>>;
  /** What was tried: a file, a family of generated requests, an interaction. */
  readonly cases: readonly CaseResult[];
  /** Why the command could not judge, or not all of it: exit code 2 unless there are findings. */
  readonly problems: readonly { readonly code: ErrorCode; readonly message: string }[];
  /** What was not looked for, or not everywhere. */
  readonly notes?: readonly string[];
  /** Of `fuzz` and `gate`. */
  readonly fuzz?: FuzzSummary;
  /** With `--baseline`: findings that somebody has accepted for a time; they are not among `findings`. */
  readonly accepted?: readonly Accepted[];
}

export interface Accepted {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

/** `read = judged + otherEndpoint + unreadable` and `judged = conforming + violating`, always. */
export interface ExchangeCounts {
  readonly read: number;
  readonly judged: number;
  readonly conforming: number;
  readonly violating: number;
  readonly otherEndpoint: number;
  readonly unreadable: number;
}

export interface CaseResult {
  readonly leg: 'validate' | 'fuzz' | 'verify';
  /** Unique within its leg. */
  readonly name: string;
  /** `pending`: it does not pass yet, and need not. */
  readonly result: 'passed' | 'failed' | 'pending' | 'not-tested';
  /** What was tried in numbers, or why it was not. */
  readonly detail?: string;
  readonly exchanges: number;
  /** Fingerprints of its findings, in the order of the report. */
  readonly findings: readonly string[];
}

export interface FuzzSummary {
  readonly seed: number;
  readonly requests: number;
  /** Requests by phase; phases that sent none are not named. */
  readonly phases: { readonly [phase: string]: number };
  readonly coverage: Coverage;
}

/** Which constraints of the request schemas were satisfied and broken, and whether the answers were right. */
export interface Coverage {
  /** The share of cells, satisfied and violated, that were answered right at least once; of 100. */
  readonly percent: number;
  readonly rows: readonly CoverageRow[];
}

export interface CoverageRow {
  readonly contract: string;
  /** `use_case.type/enum`: the place and the keyword. */
  readonly constraint: string;
  readonly satisfied: { readonly sent: number; readonly right: number };
  readonly violated: { readonly sent: number; readonly right: number };
}

/** One line of the `ndjson` reporter: the verdict of one record that was read. */
export interface RecordVerdict {
  readonly source: string;
  readonly entry: number;
  readonly verdict: 'conforming' | 'violating' | 'other-endpoint' | 'unreadable';
  readonly contract: string | null;
  /** Rules and parties of its errors. */
  readonly rules: readonly string[];
  readonly parties: readonly Party[];
}

/** The summary of several runs, one for each contract. */
export function addSummaries(sum: FuzzSummary | undefined, one: FuzzSummary): FuzzSummary {
  if (sum === undefined) return one;
  const phases = Object.fromEntries(
    Object.entries({ ...sum.phases, ...one.phases }).map(([phase]) => [
      phase,
      (sum.phases[phase] ?? 0) + (one.phases[phase] ?? 0),
    ]),
  );
  const rows = [...sum.coverage.rows, ...one.coverage.rows];
  return {
    seed: one.seed,
    requests: sum.requests + one.requests,
    phases,
    coverage: { percent: percentOf(rows), rows },
  };
}

/** The share of cells, satisfied and violated, that were answered right at least once; of 100, to one decimal. */
export function percentOf(rows: readonly CoverageRow[]): number {
  const cells = rows.flatMap(({ satisfied, violated }) => [satisfied, violated]);
  const right = cells.filter(count => count.right > 0).length;
  return cells.length === 0 ? 0 : Math.floor((right * 1000) / cells.length) / 10;
}

/** What counts: findings of which party, and from which severity on a report fails. */
export interface Threshold {
  readonly party: Party | 'both';
  readonly failOn: Severity | 'never';
  /** Severities other than those that the rules have. */
  readonly severities?: Severities;
}
