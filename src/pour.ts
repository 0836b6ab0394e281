// What was gathered → the tally of a report: in the order of the input, whoever gathered it.
import { mostReasons, type Take } from './collect.ts';
import type { ErrorCode } from './errors.ts';
import type { Segment, Shard, ToldFinding } from './partial.ts';
import type { CaseKey, Tally } from './tally.ts';

export interface PourOptions {
  /** How many unreadable records are put up with (0). */
  readonly allowUnreadable?: number;
  /** Whether there was more to read when it ended. */
  readonly isCutShort?: boolean;
}

/** Pours all shards of an input into a tally, as if one pass had judged it. What could not be judged becomes a problem. */
export function pour(
  shards: readonly Shard[],
  findings: { readonly [fingerprint: string]: ToldFinding },
  tally: Tally,
  { allowUnreadable = 0, isCutShort = false }: PourOptions = {},
): void {
  const pouring = createPouring(tally, allowUnreadable);
  const told = new Map(Object.entries(findings));
  for (const segment of shards.flatMap(one => one.segments).sort(byPlace)) pouring.take(segment, told);
  for (const { code, message } of shards.flatMap(one => one.problems)) pouring.problem(code, message);
  pouring.end(isCutShort);
}

/** Pours what is gathered as it comes, in the order of the input. */
export interface Pouring {
  take: Take;
  problem(code: ErrorCode, message: string): void;
  /** How many records, lines and bytes of a source were before what comes next. */
  before(input: number, source: string): Before;
  end(isCutShort: boolean): void;
}

export interface Before {
  readonly entries: number;
  readonly lines: number;
  readonly bytes: number;
}

const nothing: Before = { entries: 0, lines: 0, bytes: 0 };

const noSource = { input: -1, source: '', next: nothing };

export function createPouring(tally: Tally, allowUnreadable: number): Pouring {
  const problems: Shard['problems'][number][] = [];
  /** Of the first records that cannot be read, and all cases that have one: what they mean is known in the end. */
  const reasons: string[] = [];
  const unreadable = new Set<string>();
  const sums = { read: 0, judged: 0, unreadable: 0 };
  /** The latest source. From the beginning of the same shape: V8 would compile anew who asks for it. */
  let last: { readonly input: number; readonly source: string; readonly next: Before } = noSource;

  const before: Pouring['before'] = (input, source) =>
    last.input === input && last.source === source ? last.next : nothing;
  return {
    before,
    take(segment, told) {
      const { input, source, counts, contracts, passedOver } = segment;
      const { entries, lines, bytes } = before(input, source);
      const next = { entries: entries + counts.read, lines: lines + segment.lines, bytes: bytes + segment.bytes };
      last = { input, source, next };
      for (const name of ['read', 'judged', 'unreadable'] as const) sums[name] += counts[name];
      const key: CaseKey = { leg: 'validate', name: source };
      tally.add(key, counts, contracts);
      if (passedOver !== undefined) tally.outcome(key, { result: 'not-tested', detail: `passed over: ${passedOver}` });
      if (counts.unreadable > 0) unreadable.add(source);
      for (const { entry, line, reason } of segment.unreadable) {
        if (reasons.length === mostReasons) break;
        const place = `${source}${line === undefined ? ` entry ${entries + entry}` : `:${lines + line}`}`;
        reasons.push(`${place} cannot be read: ${reason}`);
      }
      for (const { fingerprint, count, places } of segment.found) {
        const finding = told.get(fingerprint);
        if (finding === undefined) continue;
        const { first: _, ...words } = finding;
        tally.found(
          key,
          words,
          count,
          places.map(({ entry, line, offset, pointer }) => ({
            source,
            entry: entries + entry,
            ...(line === undefined ? {} : { line: lines + line }),
            ...(offset === undefined ? {} : { offset: bytes + offset }),
            ...(pointer === undefined ? {} : { pointer }),
          })),
        );
      }
    },
    problem: (code, message) => problems.push({ code, message }),
    end(isCutShort) {
      if (sums.unreadable > allowUnreadable) {
        for (const name of unreadable) tally.outcome({ leg: 'validate', name }, { result: 'failed' });
        for (const reason of reasons) tally.problem('input-unreadable', reason);
        if (sums.unreadable > mostReasons) {
          tally.problem('input-unreadable', `${sums.unreadable} records in all cannot be read.`);
        }
      }
      for (const { code, message } of problems) tally.problem(code, message);
      if (sums.judged > 0 || sums.unreadable > 0 || problems.length > 0 || isCutShort) return;
      tally.problem(
        'nothing-tested',
        sums.read === 0
          ? 'The input holds no recorded exchange.'
          : `None of the ${sums.read} recorded exchanges is a POST /v2/core/account_links: nothing was judged.`,
      );
    },
  };
}

/** Stretches of one place (the files of an archive) are in one shard, and in its order. */
function byPlace(a: Segment, b: Segment): number {
  return a.input - b.input || a.from - b.from;
}
