import type { Violation } from '../compile/violation.ts';
import type { Selection } from '../contract/select-contract.ts';
import type { Evidence, Severity } from '../evidence.ts';
import type { Exchange } from '../exchange.ts';
import type { Party } from '../finding.ts';
import type { Json } from '../json.ts';

/** What a schema cannot say, or what it says in words a person can act on: one rule a file. */
export interface Rule {
  /** Stable: a breaking change to rename. */
  readonly id: string;
  /** What the rule demands, in one sentence. */
  readonly title: string;
  /** Why a fault matters to the one who reads it. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
  readonly party: Party;
  readonly severity: Severity;
  readonly evidence: Evidence;
  /** Id in `schemas/sources.json`. */
  readonly source: string;
  /** Judges recordings only: a test knows the provider's state, and its oracle gives the better answer. */
  readonly recordingsOnly?: true;
  /** A list, not a generator: most rules find nothing, and making a generator for each was half of what judging cost. */
  check(facts: Facts): readonly Breach[];
}

/** One breach of a rule. What is absent is taken from the rule. */
export interface Breach {
  readonly message: string;
  readonly pointer?: string;
  readonly expected?: string;
  readonly received?: string;
  readonly fix?: string;
  readonly severity?: Severity;
  readonly evidence?: Evidence;
  readonly source?: string;
}

/** What nearly every rule answers to nearly every exchange. */
export const noBreach: readonly Breach[] = [];

/** What is known of an exchange, found once for all rules. Rules do no I/O and read no clock. */
export interface Facts {
  readonly exchange: Exchange;
  readonly selection: Selection;
  /** `recording`: something may be missing because nobody wrote it down. `test`: we saw the whole exchange ourselves. */
  readonly setting: 'recording' | 'test';
  /** The request body, `undefined` when it is absent or not JSON. */
  readonly request: Json | undefined;
  readonly response: Json | undefined;
  /** Violations of the request schema; none when there is no JSON to judge. */
  readonly requestViolations: readonly Violation[];
  /** Violations of the response schema (status 200) or of the error envelope (4xx), by the side that was judged. */
  readonly responseViolations: readonly Violation[];
  readonly responseSide: 'response' | 'error' | 'none';
  /** Why a provider must refuse the request, on documented or observed evidence. */
  readonly refusals: readonly Refusal[];
}

export interface Refusal {
  readonly reason: string;
  readonly pointer: string;
  readonly evidence: Evidence;
  readonly source: string;
}

export function isAccepted({ exchange }: Facts): boolean {
  return exchange.response.status >= 200 && exchange.response.status < 300;
}
