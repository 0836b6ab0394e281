import type { ErrorCode } from './errors.ts';
import type { Severity } from './evidence.ts';
import type { Finding, Party } from './finding.ts';

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
  /** Of `fuzz` and `gate`. */
  readonly fuzz?: FuzzSummary;
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
  readonly result: 'passed' | 'failed' | 'not-tested';
  /** What was tried in numbers, or why it was not. */
  readonly detail?: string;
  readonly exchanges: number;
  /** Fingerprints of its findings. */
  readonly findings: readonly string[];
}

export interface FuzzSummary {
  readonly seed: number;
  readonly requests: number;
  readonly constraints: { readonly covered: number; readonly total: number };
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
  return {
    seed: one.seed,
    requests: sum.requests + one.requests,
    constraints: {
      covered: sum.constraints.covered + one.constraints.covered,
      total: sum.constraints.total + one.constraints.total,
    },
  };
}
