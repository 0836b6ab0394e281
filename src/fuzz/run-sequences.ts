import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { ToolError } from '../errors.ts';
import type { Finding } from '../finding.ts';
import type { Candidate } from './findings.ts';
import { count, type Run } from './run.ts';
import { seedOf } from './run-group.ts';
import { type Played, playSequence } from './sequence.ts';
import { plainSequences, type Sequence, sequences } from './sequence-steps.ts';
import type { States, StatesAccess } from './states.ts';
import { type Stored, storedSequences } from './stored.ts';
import type { TestCase } from './test-case.ts';
import type { Trial } from './try-case.ts';

export const sequenceId = 'sequence';

/** Sequences of a run: they go one after the other, because some change the whole platform. */
export const sequenceRuns = 20;
/** A sequence costs many requests; this many tries leave it short enough to read. */
const mostTries = 200;

const family = { id: sequenceId, phase: 'sequence', need: 'none', cases: [] } as const;

interface Options {
  readonly seed: number;
  readonly states: StatesAccess;
  readonly stored?: readonly Stored[];
}

/** Plays what earlier runs have kept. */
export async function runStoredSequences(run: Run, options: Options, states: States): Promise<void> {
  await playAll(run, options, states, keptOf(run, options));
}

/** Plays the sequences of a run; a failing one is shrunk to the steps that it takes. */
export async function runSequences(run: Run, options: Options, states: States): Promise<void> {
  const seed = seedOf(options.seed, sequenceId);
  const drawn = fc
    .sample(arbitraryOf(options), { seed, numRuns: sequenceRuns })
    .map((sequence, index) => ({ sequence, at: String(index), isDrawn: true }));
  await playAll(run, options, states, [...plain, ...drawn]);
}

/** Plays the one sequence that a path names. Throws a `ToolError` for a path that leads to none. */
export async function replaySequence(run: Run, options: Options, states: States, at: string): Promise<void> {
  const fixed = [...keptOf(run, options), ...plain].find(one => one.at === at);
  const [sequence] =
    fixed === undefined && /^\d+(:\d+)*$/.test(at)
      ? fc.sample(arbitraryOf(options), { seed: seedOf(options.seed, sequenceId), numRuns: 1, path: at })
      : [fixed?.sequence];
  if (sequence === undefined) {
    throw new ToolError(
      'usage',
      `--path ${sequenceId}@${at} leads to no sequence. Copy it from a finding, with its --seed.`,
    );
  }
  await playAll(run, options, states, [{ sequence, at, isDrawn: false }]);
}

async function playAll(run: Run, options: Options, states: States, sequences: readonly Drawn[]): Promise<void> {
  let played = 0;
  // Never a key of an earlier run: a provider remembers them for a month.
  const nonce = randomUUID();
  const tryCase = (testCase: TestCase): Promise<Trial | undefined> =>
    run.sender.tryCase({ ...testCase, ownConnection: true });
  const play = (sequence: Sequence): Promise<Played> => {
    const salt = `account-links-${nonce}-${++played}`;
    return playSequence(sequence, { contract: run.contract, states, salt, tryCase });
  };
  const known = new Set(run.findings.all().map(({ finding }) => finding.fingerprint));
  for (const { sequence, at, isDrawn } of sequences) {
    const shown = await play(sequence);
    const phase = at.startsWith(kept) ? 'stored' : 'sequence';
    for (const { testCase, trial } of shown.asked) {
      count(run, { family: { ...family, phase }, path: at, testCase, trial });
    }
    for (const finding of findingsOf(shown)) {
      run.findings.add({ family, finding, path: at, ...shownBy(sequence, shown) });
      if (known.has(finding.fingerprint) || !isDrawn) continue;
      known.add(finding.fingerprint);
      const from = { seed: seedOf(options.seed, sequenceId), path: at };
      const smallest = await shrinkSequence(arbitraryOf(options), from, finding.fingerprint, play);
      if (smallest !== undefined) run.findings.replace({ family, ...smallest });
    }
  }
}

function arbitraryOf({ states }: Options): fc.Arbitrary<Sequence> {
  return sequences(states.kind === 'url');
}

interface Drawn {
  readonly sequence: Sequence;
  /** Where it stands, for `--path`. */
  readonly at: string;
  /** Not one of those that every run plays, nor one that was kept: those are short as they are. */
  readonly isDrawn: boolean;
}

const kept = 'stored';
const plain: readonly Drawn[] = plainSequences.map((sequence, index) => ({
  ...{ sequence, at: `plain${index}` },
  isDrawn: false,
}));

function keptOf({ contract }: Run, { stored = [] }: Options): readonly Drawn[] {
  return storedSequences(stored, contract.id).map((sequence, index) => ({
    ...{ sequence, at: `${kept}${index}` },
    isDrawn: false,
  }));
}

/** The shortest sequence that still shows the fault; `undefined` when it does not show again. */
async function shrinkSequence(
  arbitrary: fc.Arbitrary<Sequence>,
  from: { readonly seed: number; readonly path: string },
  fingerprint: string,
  play: (sequence: Sequence) => Promise<Played>,
): Promise<Omit<Parameters<Run['findings']['replace']>[0], 'family'> | undefined> {
  const shown: { readonly finding: Finding; readonly sequence: Sequence; readonly played: Played }[] = [];
  let tries = 0;
  const property = fc.asyncProperty(arbitrary, async sequence => {
    if (++tries > mostTries) return true;
    const played = await play(sequence);
    const finding = findingsOf(played).find(found => found.fingerprint === fingerprint);
    if (finding !== undefined) shown.push({ finding, sequence, played });
    return finding === undefined;
  });
  const { counterexamplePath } = await fc.check(property, { ...from, numRuns: 1 });
  const last = shown.at(-1);
  if (last === undefined) return undefined;
  return { finding: last.finding, path: counterexamplePath ?? from.path, ...shownBy(last.sequence, last.played) };
}

function findingsOf({ asked }: Played): readonly Finding[] {
  return asked.flatMap(({ trial }) => trial.findings);
}

function shownBy(sequence: Sequence, { asked, steps }: Played): Pick<Candidate, 'cases' | 'played'> {
  return { cases: asked.map(({ testCase }) => testCase), played: { sequence, steps } };
}
