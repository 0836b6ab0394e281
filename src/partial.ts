// What a part of the input came to, as data that can be put together in any order: a result is made of the whole only.
import type { ErrorCode } from './errors.ts';
import { ToolError } from './errors.ts';
import type { Finding, Place } from './finding.ts';
import type { ExchangeCounts } from './report.ts';

/** What some shards of an input came to. Holds no secret, because a finding does not. */
export interface Partial {
  readonly v: 1;
  /** What judged, and how. Only what was judged alike is put together. */
  readonly basis: Basis;
  /** What is judged in all. */
  readonly plan: Plan;
  /** The results by the number of their shard, from 1. */
  readonly shards: { readonly [index: string]: Shard };
  /** Each distinct finding once, as it is told: of the first place at which these shards found it. */
  readonly findings: { readonly [fingerprint: string]: ToldFinding };
}

export interface Basis {
  /** The version of the package. */
  readonly tool: string;
  /** A digest of the contracts. */
  readonly contracts: string;
  /** The options that bear on the judgement, as they were given. */
  readonly options: { readonly [name: string]: string };
}

export interface Plan {
  /** How many shards there are. */
  readonly of: number;
  /** A digest of the names and sizes of all inputs. */
  readonly input: string;
  /** The inputs in words: `3 files, 4096 bytes`. */
  readonly what: string;
}

/** What one shard came to; the same each time it is judged. */
export interface Shard {
  readonly segments: readonly Segment[];
  readonly problems: readonly { readonly code: ErrorCode; readonly message: string }[];
}

/**
 * A stretch of one source that was read in one go. Its places count from its own beginning; how many lines and records
 * are before it is known when all is there.
 */
export interface Segment {
  /** The number of the input among all, and where in it the stretch begins: the order of one pass. */
  readonly input: number;
  readonly from: number;
  readonly source: string;
  /** How many line feeds and bytes it has. */
  readonly lines: number;
  readonly bytes: number;
  readonly counts: ExchangeCounts;
  readonly contracts: readonly string[];
  /** Why it is no recording at all. */
  readonly passedOver?: string;
  /** The first records of the shard that cannot be read. */
  readonly unreadable: readonly Unreadable[];
  readonly found: readonly Found[];
}

export interface Unreadable {
  readonly entry: number;
  readonly line?: number;
  readonly reason: string;
}

/** How often a finding was found in a segment, and where, if these are among the first places of the shard. */
export interface Found {
  readonly fingerprint: string;
  readonly count: number;
  readonly places: readonly Omit<Place, 'source'>[];
}

/** The words of a finding. Where it is, its segments know. */
export type ToldFinding = Omit<Finding, 'at' | 'more' | 'count'> & {
  /** The input, the beginning of the segment and the record in it: the words of the first place are those told. */
  readonly first: readonly [input: number, from: number, entry: number];
};

/**
 * Puts the shards of two partial results together. Associative and commutative, and a shard that was judged twice counts
 * once. Throws a `ToolError` for results that are not of one input, were not judged alike, or contradict each other.
 */
export function mergePartials(a: Partial, b: Partial): Partial {
  const difference = differenceOf(a, b);
  if (difference !== undefined) throw new ToolError('partials-mixed', difference);
  const shards: { [index: string]: Shard } = { ...a.shards };
  for (const [index, shard] of Object.entries(b.shards)) {
    const held = shards[index];
    if (held !== undefined && JSON.stringify(held) !== JSON.stringify(shard)) {
      throw new ToolError(
        'partials-mixed',
        `Shard ${index}/${a.plan.of} was judged twice, with different results: its input has changed meanwhile. Judge all shards again.`,
      );
    }
    shards[index] = shard;
  }
  const findings: { [fingerprint: string]: ToldFinding } = { ...a.findings };
  for (const [fingerprint, finding] of Object.entries(b.findings)) {
    const held = findings[fingerprint];
    if (held === undefined || isBefore(finding.first, held.first)) findings[fingerprint] = finding;
  }
  return { v: 1, basis: a.basis, plan: a.plan, shards: sorted(shards), findings: sorted(findings) };
}

/** The numbers of the shards that are not there. */
export function missingShards({ plan, shards }: Partial): readonly number[] {
  return Array.from({ length: plan.of }, (_, at) => at + 1).filter(index => shards[index] === undefined);
}

function differenceOf(a: Partial, b: Partial): string | undefined {
  if (a.basis.tool !== b.basis.tool) {
    const versions = [a.basis.tool, b.basis.tool].sort().join(' and ');
    return `The partial results were made by versions ${versions} of account-links: judge all shards with one version.`;
  }
  if (a.basis.contracts !== b.basis.contracts) {
    return 'The partial results were made with different contracts (the folder `schemas/` of the package): judge all shards with the same.';
  }
  const names = [...new Set([...Object.keys(a.basis.options), ...Object.keys(b.basis.options)])].sort();
  const name = names.find(one => a.basis.options[one] !== b.basis.options[one]);
  if (name !== undefined) {
    const values = [a, b].map(({ basis }) => basis.options[name] ?? 'nothing').sort();
    return `The partial results were made with different --${name} (\`${values.join('` and `')}\`): judge all shards alike.`;
  }
  if (a.plan.of === b.plan.of && a.plan.input === b.plan.input) return undefined;
  const plans = [a, b].map(({ plan }) => `one of ${plan.of} of ${plan.what}`).sort();
  return `The partial results are of different inputs (${plans.join(', ')}): give each shard the same paths and the same number of shards, and let no file change meanwhile.`;
}

function isBefore(a: ToldFinding['first'], b: ToldFinding['first']): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

/** In one order, whatever came first: the same shards are the same text. */
function sorted<T>(record: { readonly [name: string]: T }): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
}
