// One input, judged by several threads into one report.
import { createPouring } from '../pour.ts';
import { findInputs } from '../readers/find-sources.ts';
import { createAcross } from '../rules/across.ts';
import { createSequence } from '../sequence.ts';
import type { Tally } from '../tally.ts';
import { noteOf } from '../validate.ts';
import { coldShares, type Judged, judgeShares, type ThreadOptions } from './judge-shares.ts';
import type { ShareSettings } from './share-judge.ts';

export interface JobSettings extends Pick<ShareSettings, 'format' | 'fields' | 'parseAll' | 'as' | 'assumeVersion'> {
  readonly paths: readonly string[];
  readonly allowUnreadable: number;
  /** Whether exchanges are compared with those before them. */
  readonly across: boolean;
}

export interface JobOptions extends ThreadOptions {
  /** How many bytes a share has (8 MB). */
  readonly shareSize?: number;
}

/**
 * Judges files by several threads into a tally. The result is that of one pass, whatever their number; of a run that is
 * stopped, all shares before the first that is missing.
 */
export async function judgeInJobs(
  { paths, allowUnreadable, across: isAcross, ...reading }: JobSettings,
  tally: Tally,
  { shareSize = 8e6, ...options }: JobOptions,
): Promise<Judged> {
  const { watch, signal } = options;
  const pouring = createPouring(tally, allowUnreadable);
  const across = isAcross && reading.as === undefined ? createAcross() : undefined;
  const sequence = createSequence(pouring, across);
  let isCutShort = true;
  try {
    const inputs = await findInputs(paths, noInput());
    const total = inputs.reduce((sum, { size = 0 }) => sum + size, 0);
    watch.begin(total);
    const cuts = Math.ceil(total / shareSize);
    const of = Math.max(cuts > coldShares + 1 ? cuts : 1, Math.ceil(inputs.length / mostInputs));
    const settings = { ...reading, inputs, of, compares: across !== undefined };
    const judged = await judgeShares(settings, sequence, { ...options, judged: () => watch.read(total / of) });
    isCutShort = signal.aborted;
    return judged;
  } finally {
    pouring.end(isCutShort);
    const note = noteOf(isAcross, across?.bound);
    if (note !== undefined) tally.note(note);
  }
}

/** A share of very many small files is handed on at once. */
const mostInputs = 1000;

async function* noInput(): AsyncGenerator<Uint8Array> {}
