/** What there is to know of one thing that the tool names: a rule, an outcome of the contract, an error or an exit code. */
export interface Page {
  /** What a report or a message calls it. */
  readonly id: string;
  readonly kind: PageKind;
  /** What holds, in one sentence. */
  readonly title: string;
  readonly facts: readonly Fact[];
  /** Something to look at, as it is sent, answered or typed. */
  readonly example: string;
}

/** The kinds in the order in which they are told, with their headings. */
export const pageKinds = {
  rule: 'Rules',
  outcome: 'Outcomes of the contract',
  'error code': 'Error codes',
  'exit code': 'Exit codes',
} as const;

export type PageKind = keyof typeof pageKinds;

export interface Fact {
  readonly label: 'why' | 'fix' | 'party' | 'severity' | 'evidence' | 'source' | 'when' | 'answer' | 'contracts';
  readonly text: string;
}
