import { hash } from 'node:crypto';
import type { Evidence, Severity } from './evidence.ts';

/** Who broke the contract: the one who sent the request or the one who answered. */
export type Party = 'client' | 'provider';

/** Where a finding is. `entry` counts from 1 in its source; `line` is there where the format has lines. */
export interface Place {
  readonly source: string;
  readonly entry: number;
  readonly line?: number;
  /** Where the record begins in the source, unpacked, in bytes from 0. */
  readonly offset?: number;
  /** JSON pointer into the exchange: `/request/body/…`, `/response/headers/…`, `/response/status`. */
  readonly pointer?: string;
}

/** One fault found in an exchange. Data, never text for a terminal: reporters do the wording of the whole. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly party: Party;
  readonly evidence: Evidence;
  /** What happened, in one sentence. */
  readonly message: string;
  readonly at: Place;
  readonly expected?: string;
  /** Redacted: never a key, a cookie or a link. */
  readonly received?: string;
  /** What to do about it. */
  readonly fix?: string;
  /** Id in `schemas/sources.json` of the document that the rule stands on. */
  readonly source?: string;
  /** How to make it happen again: a curl, a replay. */
  readonly reproduce?: readonly string[];
  readonly contract: string;
  /** The same for the same fault, wherever and whenever it is found. */
  readonly fingerprint: string;
  /** How often it was found; `at` is the first place. */
  readonly count: number;
  /** The next places at which it was found, a few at most. */
  readonly more?: readonly Place[];
  /** Where somebody gave its rule another severity: what it would be, and who says so. */
  readonly overridden?: { readonly from: Severity; readonly by: string };
}

/** A finding before it knows where it stands. */
export type Problem = Omit<Finding, 'at' | 'contract' | 'fingerprint' | 'count' | 'more' | 'overridden'> & {
  readonly pointer?: string;
};

/**
 * Completes a problem into a finding. The only place where findings are made.
 *
 * @param cause - What tells apart faults of the same rule at the same pointer, such as the kind of request.
 */
export function createFinding(problem: Problem, contract: string, at: Omit<Place, 'pointer'>, cause = ''): Finding {
  const { pointer, ...rest } = problem;
  return {
    ...rest,
    at: pointer === undefined ? at : { ...at, pointer },
    contract,
    fingerprint: fingerprint(problem, pointer ?? '', contract, cause),
    count: 1,
  };
}

/**
 * Array positions do not count: the third configuration and the first are one fault. Severity does: what is certain and
 * what is only assumed must not be taken for each other.
 */
function fingerprint({ rule, severity }: Problem, pointer: string, contract: string, cause: string): string {
  const place = pointer.replace(/\/\d+(?=\/|$)/g, '/*');
  return hash('sha256', [rule, severity, place, contract, cause].join('\n'), 'hex').slice(0, 16);
}
