// Shares are judged side by side, and come together in the order of the input: what is compared with what was before, and
// what is poured into the report, is as in one pass.
import { type Compare, createComparison } from './check.ts';
import { type Collected, createCollector } from './collect.ts';
import type { Segment } from './partial.ts';
import type { Pouring } from './pour.ts';
import type { Across } from './rules/across.ts';
import { emptySighting, type Sighting } from './rules/sighting.ts';
import { eachSighting, type SeenStretch, type SightingBlock, sightingCount } from './sightings.ts';

export interface Sequence {
  /** Takes the next sightings of a share, from 1. */
  sighted(share: number, block: SightingBlock): void;
  /** Sees what is in the current share, which whoever judges it does at once; nothing where nothing is compared. */
  see(...seen: [...Parameters<Compare>, input: number]): ReturnType<Compare>;
  /** Takes what a share came to, behind all its sightings. */
  done(share: number, collected: Collected): void;
  /** The first share that is not done, and not those before it. */
  readonly current: number;
  /** How much has had its turn, in sightings. */
  readonly consumed: number;
}

interface Waiting {
  readonly blocks: SightingBlock[];
  collected?: Collected;
}

/** What a share holds besides its sightings, as so many of them. */
export const shareWeight = 100;

/** Without `across` nothing is compared. */
export function createSequence(pouring: Pouring, across: Across | undefined): Sequence {
  const compare = across === undefined ? undefined : createComparison(across);
  const waiting = new Map<number, Waiting>();
  let current = 1;
  let consumed = 0;
  /** What comparing has found in the current share. */
  const found = createCollector();
  const movedTo = createMove();
  let stretch: Pick<Segment, 'input' | 'from'> | undefined;

  const waitingFor = (share: number): Waiting => {
    const known = waiting.get(share) ?? { blocks: [] };
    waiting.set(share, known);
    return known;
  };
  const see = (block: SightingBlock): void => {
    consumed += sightingCount(block);
    const before = ({ input, source }: SeenStretch) => pouring.before(input, source);
    eachSighting(block, before, (sighting, at, contract, { input, from, source }) => {
      const findings = compare?.(sighting, at, contract) ?? [];
      if (findings.length === 0) return;
      if (stretch?.input !== input || stretch.from !== from) {
        stretch = { input, from };
        found.begin(input, from, source);
      }
      for (const finding of findings) found.finding(source, finding);
    });
  };
  const finish = ({ shard, findings }: Collected): void => {
    const seen = found.collected();
    stretch = undefined;
    const told = new Map([...Object.entries(findings), ...Object.entries(seen.findings)]);
    for (const segment of withFound(shard.segments, seen.shard.segments)) pouring.take(segment, told);
    for (const { code, message } of shard.problems) pouring.problem(code, message);
    current++;
  };
  /** Goes on with what has waited. */
  const advance = (): void => {
    for (let next = waiting.get(current); next !== undefined; next = waiting.get(current)) {
      for (const block of next.blocks.splice(0)) see(block);
      if (next.collected === undefined) return;
      consumed += shareWeight;
      waiting.delete(current);
      finish(next.collected);
    }
  };
  return {
    see(sighting, at, contract, input) {
      if (compare === undefined) return none;
      const { source, entry, line } = sighting;
      const { entries, lines } = pouring.before(input, source);
      return compare(movedTo(sighting, entries + entry, line === undefined ? undefined : lines + line), at, contract);
    },
    sighted(share, block) {
      if (share === current) see(block);
      else waitingFor(share).blocks.push(block);
    },
    done(share, collected) {
      waitingFor(share).collected = collected;
      if (share === current) advance();
    },
    get current() {
      return current;
    },
    get consumed() {
      return consumed;
    },
  };
}

const none: readonly never[] = [];

/** The same sighting at another place of its source, until the next one is moved: one object, member by member, is fastest. */
function createMove(): (seen: Sighting, entry: number, line: number | undefined) => Sighting {
  const moved: { -readonly [K in keyof Sighting]: Sighting[K] } = emptySighting('');
  return (seen, entry, line) => {
    moved.source = seen.source;
    moved.entry = entry;
    moved.line = line;
    moved.link = seen.link;
    moved.key = seen.key;
    moved.body = seen.body;
    moved.answer = seen.answer;
    moved.status = seen.status;
    moved.mismatch = seen.mismatch;
    moved.isFailure = seen.isFailure;
    moved.keepsHeaders = seen.keepsHeaders;
    return moved;
  };
}

/** The stretches of a share with what else was found in some of them. */
function withFound(segments: readonly Segment[], others: readonly Segment[]): readonly Segment[] {
  let next = 0;
  return segments.map(segment => {
    const found = [...segment.found];
    for (let other = others[next]; other !== undefined && isSame(segment, other); other = others[++next]) {
      found.push(...other.found);
    }
    return found.length === segment.found.length ? segment : { ...segment, found };
  });
}

function isSame(a: Segment, b: Segment): boolean {
  return a.input === b.input && a.from === b.from && a.source === b.source;
}
