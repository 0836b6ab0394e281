// Recorded traffic in, a report out.
import { type Compare, createComparison, type JudgeOptions } from './check.ts';
import { type Collector, createCollector } from './collect.ts';
import { createPouring } from './pour.ts';
import type { Batch } from './readers/reader.ts';
import type { RecordVerdict } from './report.ts';
import { createAcross } from './rules/across.ts';
import { createJudging, createTaker, type Judging } from './take-record.ts';
import type { Tally } from './tally.ts';

export interface ValidateOptions extends JudgeOptions {
  /** How many unreadable records are put up with (0). */
  readonly allowUnreadable?: number;
  /** Hears the verdict of each record, in the order of the input. */
  readonly onRecord?: ((verdict: RecordVerdict) => void) | undefined;
  readonly signal?: AbortSignal;
  /** Whether exchanges are compared with those before them (true): links and keys used twice, retries without a key. */
  readonly across?: boolean;
}

/** Judges records into a tally. What cannot be judged becomes a problem of the tally, never a pass. */
export async function validate(records: AsyncIterable<Batch>, tally: Tally, options: ValidateOptions): Promise<void> {
  const { allowUnreadable = 0, across: isAcross = true } = options;
  const pouring = createPouring(tally, allowUnreadable);
  const collector = createCollector(pouring.take);
  const across = isAcross && options.as === undefined ? createAcross() : undefined;
  let isCutShort = true;
  try {
    await collecting(collector, options, across && createComparison(across))(records);
    isCutShort = options.signal?.aborted === true;
  } finally {
    collector.collected();
    pouring.end(isCutShort);
    const note = noteOf(isAcross, across?.bound);
    if (note !== undefined) tally.note(note);
  }
}

/** Makes a function that judges records into a collector. */
export function collecting(
  collector: Collector,
  options: Omit<ValidateOptions, 'allowUnreadable' | 'across'>,
  compare?: Compare,
  judging: Judging = createJudging(options),
): (records: AsyncIterable<Batch>, signal?: AbortSignal) => Promise<void> {
  const take = createTaker(collector, options, compare, judging);
  return async (records, signal = options.signal) => {
    for await (const batch of records) {
      if (signal?.aborted) break;
      for (const record of batch) take(record);
    }
  };
}

export const notCompared =
  'Exchanges were not compared with each other: a link or an Idempotency-Key used twice, and a retry without one, were not looked for.';

/** What the report says where exchanges were not, or not all, compared with each other. */
export function noteOf(isAcross: boolean, bound: number | undefined): string | undefined {
  if (!isAcross) return notCompared;
  return bound === undefined ? undefined : `Each exchange was compared with the ${bound} before it, not with all.`;
}
