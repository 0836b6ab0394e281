// Recorded traffic in, a report out.
import { createJudge, type JudgeOptions } from './check.ts';
import { createExchange, type RawExchange } from './exchange.ts';
import type { Batch, ReadRecord } from './readers/reader.ts';
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
export async function validate(records: AsyncIterable<Batch>, tally: Tally, options: ValidateOptions): Promise<void> {
  const { signal, allowUnreadable = 0 } = options;
  const seen = { read: 0, judged: 0, unreadable: 0 };
  const take = createTaker(tally, options, seen);
  for await (const batch of records) {
    if (signal?.aborted) break;
    for (const record of batch) take(record);
  }
  if (seen.unreadable > allowUnreadable + mostReasons) {
    tally.problem('input-unreadable', `${seen.unreadable} records in all cannot be read.`);
  }
  if (seen.judged === 0 && seen.unreadable === 0 && !signal?.aborted) {
    tally.problem(
      'nothing-tested',
      seen.read === 0
        ? 'The input holds no recorded exchange.'
        : `None of the ${seen.read} recorded exchanges is a POST /v2/core/account_links: nothing was judged.`,
    );
  }
}

/** Of a log that is broken all over, the first lines are told one by one. */
const mostReasons = 10;

interface Seen {
  read: number;
  judged: number;
  unreadable: number;
}

function createTaker(tally: Tally, options: ValidateOptions, seen: Seen): (record: ReadRecord) => void {
  const judge = createJudge(options);
  const { onRecord, allowUnreadable = 0 } = options;
  const keyOf = createKeys();

  const takeUnreadable = (record: ReadRecord & { readonly kind: 'unreadable' }): void => {
    const { source, entry, line, reason } = record;
    const key = keyOf(source);
    tally.unreadable(key);
    onRecord?.({ source, entry, verdict: 'unreadable', contract: null, rules: [], parties: [] });
    if (++seen.unreadable <= allowUnreadable) return;
    tally.outcome(key, { result: 'failed' });
    if (seen.unreadable > allowUnreadable + mostReasons) return;
    const place = `${source}${line === undefined ? ` entry ${entry}` : `:${line}`}`;
    tally.problem('input-unreadable', `${place} cannot be read: ${reason}`);
  };
  const takeOthers = ({ source, entry, count }: ReadRecord & { readonly kind: 'others' }): void => {
    seen.read += count;
    tally.others(keyOf(source), count);
    if (onRecord === undefined) return;
    for (let at = entry; at < entry + count; at++) {
      onRecord({ source, entry: at, verdict: 'other-endpoint', contract: null, rules: [], parties: [] });
    }
  };
  const takeExchange = (raw: RawExchange): void => {
    seen.read++;
    const exchange = createExchange(raw);
    const { verdict, contract, findings } = judge(exchange);
    const key = keyOf(exchange.source);
    if (verdict !== 'other-endpoint') seen.judged++;
    tally.exchange(key, verdict, contract?.id);
    for (const finding of findings) tally.finding(key, finding);
    if (onRecord === undefined) return;
    const errors = findings.filter(({ severity }) => severity === 'error');
    onRecord({
      ...{ source: exchange.source, entry: exchange.entry, verdict },
      contract: contract?.id ?? null,
      rules: [...new Set(errors.map(({ rule }) => rule))],
      parties: [...new Set(errors.map(({ party }) => party))],
    });
  };

  return record => {
    if (record.kind === 'exchange') takeExchange(record.exchange);
    else if (record.kind === 'others') takeOthers(record);
    else if (record.kind === 'unreadable') takeUnreadable(record);
    else tally.outcome(keyOf(record.source), { result: 'not-tested', detail: `passed over: ${record.reason}` });
  };
}

/** The case of a source: records come source by source. */
function createKeys(): (source: string) => CaseKey {
  let key: CaseKey = { leg: 'validate', name: '' };
  return source => {
    if (key.name !== source) key = { leg: 'validate', name: source };
    return key;
  };
}
