// One share of the input in, its partial result out: what a machine of many runs, or a worker.
import { hash } from 'node:crypto';
import { createCollector } from './collect.ts';
import type { Catalogue } from './contract/contract.ts';
import { ToolError } from './errors.ts';
import type { Basis, Partial } from './partial.ts';
import { pour } from './pour.ts';
import type { SharePlan } from './readers/plan-share.ts';
import type { InputOptions } from './readers/read-inputs.ts';
import { readShare } from './readers/read-share.ts';
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
  const collector = createCollector();
  const judge = collecting(collector, options);
  try {
    for await (const { input, from, batches, extent } of readShare(plan, { ...options.input, leavesUnread: true })) {
      collector.begin(input, from);
      await judge(batches);
      options.signal?.throwIfAborted();
      collector.end(extent());
    }
  } catch (thrown) {
    if (!(thrown instanceof ToolError && thrown.code === 'input-empty')) throw thrown;
    collector.problem(thrown.code, thrown.message);
  }
  const { shard, findings } = collector.collected();
  return { v: 1, basis: options.basis, plan: plan.plan, shards: { [plan.share.index]: shard }, findings };
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
