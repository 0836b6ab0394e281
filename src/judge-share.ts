// One share of the input in, its partial result out: what a machine of many runs, or a worker.
import { hash } from 'node:crypto';
import type { Compare } from './check.ts';
import { type Collected, createCollector } from './collect.ts';
import type { Catalogue } from './contract/contract.ts';
import { ToolError } from './errors.ts';
import type { Basis, Partial } from './partial.ts';
import { pour } from './pour.ts';
import type { SharePlan } from './readers/plan-share.ts';
import type { InputOptions } from './readers/read-inputs.ts';
import { readShare } from './readers/read-share.ts';
import type { Batch } from './readers/reader.ts';
import { createSightingLog, type SightingBlock } from './sightings.ts';
import { createJudging, type Judging } from './take-record.ts';
import type { Tally } from './tally.ts';
import { collecting, notCompared, type ValidateOptions } from './validate.ts';

export interface ShareOptions extends Omit<ValidateOptions, 'allowUnreadable' | 'onRecord' | 'across'> {
  readonly input: Omit<InputOptions, 'stdin'>;
  readonly basis: Basis;
}

/**
 * Judges one share. Whatever is found, a result means that all of the share was processed; rejects when it was not, or
 * when the signal is aborted.
 */
export async function judgeShare(plan: SharePlan, options: ShareOptions): Promise<Partial> {
  const { shard, findings } = await createTakesJudge(options, createJudging(options))(plan);
  return { v: 1, basis: options.basis, plan: plan.plan, shards: { [plan.share.index]: shard }, findings };
}

/** Where the sightings of a share go, if somebody compares them. */
export interface Sighted {
  readonly hand: (block: SightingBlock) => void;
  /** Compares at once instead: all that was before has been seen. */
  readonly see?: (...seen: [...Parameters<Compare>, input: number]) => ReturnType<Compare>;
  /** Waits while too many are held already. */
  room(): Promise<void> | undefined;
}

export type TakesJudge = (plan: SharePlan, sighted?: Sighted, signal?: AbortSignal) => Promise<Collected>;

/**
 * Makes a function that judges one share after the other, for whoever puts them together himself. All shares go through
 * the same functions: V8 would compile those of each share anew.
 */
export function createTakesJudge(
  options: Omit<ShareOptions, 'basis'>,
  judging: Judging,
  compares: boolean = false,
): TakesJudge {
  const collector = createCollector();
  let part = { input: 0, from: 0 };
  let current: Sighted | undefined;
  const log = createSightingLog(block => current?.hand(block));
  const compare: Compare = (sighting, at, contract) => {
    if (current?.see !== undefined) return current.see(sighting, at, contract, part.input);
    log.add(part, sighting, at, contract);
    return nothing;
  };
  const judge = collecting(collector, options, compares ? compare : undefined, judging);
  const input = { ...options.input, leavesUnread: true };
  return async (plan, sighted, signal = options.signal) => {
    current = sighted;
    try {
      for await (const { input: at, from, source, batches, extent } of readShare(plan, input)) {
        part = { input: at, from };
        collector.begin(at, from, source);
        await judge(sighted === undefined ? batches : paced(batches, sighted), signal);
        signal?.throwIfAborted();
        collector.end(extent());
      }
    } catch (thrown) {
      if (!(thrown instanceof ToolError && thrown.code === 'input-empty')) throw thrown;
      collector.problem(thrown.code, thrown.message);
    }
    log.flush();
    return collector.collected();
  };
}

const nothing: readonly never[] = [];

async function* paced(batches: AsyncIterable<Batch>, { room }: Sighted): AsyncGenerator<Batch> {
  for await (const batch of batches) {
    const wait = room();
    if (wait !== undefined) await wait;
    yield batch;
  }
}

/** Pours a partial result into a tally, as if one pass had judged its shards. */
export function pourPartial({ shards, findings }: Partial, tally: Tally, allowUnreadable: number): void {
  pour(Object.values(shards), findings, tally, { allowUnreadable });
  tally.note(notCompared);
}

/** What judged: only what was judged alike can be merged. */
export function basisOf(tool: string, catalogue: Catalogue, options: Basis['options']): Basis {
  return { tool, contracts: hash('sha256', JSON.stringify(catalogue), 'hex').slice(0, 16), options };
}
