// Records of a log are like each other: they differ in accounts, links, times and keys, on which no rule looks but to compare
// them. A record that is like one before, but for these, has been judged already, and need not be parsed.
import type { Judgement } from '../check.ts';
import { createExchange, type Exchange, type RawExchange } from '../exchange.ts';
import type { Json } from '../json.ts';
import { type Sighting, sightingOf } from '../rules/sighting.ts';
import { holdsSecret, type Likeness, likenessOf, sightingFrom, writeLikeness } from './likeness.ts';
import { createMachine, type Machine } from './machine.ts';
import { leftOver, type OpenValue, openValues } from './open-values.ts';
import type { Pattern } from './pattern.ts';
import { patternOf } from './pattern-of.ts';
import { createPatternTree, createSteps, type PatternTree, type Steps } from './pattern-tree.ts';
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

/** A part of a block of bytes: a record of a format. */
export interface Stretch {
  readonly format: string;
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
  /** What was learned so far. */
  readonly lessons: readonly Lesson[];
}

/** What was learned of an example, in plain values: another thread need not learn it again. */
export interface Lesson {
  readonly format: string;
  readonly pattern: Pattern;
  readonly likeness: Likeness;
}

/** Short logs are judged before anything is learned of them. */
const firstLearned = 20;
/** Patterns at most. */
const mostLearned = 1000;
const longestLearned = 16 * 1024;
/** What learning of one record takes of the memory at most. */
const mostTaken = 256 * 1024;

/** What was learned. */
interface Known {
  readonly machine: Machine;
  readonly stepAt: Steps;
  /** Of each format one: the same bytes may be another exchange in another format. */
  readonly trees: Map<string, PatternTree>;
  readonly lessons: Lesson[];
  /** By where they are in the memory. */
  readonly likenesses: Map<number, Likeness>;
}

/** Makes one that knows some lessons. Without a machine it recognises nothing. */
export function createRecogniser(
  judge: (exchange: Exchange) => Judgement,
  given: readonly Lesson[] = [],
  make: () => Machine | undefined = createMachine,
): Recogniser {
  let known = given.length === 0 ? undefined : nothingKnown(make());
  /** Asked for once: where there is no memory for it, each refusal takes as long as judging hundreds of records. */
  let hasMachine = given.length === 0 || known !== undefined;
  let latest: { readonly likeness: Likeness; readonly machine: Machine; readonly written: number } | undefined;
  let [hits, misses, tries] = [0, 0, 0];
  if (known !== undefined) {
    for (const lesson of given) keep(known, lesson, writeLikeness(known.machine, lesson.likeness));
  }
  /** What to add to, where another one is worth what it takes; where many were learned in vain, or the log has changed, all are forgotten. */
  const learnable = (): Known | undefined => {
    misses++;
    if (known !== undefined && (known.lessons.length >= mostLearned || known.machine.room < mostTaken)) {
      if (misses < 1000 + hits / 4) return undefined;
      known.machine.clear();
      known = nothingKnown(known.machine);
      [hits, misses, tries] = [0, 0, 0];
    }
    if (!hasMachine || misses < firstLearned || tries >= 64 + hits / 4 + misses / 100) return undefined;
    tries++;
    known ??= nothingKnown(make());
    hasMachine = known !== undefined;
    return known;
  };
  return {
    recognise({ format, block, start, stop }) {
      if (known === undefined) return undefined;
      const { machine, trees, likenesses } = known;
      const tree = trees.get(format);
      if (tree === undefined) return undefined;
      const found = machine.recognise(tree.root, block, start, stop);
      if (found === 0) return undefined;
      const written = found & ~1;
      const likeness = likenesses.get(written);
      if (likeness === undefined || (found !== written && holdsSecret(likeness, machine))) return undefined;
      hits++;
      latest = { likeness, machine, written };
      return likeness.judgement;
    },
    sighting(place) {
      if (latest === undefined) throw new Error('No record was recognised.'); // a bug: nobody asks before
      return sightingFrom(latest.likeness, latest.machine, latest.written, place);
    },
    learn(example) {
      const { block, start, stop } = example.record;
      const known = stop - start > longestLearned ? undefined : learnable();
      if (known === undefined) return;
      const raw = example.read(block.subarray(start, stop));
      const view = raw && viewOf(raw);
      if (raw === undefined || view === undefined) return;
      const record = block.toString('utf8', start, stop);
      const own = openValues(raw, view, record);
      const rest = leftOver(recordOf(record), view, own);
      const text = block.toString('latin1', start, stop);
      const likeness = (values: readonly OpenValue[]) => likenessIn(example, text, view, values, judge, known);
      // Of values that are spelled alike the first is taken for the first that stands there: what is left over may be.
      const found = likeness([...own, ...rest]) ?? likeness([...rest, ...own]) ?? likeness(own);
      if (found === undefined) return;
      keep(known, found, found.written);
    },
    get lessons() {
      return known?.lessons ?? [];
    },
  };
}

function keep(
  { machine, stepAt, trees, lessons, likenesses }: Known,
  { format, pattern, likeness }: Lesson,
  written: number,
): void {
  const tree = trees.get(format) ?? createPatternTree(machine, stepAt);
  trees.set(format, tree);
  likenesses.set(written, likeness);
  tree.add(pattern, written);
  lessons.push({ format, pattern, likeness });
}

function nothingKnown(machine: Machine): Known;
function nothingKnown(machine: Machine | undefined): Known | undefined;
function nothingKnown(machine: Machine | undefined): Known | undefined {
  if (machine === undefined) return undefined;
  return { machine, stepAt: createSteps(machine), trees: new Map(), lessons: [], likenesses: new Map() };
}

interface Learned extends Lesson {
  /** Where it is in the memory. */
  readonly written: number;
}

/** What the example has in common with others that have other values in these places, if a probe bears it out. */
function likenessIn(
  { record: { format }, exchange: own, judgement, read: readBytes }: Example,
  text: string,
  view: View,
  values: readonly OpenValue[],
  judge: (exchange: Exchange) => Judgement,
  { machine, stepAt }: Known,
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
  const written = writeLikeness(machine, likeness);
  const tree = createPatternTree(machine, stepAt);
  tree.add(opened.pattern, written);
  if (machine.recognise(tree.root, probe, 0, probe.length) !== written) return undefined;
  const sighting = sightingOf(exchange);
  const isAlike = areEqual(sightingFrom(likeness, machine, written, sighting), sighting);
  return isAlike ? { format, pattern: opened.pattern, likeness, written } : undefined;
}

/** Whether two values, of JSON and made in the same way, are equal: several times as quick as to walk through both. */
function areEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function withoutPlaces({ verdict, contract, findings }: Judgement): unknown {
  return [verdict, contract, findings.map(({ at, ...rest }) => [at.pointer, rest])];
}

function recordOf(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
