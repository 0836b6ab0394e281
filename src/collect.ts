// Gathers what is found in the order of the input, stretch by stretch: what one pass pours into its report, what a shard
// writes down, and what a worker hands back.
import type { ErrorCode } from './errors.ts';
import type { Finding, Place } from './finding.ts';
import type { Found, Segment, Shard, ToldFinding, Unreadable } from './partial.ts';
import type { ReadRecord } from './readers/reader.ts';

export interface Collector {
  /** What follows, until `end`, is a stretch of this input. Without it each source is an input of its own. */
  begin(input: number, from: number, source: string): void;
  end(extent: { readonly lines: number; readonly bytes: number }): void;
  /** Counts an exchange that was judged or is of another endpoint. */
  exchange(source: string, verdict: 'conforming' | 'violating' | 'other-endpoint', contract?: string): void;
  /** Counts exchanges of other endpoints that nobody looked at further. */
  others(source: string, count: number): void;
  unreadable(record: ReadRecord & { readonly kind: 'unreadable' }): void;
  passedOver(source: string, reason: string): void;
  finding(source: string, finding: Finding): void;
  problem(code: ErrorCode, message: string): void;
  /** All that was gathered since it was asked last. */
  collected(): Collected;
}

export interface Collected {
  readonly shard: Shard;
  readonly findings: { readonly [fingerprint: string]: ToldFinding };
}

/** Places of a finding that are told: the first, and the next ones. */
export const mostPlaces = 5;
/** Of a log that is broken all over, the first lines are told one by one. */
export const mostReasons = 10;

/** Takes a stretch when it is over, with the words of all findings so far. */
export type Take = (segment: Segment, told: ReadonlyMap<string, ToldFinding>) => void;

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenSegment = Open<Omit<Segment, 'counts'>> & { readonly counts: Open<Segment['counts']> };

/** Stretches are gathered, or handed on one by one: then memory is bounded by the number of distinct findings. */
export function createCollector(take?: Take): Collector {
  let segments: Segment[] = [];
  let told = new Map<string, ToldFinding>();
  /** How many places of each are told. */
  let places = new Map<string, number>();
  let problems: Shard['problems'][number][] = [];
  let inputs = 0;
  let stretch: { readonly input: number; readonly from: number; readonly source: string } | undefined;
  let latest: OpenSegment | undefined;
  /** What was found in the latest stretch. A new map for the next: one that is cleared is held by what it was before. */
  let found = new Map<string, Open<Found>>();
  let reasons = 0;
  /** The contract that was counted last in this stretch: nearly always that of the next exchange too. */
  let counted: string | undefined;

  const open = (source: string): OpenSegment => {
    if (latest?.source === source) return latest;
    close();
    latest = emptySegment(source, stretch ?? { input: inputs++, from: 0 });
    counted = undefined;
    return latest;
  };
  const close = (): void => {
    if (latest === undefined) return;
    if (found.size > 0) {
      latest.found = [...found.values()];
      found = new Map();
    }
    if (take === undefined) segments.push(latest);
    else take(latest, told);
    latest = undefined;
  };

  return {
    begin(input, from, source) {
      close();
      stretch = { input, from, source };
    },
    end({ lines, bytes }) {
      // Blank lines alone are no record, and count where what follows is told by its line.
      if (stretch !== undefined && bytes > 0) Object.assign(open(stretch.source), { lines, bytes });
      close();
      stretch = undefined;
    },
    exchange(source, verdict, contract) {
      const segment = open(source);
      const { counts } = segment;
      counts.read++;
      if (verdict === 'other-endpoint') counts.otherEndpoint++;
      else {
        counts.judged++;
        counts[verdict]++;
      }
      if (contract === counted || contract === undefined) return;
      counted = contract;
      if (!segment.contracts.includes(contract)) segment.contracts = [...segment.contracts, contract].sort();
    },
    others(source, count) {
      const { counts } = open(source);
      counts.read += count;
      counts.otherEndpoint += count;
    },
    unreadable({ source, entry, line, reason }) {
      const segment = open(source);
      segment.counts.read++;
      segment.counts.unreadable++;
      if (++reasons > mostReasons) return;
      const one: Unreadable = { entry, ...(line === undefined ? {} : { line }), reason };
      segment.unreadable = [...segment.unreadable, one];
    },
    passedOver(source, reason) {
      open(source).passedOver = reason;
    },
    finding(source, finding) {
      const { input, from } = open(source);
      const { at, more: _, count, ...rest } = finding;
      const { fingerprint } = finding;
      if (!told.has(fingerprint)) told.set(fingerprint, { ...rest, first: [input, from, at.entry] });
      let held = found.get(fingerprint);
      if (held === undefined) {
        held = { fingerprint, count: 0, places: none };
        found.set(fingerprint, held);
      }
      held.count += count;
      // Without a line the next places tell nothing more.
      const known = places.get(fingerprint) ?? 0;
      if (known > 0 && (known >= mostPlaces || at.line === undefined)) return;
      places.set(fingerprint, known + 1);
      held.places = [...held.places, withoutSource(at)];
    },
    problem: (code, message) => problems.push({ code, message }),
    collected() {
      close();
      const collected = { shard: { segments, problems }, findings: Object.fromEntries(told) };
      [segments, problems, told, places] = [[], [], new Map(), new Map()];
      [inputs, reasons, stretch] = [0, 0, undefined];
      return collected;
    },
  };
}

function withoutSource({ source: _, ...place }: Place): Omit<Place, 'source'> {
  return place;
}

function emptySegment(source: string, { input, from }: { readonly input: number; readonly from: number }): OpenSegment {
  return {
    input,
    from,
    source,
    lines: 0,
    bytes: 0,
    counts: { read: 0, judged: 0, conforming: 0, violating: 0, otherEndpoint: 0, unreadable: 0 },
    contracts: none,
    unreadable: none,
    found: none,
  };
}

const none: readonly never[] = [];
