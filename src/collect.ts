// Gathers what is found in the order of the input, stretch by stretch: what one pass pours into its report, what a shard
// writes down, and what a worker hands back.
import type { ErrorCode } from './errors.ts';
import type { Finding, Place } from './finding.ts';
import type { Found, Segment, Shard, ToldFinding, Unreadable } from './partial.ts';
import type { ReadRecord } from './readers/reader.ts';

/** Memory is bounded by the number of sources and of distinct findings. */
export interface Collector {
  /** What follows, until `end`, is a stretch of this input. Without it each source is an input of its own. */
  begin(input: number, from: number): void;
  end(extent: { readonly lines: number; readonly bytes: number }): void;
  /** Counts an exchange that was judged or is of another endpoint. */
  exchange(source: string, verdict: 'conforming' | 'violating' | 'other-endpoint', contract?: string): void;
  /** Counts exchanges of other endpoints that nobody looked at further. */
  others(source: string, count: number): void;
  unreadable(record: ReadRecord & { readonly kind: 'unreadable' }): void;
  passedOver(source: string, reason: string): void;
  finding(source: string, finding: Finding): void;
  problem(code: ErrorCode, message: string): void;
  /** All that was gathered so far. */
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

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenFound = Open<Found> & { places: Omit<Place, 'source'>[] };
type OpenSegment = Open<Omit<Segment, 'found' | 'counts' | 'contracts' | 'unreadable'>> & {
  readonly counts: Open<Segment['counts']>;
  readonly contracts: Set<string>;
  readonly unreadable: Unreadable[];
  readonly found: Map<string, OpenFound>;
};

export function createCollector(): Collector {
  const segments: OpenSegment[] = [];
  const findings = new Map<string, { readonly told: ToldFinding; places: number }>();
  const problems: Shard['problems'][number][] = [];
  let stretch: { readonly input: number; readonly from: number } | undefined;
  let latest: OpenSegment | undefined;
  let reasons = 0;

  const open = (source: string): OpenSegment => {
    if (latest?.source === source) return latest;
    latest = emptySegment(source, stretch ?? { input: segments.length, from: 0 });
    segments.push(latest);
    return latest;
  };

  return {
    begin(input, from) {
      stretch = { input, from };
      latest = undefined;
    },
    end({ lines, bytes }) {
      if (latest !== undefined) Object.assign(latest, { lines, bytes });
      stretch = undefined;
      latest = undefined;
    },
    exchange(source, verdict, contract) {
      const { counts, contracts } = open(source);
      counts.read++;
      if (verdict === 'other-endpoint') counts.otherEndpoint++;
      else {
        counts.judged++;
        counts[verdict]++;
      }
      if (contract !== undefined) contracts.add(contract);
    },
    others(source, count) {
      const { counts } = open(source);
      counts.read += count;
      counts.otherEndpoint += count;
    },
    unreadable({ source, entry, line, reason }) {
      const { counts, unreadable } = open(source);
      counts.read++;
      counts.unreadable++;
      if (++reasons <= mostReasons) unreadable.push({ entry, ...(line === undefined ? {} : { line }), reason });
    },
    passedOver(source, reason) {
      open(source).passedOver = reason;
    },
    finding(source, finding) {
      const { input, from, found } = open(source);
      const { at, more: _, count, ...rest } = finding;
      const { source: __, ...place } = at;
      const { fingerprint } = finding;
      let known = findings.get(fingerprint);
      if (known === undefined) {
        known = { told: { ...rest, first: [input, from, at.entry] }, places: 0 };
        findings.set(fingerprint, known);
      }
      let held = found.get(fingerprint);
      if (held === undefined) {
        held = { fingerprint, count: 0, places: [] };
        found.set(fingerprint, held);
      }
      held.count += count;
      // Without a line the next places tell nothing more.
      if (known.places > 0 && (known.places >= mostPlaces || place.line === undefined)) return;
      known.places++;
      held.places.push(place);
    },
    problem: (code, message) => problems.push({ code, message }),
    collected: () => ({
      shard: { segments: segments.map(closed), problems: [...problems] },
      findings: Object.fromEntries([...findings].map(([fingerprint, { told }]) => [fingerprint, told])),
    }),
  };
}

function emptySegment(source: string, { input, from }: { readonly input: number; readonly from: number }): OpenSegment {
  return {
    ...{ input, from, source, lines: 0, bytes: 0 },
    counts: { read: 0, judged: 0, conforming: 0, violating: 0, otherEndpoint: 0, unreadable: 0 },
    ...{ contracts: new Set(), unreadable: [], found: new Map() },
  };
}

function closed({ contracts, found, ...segment }: OpenSegment): Segment {
  return { ...segment, contracts: [...contracts].sort(), found: [...found.values()] };
}
