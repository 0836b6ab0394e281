import fc from 'fast-check';
import { ToolError } from '../errors.ts';
import type { Finding } from '../finding.ts';
import { count, type Run } from './run.ts';
import { seedOf } from './run-group.ts';
import { type Asked, plainSequences, playSequence, type Sequence, sequences } from './sequence.ts';
import type { States, StatesAccess } from './states.ts';
import type { TestCase } from './test-case.ts';
import type { Trial } from './try-case.ts';

export const sequenceId = 'sequence';

/** Sequences of a run: they go one after the other, because some change the whole platform. */
export const sequenceRuns = 20;
/** A sequence costs many requests; this many tries leave it short enough to read. */
const mostTries = 200;

const family = { id: sequenceId, phase: 'sequence', need: 'none', cases: [] } as const;

/** Plays the sequences of a run, or the one at `path`; a failing one is shrunk to the steps that it takes. */
export async function runSequences(
  run: Run,
  options: { readonly seed: number; readonly states: StatesAccess },
  states: States,
  path?: string,
): Promise<void> {
  const arbitrary = sequences(options.states.kind === 'url');
  const seed = seedOf(options.seed, sequenceId);
  let played = 0;
  const tryCase = (testCase: TestCase): Promise<Trial | undefined> =>
    run.sender.tryCase({ ...testCase, ownConnection: true });
  const play = (sequence: Sequence): Promise<readonly Asked[]> => {
    const salt = `sequence-${options.seed}-${++played}`;
    return playSequence(sequence, { contract: run.contract, states, salt, tryCase });
  };
  const drawn = path === undefined ? allOf(arbitrary, seed) : [sequenceAt(arbitrary, seed, path)];
  const known = new Set(run.findings.all().map(({ finding }) => finding.fingerprint));
  for (const { sequence, at, isPlain } of drawn) {
    const asked = await play(sequence);
    for (const { testCase, trial } of asked) count(run, { family, path: at, testCase, trial });
    for (const finding of findingsOf(asked)) {
      run.findings.add({ family, finding, path: at, cases: casesOf(asked) });
      if (known.has(finding.fingerprint) || isPlain || path !== undefined) continue;
      known.add(finding.fingerprint);
      const smallest = await shrinkSequence(arbitrary, { seed, path: at }, finding.fingerprint, play);
      if (smallest !== undefined) run.findings.replace({ family, ...smallest });
    }
  }
}

interface Drawn {
  readonly sequence: Sequence;
  /** Where it stands, for `--path`. */
  readonly at: string;
  /** One of those that every run plays: short as it is. */
  readonly isPlain: boolean;
}

function allOf(arbitrary: fc.Arbitrary<Sequence>, seed: number): readonly Drawn[] {
  return [
    ...plainSequences.map((sequence, index) => ({ sequence, at: `plain${index}`, isPlain: true })),
    ...fc
      .sample(arbitrary, { seed, numRuns: sequenceRuns })
      .map((sequence, index) => ({ sequence, at: String(index), isPlain: false })),
  ];
}

function sequenceAt(arbitrary: fc.Arbitrary<Sequence>, seed: number, at: string): Drawn {
  const plain = /^plain(\d+)$/.exec(at)?.[1];
  const [sequence] =
    plain === undefined
      ? /^\d+(:\d+)*$/.test(at)
        ? fc.sample(arbitrary, { seed, numRuns: 1, path: at })
        : []
      : plainSequences.slice(Number(plain));
  if (sequence === undefined) {
    throw new ToolError(
      'usage',
      `--path ${sequenceId}@${at} leads to no sequence. Copy it from a finding, with its --seed.`,
    );
  }
  return { sequence, at, isPlain: plain !== undefined };
}

/** The shortest sequence that still shows the fault; `undefined` when it does not show again. */
async function shrinkSequence(
  arbitrary: fc.Arbitrary<Sequence>,
  from: { readonly seed: number; readonly path: string },
  fingerprint: string,
  play: (sequence: Sequence) => Promise<readonly Asked[]>,
): Promise<Omit<Parameters<Run['findings']['replace']>[0], 'family'> | undefined> {
  const shown: { readonly finding: Finding; readonly asked: readonly Asked[] }[] = [];
  let tries = 0;
  const property = fc.asyncProperty(arbitrary, async candidate => {
    if (++tries > mostTries) return true;
    const asked = await play(candidate);
    const finding = findingsOf(asked).find(found => found.fingerprint === fingerprint);
    if (finding !== undefined) shown.push({ finding, asked });
    return finding === undefined;
  });
  const { counterexamplePath } = await fc.check(property, { ...from, numRuns: 1 });
  const last = shown.at(-1);
  if (last === undefined) return undefined;
  return { finding: last.finding, cases: casesOf(last.asked), path: counterexamplePath ?? from.path };
}

function findingsOf(asked: readonly Asked[]): readonly Finding[] {
  return asked.flatMap(({ trial }) => trial.findings);
}

function casesOf(asked: readonly Asked[]): Asked['testCase'][] {
  return asked.map(({ testCase }) => testCase);
}
