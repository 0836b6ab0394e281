// What a run has seen so far, and the one place that notes what was sent.
import type { Contract } from '../contract/contract.ts';
import type { CaseKey } from '../tally.ts';
import type { CaseBook } from './case-book.ts';
import type { Family } from './family.ts';
import type { Findings } from './findings.ts';
import type { Ledger } from './ledger.ts';
import type { Sent } from './run-group.ts';
import type { Sender } from './sender.ts';
import type { TestCase } from './test-case.ts';

export interface Progress {
  readonly requests: number;
  /** Causes that were found. */
  readonly findings: number;
  /** Exchanges that kept the contract, and that broke it. */
  readonly conforming: number;
  readonly violating: number;
}

export interface Run {
  readonly contract: Contract;
  readonly book: CaseBook;
  readonly sender: Sender;
  readonly ledger: Ledger;
  readonly findings: Findings;
  readonly phases: Map<string, number>;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  /** Ids of the constraints that a body breaks. */
  readonly kindsOf: (body: TestCase['body']) => readonly string[];
}

/** The name under which the requests of a family are reported: random and deterministic ones of a kind are one case. */
export function kindOf({ id }: Pick<Family, 'id'>): string {
  return id.replace(/^coverage\//, '');
}

export function keyOf({ contract }: Run, kind: string): CaseKey {
  return { leg: 'fuzz', name: `${contract.id} ${kind}` };
}

/** Counts a request that was sent, for its case, phases and coverage, and keeps what it found. */
export function note(run: Run, sent: Sent): void {
  count(run, sent);
  const { family, path, testCase, trial } = sent;
  for (const finding of trial.findings) run.findings.add({ family, finding, path, cases: [testCase] });
}

/** Counts a request that was sent, without its findings. */
export function count(run: Run, { family, testCase, trial }: Sent): void {
  const isViolating = trial.findings.some(({ severity }) => severity === 'error');
  run.book.exchange(keyOf(run, kindOf(family)), isViolating ? 'violating' : 'conforming');
  run.phases.set(family.phase, (run.phases.get(family.phase) ?? 0) + 1);
  if (family.constraint !== undefined) run.ledger.broken(family.constraint, !isViolating);
  else if (testCase.kind === 'valid' && family.phase !== 'random') run.ledger.kept(testCase.body, !isViolating);
  run.onProgress?.({ requests: run.sender.counts().requests, findings: run.findings.size(), ...run.book.counts() });
}
