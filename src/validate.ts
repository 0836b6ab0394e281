// Recorded traffic in, a report out.
import { createJudge, type JudgeOptions } from './check.ts';
import { createExchange } from './exchange.ts';
import type { ReadRecord } from './readers/reader.ts';
import type { RecordVerdict } from './report.ts';
import type { CaseKey, Tally } from './tally.ts';

export interface ValidateOptions extends JudgeOptions {
  /** How many unreadable records are put up with (0). */
  readonly allowUnreadable?: number;
  /** Hears the verdict of each record, in the order of the input. */
  readonly onRecord?: (verdict: RecordVerdict) => void;
  readonly signal?: AbortSignal;
}

/** Judges records into a tally. What cannot be judged becomes a problem of the tally, never a pass. */
export async function validate(
  records: AsyncIterable<ReadRecord>,
  tally: Tally,
  options: ValidateOptions,
): Promise<void> {
  const judge = createJudge(options);
  let judged = 0;
  let unreadable = 0;
  let read = 0;
  for await (const record of records) {
    if (options.signal?.aborted) break;
    read++;
    if (record.kind === 'unreadable') {
      const { source, entry, line, reason } = record;
      const key: CaseKey = { leg: 'validate', name: source };
      tally.unreadable(key);
      options.onRecord?.({ source, entry, verdict: 'unreadable', contract: null, rules: [], parties: [] });
      if (++unreadable > (options.allowUnreadable ?? 0)) {
        tally.outcome(key, { result: 'failed' });
        if (unreadable - (options.allowUnreadable ?? 0) <= mostReasons) {
          tally.problem(
            'input-unreadable',
            `${source}${line === undefined ? ` entry ${entry}` : `:${line}`} cannot be read: ${reason}`,
          );
        }
      }
      continue;
    }
    const exchange = createExchange(record.exchange);
    const { verdict, contract, findings } = judge(exchange);
    const { source, entry } = exchange;
    const key: CaseKey = { leg: 'validate', name: source };
    if (verdict !== 'other-endpoint') judged++;
    tally.exchange(key, verdict, contract?.id);
    for (const finding of findings) tally.finding(key, finding);
    const errors = findings.filter(({ severity }) => severity === 'error');
    options.onRecord?.({
      ...{ source, entry, verdict },
      contract: contract?.id ?? null,
      rules: [...new Set(errors.map(({ rule }) => rule))],
      parties: [...new Set(errors.map(({ party }) => party))],
    });
  }
  if (unreadable > mostReasons) tally.problem('input-unreadable', `${unreadable} records in all cannot be read.`);
  if (judged === 0 && unreadable === 0 && !options.signal?.aborted) {
    tally.problem(
      'nothing-tested',
      read === 0
        ? 'The input holds no recorded exchange.'
        : `None of the ${read} recorded exchanges is a POST /v2/core/account_links: nothing was judged.`,
    );
  }
}

/** Of a log that is broken all over, the first lines are told one by one. */
const mostReasons = 10;
