// Records of a log are like each other: they differ in accounts, links, times and keys, on which no rule looks but to compare
// them. A record that is like one before, but for these, has been judged already, and need not be parsed.
import { isDeepStrictEqual } from 'node:util';
import type { Judgement } from '../check.ts';
import { createExchange, type Exchange, type RawExchange } from '../exchange.ts';
import type { Json } from '../json.ts';
import { type Sighting, sightingOf } from '../rules/sighting.ts';
import { holds, type Likeness, likenessOf, sightingFrom } from './likeness.ts';
import { leftOver, type OpenValue, openValues } from './open-values.ts';
import { type Opened, patternOf } from './pattern-of.ts';
import { createPatternTree } from './pattern-tree.ts';
import { probeTexts } from './probe.ts';
import { type View, viewOf, withTexts } from './view.ts';

/** A record that was read and judged. */
export interface Example {
  /** Its bytes as Latin-1. */
  readonly text: string;
  readonly raw: RawExchange;
  /** What was made of it. */
  readonly exchange: Exchange;
  readonly judgement: Judgement;
  /** Reads another text in place of its own; `undefined` where it is no exchange. */
  reread(text: string): RawExchange | undefined;
}

/** What is known of a record without parsing it. */
export interface Recognised {
  /** Its findings have the places of an example. */
  readonly judgement: Judgement;
  /** What is compared with other records, if it stands at this place. */
  sighting(place: Pick<Sighting, 'source' | 'entry' | 'line'>): Sighting;
}

export interface Recogniser {
  /** The judgement of a record, by its bytes as Latin-1, if it is like an example. */
  recognise(text: string): Recognised | undefined;
  /** Learns from a record that was not recognised, if that seems worth it. */
  learn(example: Example): void;
}

/** Short logs are judged before anything is learned of them. */
const firstLearned = 50;
/** Patterns at most. */
const mostLearned = 1000;
const longestLearned = 16 * 1024;

export function createRecogniser(judge: (exchange: Exchange) => Judgement): Recogniser {
  let matchers = new Map<string, RegExp>();
  let tree = createPatternTree<Likeness>(matchers);
  let [hits, misses, tries, learned] = [0, 0, 0, 0];
  /** Whether another one is worth what it takes; where many were learned in vain, or the log has changed, all are forgotten. */
  const isWorthIt = (): boolean => {
    misses++;
    if (learned === mostLearned) {
      if (misses < 1000 + hits / 4) return false;
      matchers = new Map();
      tree = createPatternTree(matchers);
      [hits, misses, tries, learned] = [0, 0, 0, 0];
    }
    return misses >= firstLearned && tries < 16 + hits / 16 + misses / 100;
  };
  return {
    recognise(text) {
      const found = tree.find(text);
      if (found === undefined || !holds(found.meaning, found.values)) return undefined;
      hits++;
      const { meaning, values } = found;
      return { judgement: meaning.judgement, sighting: place => sightingFrom(meaning, values, place) };
    },
    learn(example) {
      if (!isWorthIt() || example.text.length > longestLearned) return;
      tries++;
      const view = viewOf(example.raw);
      if (view === undefined) return;
      const own = openValues(example.raw, view);
      const found =
        likenessIn(example, view, [...own, ...leftOver(recordOf(example.text), view, own)], judge, matchers) ??
        likenessIn(example, view, own, judge, matchers);
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
  { text, exchange: own, judgement, reread }: Example,
  view: View,
  values: readonly OpenValue[],
  judge: (exchange: Exchange) => Judgement,
  matchers: Map<string, RegExp>,
): Learned | undefined {
  const opened = patternOf(text, values);
  const likeness = likenessOf(opened.values, own, judgement);
  if (likeness === undefined) return undefined;
  const texts = probeTexts(opened.values);
  const probe = opened.fill(texts);
  const read = reread(probe);
  const expected = withTexts(
    view,
    opened.values.flatMap(({ path, lead }, index) => (path === undefined ? [] : [[path, lead + texts[index]]])),
  );
  if (read === undefined || !isDeepStrictEqual(viewOf(read), expected)) return undefined;
  const exchange = createExchange(read);
  if (!isDeepStrictEqual(withoutPlaces(judge(exchange)), withoutPlaces(judgement))) return undefined;
  const tree = createPatternTree<Likeness>(matchers);
  tree.add(opened.pattern, likeness);
  const found = tree.find(probe);
  if (found === undefined || !holds(likeness, found.values)) return undefined;
  const sighting = sightingOf(exchange);
  return isDeepStrictEqual(sightingFrom(likeness, found.values, sighting), sighting) ? { opened, likeness } : undefined;
}

function withoutPlaces({ verdict, contract, findings }: Judgement): unknown {
  return [verdict, contract?.id, findings.map(({ at, ...rest }) => [at.pointer, rest])];
}

function recordOf(text: string): Json {
  try {
    return JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
  } catch {
    return null;
  }
}
