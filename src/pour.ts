// What was gathered → the tally of a report: in the order of the input, whoever gathered it.
import { mostReasons } from './collect.ts';
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
  const segments = shards.flatMap(one => one.segments).sort(byPlace);
  const unreadable = sumOf(segments, 'unreadable');
  const isTooMany = unreadable > allowUnreadable;
  let told = 0;
  for (const { segment, entries, lines, bytes } of placed(segments)) {
    const { source, counts, contracts, passedOver } = segment;
    const key: CaseKey = { leg: 'validate', name: source };
    tally.add(key, counts, contracts);
    if (passedOver !== undefined) tally.outcome(key, { result: 'not-tested', detail: `passed over: ${passedOver}` });
    if (isTooMany && counts.unreadable > 0) tally.outcome(key, { result: 'failed' });
    for (const { entry, line, reason } of isTooMany ? segment.unreadable : []) {
      if (++told > mostReasons) break;
      const place = `${source}${line === undefined ? ` entry ${entries + entry}` : `:${lines + line}`}`;
      tally.problem('input-unreadable', `${place} cannot be read: ${reason}`);
    }
    for (const { fingerprint, count, places } of segment.found) {
      const finding = findings[fingerprint];
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
  }
  if (isTooMany && unreadable > mostReasons) {
    tally.problem('input-unreadable', `${unreadable} records in all cannot be read.`);
  }
  const problems = shards.flatMap(one => one.problems);
  for (const { code, message } of problems) tally.problem(code, message);
  if (sumOf(segments, 'judged') > 0 || unreadable > 0 || problems.length > 0 || isCutShort) return;
  const read = sumOf(segments, 'read');
  tally.problem(
    'nothing-tested',
    read === 0
      ? 'The input holds no recorded exchange.'
      : `None of the ${read} recorded exchanges is a POST /v2/core/account_links: nothing was judged.`,
  );
}

/** Each segment with how many records, lines and bytes of its source are before it. */
function* placed(segments: readonly Segment[]) {
  let before = { entries: 0, lines: 0, bytes: 0 };
  let last: Segment | undefined;
  for (const segment of segments) {
    if (last?.input !== segment.input || last.source !== segment.source) before = { entries: 0, lines: 0, bytes: 0 };
    yield { segment, ...before };
    last = segment;
    before = {
      entries: before.entries + segment.counts.read,
      lines: before.lines + segment.lines,
      bytes: before.bytes + segment.bytes,
    };
  }
}

/** Stretches of one place (the files of an archive) are in one shard, and in its order. */
function byPlace(a: Segment, b: Segment): number {
  return a.input - b.input || a.from - b.from;
}

function sumOf(segments: readonly Segment[], count: keyof Segment['counts']): number {
  return segments.reduce((sum, { counts }) => sum + counts[count], 0);
}
