// Records of a log are like each other: they differ in accounts, links, times and keys, on which no rule looks but to compare
// them. A record that is like one before, but for these, has been judged already, and need not be parsed.
import type { Judgement } from '../check.ts';
import { createExchange, type Exchange, type RawExchange } from '../exchange.ts';
import type { Json } from '../json.ts';
import { type Sighting, sightingOf } from '../rules/sighting.ts';
import { holds, type Likeness, likenessOf, sightingFrom } from './likeness.ts';
import { createMatchers, type Matchers, type Spans } from './matcher.ts';
import { leftOver, type OpenValue, openValues } from './open-values.ts';
import { type Opened, patternOf } from './pattern-of.ts';
import { createPatternTree } from './pattern-tree.ts';
import { probeTexts } from './probe.ts';
import { type View, viewOf, withTexts } from './view.ts';

/** A record that was read and judged. */
export interface Example {
  readonly record: Stretch;
  /** What was made of it. */
  readonly exchange: Exchange;
  readonly judgement: Judgement;
  /**
   * Reads its own bytes, or others in place of them; `undefined` where something in them says how they are to be read: of
   * such a record nothing can be told by its likeness to another.
   */
  read(bytes: Buffer): RawExchange | undefined;
}

/** A part of a block of bytes. */
export interface Stretch {
  readonly block: Buffer;
  readonly start: number;
  /** Behind its last byte. */
  readonly stop: number;
}

export interface Recogniser {
  /** The judgement of a record, by its bytes, if it is like an example: of which its findings have the places. */
  recognise(record: Stretch): Judgement | undefined;
  /** What is compared with other records of the one that was recognised last, if it stands at this place. */
  sighting(place: Pick<Sighting, 'source' | 'entry' | 'line'>): Sighting;
  /** Learns from a record that was not recognised, if that seems worth it. */
  learn(example: Example): void;
}

/** Short logs are judged before anything is learned of them. */
const firstLearned = 20;
/** Patterns at most. */
const mostLearned = 1000;
const longestLearned = 16 * 1024;

export function createRecogniser(judge: (exchange: Exchange) => Judgement): Recogniser {
  let matchers = createMatchers();
  let tree = createPatternTree<Likeness>(matchers);
  const spans: Spans = [];
  let latest: { readonly likeness: Likeness; readonly block: Buffer } | undefined;
  let [hits, misses, tries, learned] = [0, 0, 0, 0];
  /** Whether another one is worth what it takes; where many were learned in vain, or the log has changed, all are forgotten. */
  const isWorthIt = (): boolean => {
    misses++;
    if (learned === mostLearned) {
      if (misses < 1000 + hits / 4) return false;
      matchers = createMatchers();
      tree = createPatternTree(matchers);
      [hits, misses, tries, learned] = [0, 0, 0, 0];
    }
    return misses >= firstLearned && tries < 64 + hits / 4 + misses / 100;
  };
  return {
    recognise({ block, start, stop }) {
      const likeness = tree.find(block, start, stop, spans);
      if (likeness === undefined || !holds(likeness, block, spans)) return undefined;
      hits++;
      latest = { likeness, block };
      return likeness.judgement;
    },
    sighting(place) {
      if (latest === undefined) throw new Error('No record was recognised.'); // a bug: nobody asks before
      return sightingFrom(latest.likeness, latest.block, spans, place);
    },
    learn(example) {
      const { block, start, stop } = example.record;
      if (!isWorthIt() || stop - start > longestLearned) return;
      tries++;
      const raw = example.read(block.subarray(start, stop));
      const view = raw && viewOf(raw);
      if (raw === undefined || view === undefined) return;
      const own = openValues(raw, view);
      const all = [...own, ...leftOver(recordOf(block.toString('utf8', start, stop)), view, own)];
      const text = block.toString('latin1', start, stop);
      const found =
        likenessIn(example, text, view, all, judge, matchers) ?? likenessIn(example, text, view, own, judge, matchers);
      if (found === undefined) return;
      tree.add(found.opened.pattern, found.likeness);
      learned++;
    },
  };
}

interface Learned {
  readonly opened: Opened;
  readonly likeness: Likeness;
}

/** What the example has in common with others that have other values in these places, if a probe bears it out. */
function likenessIn(
  { exchange: own, judgement, read: readBytes }: Example,
  text: string,
  view: View,
  values: readonly OpenValue[],
  judge: (exchange: Exchange) => Judgement,
  matchers: Matchers,
): Learned | undefined {
  const opened = patternOf(text, values);
  const likeness = likenessOf(opened.values, own, judgement);
  if (likeness === undefined) return undefined;
  const texts = probeTexts(opened.values);
  const probe = Buffer.from(opened.fill(texts), 'latin1');
  const read = readBytes(probe);
  const expected = withTexts(
    view,
    opened.values.flatMap(({ path, lead }, index) => (path === undefined ? [] : [[path, lead + texts[index]]])),
  );
  if (read === undefined || !areEqual(viewOf(read), expected)) return undefined;
  const exchange = createExchange(read);
  if (!areEqual(withoutPlaces(judge(exchange)), withoutPlaces(judgement))) return undefined;
  const tree = createPatternTree<Likeness>(matchers);
  tree.add(opened.pattern, likeness);
  const spans: Spans = [];
  if (tree.find(probe, 0, probe.length, spans) === undefined || !holds(likeness, probe, spans)) return undefined;
  const sighting = sightingOf(exchange);
  return areEqual(sightingFrom(likeness, probe, spans, sighting), sighting) ? { opened, likeness } : undefined;
}

/** Whether two values, of JSON and made in the same way, are equal: several times as quick as to walk through both. */
function areEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function withoutPlaces({ verdict, contract, findings }: Judgement): unknown {
  return [verdict, contract?.id, findings.map(({ at, ...rest }) => [at.pointer, rest])];
}

function recordOf(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
