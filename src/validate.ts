// Recorded traffic in, a report out.
import { createComparison, createJudge, type JudgeOptions } from './check.ts';
import { type Collector, createCollector } from './collect.ts';
import { createExchange, type RawExchange } from './exchange.ts';
import { pour } from './pour.ts';
import type { Batch, ReadRecord } from './readers/reader.ts';
import type { RecordVerdict } from './report.ts';
import { type Across, createAcross } from './rules/across.ts';
import type { Tally } from './tally.ts';

export interface ValidateOptions extends JudgeOptions {
  /** How many unreadable records are put up with (0). */
  readonly allowUnreadable?: number;
  /** Hears the verdict of each record, in the order of the input. */
  readonly onRecord?: (verdict: RecordVerdict) => void;
  readonly signal?: AbortSignal;
  /** Whether exchanges are compared with those before them (true): links and keys used twice, retries without a key. */
  readonly across?: boolean;
}

/** Judges records into a tally. What cannot be judged becomes a problem of the tally, never a pass. */
export async function validate(records: AsyncIterable<Batch>, tally: Tally, options: ValidateOptions): Promise<void> {
  const { allowUnreadable = 0, across: isAcross = true } = options;
  const collector = createCollector();
  const across = isAcross && options.as === undefined ? createAcross() : undefined;
  let isCutShort = true;
  try {
    await collecting(collector, options, across)(records);
    isCutShort = options.signal?.aborted === true;
  } finally {
    const { shard, findings } = collector.collected();
    pour([shard], findings, tally, { allowUnreadable, isCutShort });
    const note = noteOf(isAcross, across?.bound);
    if (note !== undefined) tally.note(note);
  }
}

/** Makes a function that judges records into a collector. */
export function collecting(
  collector: Collector,
  options: Omit<ValidateOptions, 'allowUnreadable' | 'across'>,
  across?: Across,
): (records: AsyncIterable<Batch>) => Promise<void> {
  const take = createTaker(collector, options, across);
  return async records => {
    for await (const batch of records) {
      if (options.signal?.aborted) break;
      for (const record of batch) take(record);
    }
  };
}

export const notCompared =
  'Exchanges were not compared with each other: a link or an Idempotency-Key used twice, and a retry without one, were not looked for.';

/** What the report says where exchanges were not, or not all, compared with each other. */
function noteOf(isAcross: boolean, bound: number | undefined): string | undefined {
  if (!isAcross) return notCompared;
  return bound === undefined ? undefined : `Each exchange was compared with the ${bound} before it, not with all.`;
}

function createTaker(
  collector: Collector,
  options: ValidateOptions,
  across: Across | undefined,
): (record: ReadRecord) => void {
  const judge = createJudge(options);
  const compare = across === undefined ? undefined : createComparison(across);
  const { onRecord } = options;

  const takeUnreadable = (record: ReadRecord & { readonly kind: 'unreadable' }): void => {
    const { source, entry } = record;
    collector.unreadable(record);
    onRecord?.({ source, entry, verdict: 'unreadable', contract: null, rules: [], parties: [] });
  };
  const takeOthers = ({ source, entry, count }: ReadRecord & { readonly kind: 'others' }): void => {
    collector.others(source, count);
    if (onRecord === undefined) return;
    for (let at = entry; at < entry + count; at++) {
      onRecord({ source, entry: at, verdict: 'other-endpoint', contract: null, rules: [], parties: [] });
    }
  };
  const takeExchange = (raw: RawExchange): void => {
    const exchange = createExchange(raw);
    const { source, entry } = exchange;
    const { verdict, contract, findings: own } = judge(exchange);
    const others = contract === undefined ? undefined : compare?.(exchange, contract.id);
    const findings = others === undefined || others.length === 0 ? own : [...own, ...others];
    collector.exchange(source, verdict, contract?.id);
    for (const finding of findings) collector.finding(source, finding);
    if (onRecord === undefined) return;
    const errors = findings.filter(({ severity }) => severity === 'error');
    onRecord({
      ...{ source, entry, verdict },
      contract: contract?.id ?? null,
      rules: [...new Set(errors.map(({ rule }) => rule))],
      parties: [...new Set(errors.map(({ party }) => party))],
    });
  };

  return record => {
    if (record.kind === 'exchange') takeExchange(record.exchange);
    else if (record.kind === 'others') takeOthers(record);
    else if (record.kind === 'unreadable') takeUnreadable(record);
    else collector.passedOver(record.source, record.reason);
  };
}
