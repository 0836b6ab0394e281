// What exchanges are compared by, as rows of numbers: one thread hands them to another without copying, and what waits
// takes 80 bytes an exchange.
import type { Located } from './check.ts';
import { emptySighting, type Sighting } from './rules/sighting.ts';

/** Sightings in their order. */
export interface SightingBlock {
  /** Where they were seen: so many of each stretch. Their entries, lines and offsets count from its beginning. */
  readonly stretches: readonly SeenStretch[];
  readonly contracts: readonly string[];
  readonly rows: Float64Array<ArrayBuffer>;
}

export interface SeenStretch {
  readonly input: number;
  readonly from: number;
  readonly source: string;
  readonly count: number;
}

export interface SightingLog {
  add(stretch: Pick<SeenStretch, 'input' | 'from'>, sighting: Sighting, at: Located, contract: string): void;
  /** Hands on what was added since the last block. */
  flush(): void;
}

const width = 10;
/** As many go together: few messages, and few bytes that wait. */
const blockSize = 1024;

/** Writes sightings down, and hands on a block whenever one is full. */
export function createSightingLog(hand: (block: SightingBlock) => void, size: number = blockSize): SightingLog {
  let rows = new Float64Array();
  let stretches: { -readonly [K in keyof SeenStretch]: SeenStretch[K] }[] = [];
  let contracts: string[] = [];
  let end = 0;
  const flush = (): void => {
    if (end === 0) return;
    hand({ stretches, contracts, rows: end === rows.length ? rows : rows.slice(0, end) });
    [rows, stretches, contracts, end] = [new Float64Array(), [], [], 0];
  };
  const numberOf = (contract: string): number => {
    const known = contracts.indexOf(contract);
    return known >= 0 ? known : contracts.push(contract) - 1;
  };
  return {
    add({ input, from }, sighting, { offset }, contract) {
      const { source, entry, line, link, key, body, answer, mismatch, status, isFailure, keepsHeaders } = sighting;
      if (end === 0) rows = new Float64Array(size * width);
      const last = stretches.at(-1);
      if (last?.input === input && last.from === from && last.source === source) last.count++;
      else stretches.push({ input, from, source, count: 1 });
      rows[end++] = entry;
      rows[end++] = line ?? nowhere;
      rows[end++] = offset ?? nowhere;
      rows[end++] = link;
      rows[end++] = key;
      rows[end++] = body;
      rows[end++] = answer;
      rows[end++] = mismatch;
      rows[end++] = status;
      rows[end++] = numberOf(contract) * 4 + (isFailure ? 2 : 0) + (keepsHeaders ? 1 : 0);
      if (end === rows.length) flush();
    },
    flush,
  };
}

/** How many sightings a block has. */
export function sightingCount({ rows }: SightingBlock): number {
  return rows.length / width;
}

/** How many records and lines of a source are before a stretch of it. */
export type CountBefore = (stretch: SeenStretch) => { readonly entries: number; readonly lines: number };

/**
 * What was added: the sightings as the whole source has them, their places as they were added, from their stretch on. Both
 * are good until the next one: they are one object each, whose shape V8 knows.
 */
export function eachSighting(
  { stretches, contracts, rows }: SightingBlock,
  before: CountBefore,
  hear: (sighting: Sighting, at: Located, contract: string, stretch: SeenStretch) => void,
): void {
  let at = 0;
  // Read one by one: this is what the main thread does for each exchange of all threads.
  const next = (): number => rows[at++] ?? nowhere;
  for (const stretch of stretches) {
    const { source } = stretch;
    const { entries, lines } = before(stretch);
    const located: Open<Located> = { source, entry: 0, line: undefined, offset: undefined };
    const sighting: Open<Sighting> = emptySighting(source);
    for (let left = stretch.count; left > 0; left--) {
      const entry = next();
      const line = next();
      located.entry = entry;
      located.line = place(line);
      located.offset = place(next());
      sighting.entry = entries + entry;
      sighting.line = line === nowhere ? undefined : lines + line;
      sighting.link = next();
      sighting.key = next();
      sighting.body = next();
      sighting.answer = next();
      sighting.mismatch = next();
      sighting.status = next();
      const rest = next();
      sighting.isFailure = (rest & 2) !== 0;
      sighting.keepsHeaders = (rest & 1) !== 0;
      hear(sighting, located, contracts[rest >> 2] ?? '', stretch);
    }
  }
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

const nowhere = -1;

function place(number: number): number | undefined {
  return number === nowhere ? undefined : number;
}
