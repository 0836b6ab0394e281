// A record in, what is to be counted and told of it out.
import { type Compare, createJudge, type Judgement, type JudgeOptions, placeOf } from './check.ts';
import type { Collector } from './collect.ts';
import { createExchange, type Exchange, type RawExchange } from './exchange.ts';
import type { Place } from './finding.ts';
import { readUnread } from './readers/quick-record.ts';
import type { ReadRecord, UnreadRecord } from './readers/reader.ts';
import { createRecogniser, type Lesson, type Recogniser } from './recognise/recogniser.ts';
import type { RecordVerdict } from './report.ts';
import { type Sighting, sightingOf } from './rules/sighting.ts';

export type { Lesson };

/** What judges, and has learned of what it has judged: who judges one share after the other does so with one. */
export interface Judging {
  readonly judge: (exchange: Exchange) => Judgement;
  readonly recogniser: Recogniser;
}

/** The lessons are those of another one that judges by the same options. */
export function createJudging(options: JudgeOptions, lessons: readonly Lesson[] = []): Judging {
  const judge = createJudge(options);
  return { judge, recogniser: createRecogniser(judge, lessons) };
}

/** Makes a function that takes records one by one, in the order of the input, into a collector. */
export function createTaker(
  collector: Collector,
  { onRecord }: { readonly onRecord?: ((verdict: RecordVerdict) => void) | undefined },
  compare: Compare | undefined,
  { judge, recogniser }: Judging,
): (record: ReadRecord) => void {
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
  const isCompared = ({ contract }: Judgement): boolean => contract !== undefined && compare !== undefined;
  const takeJudgement = (
    at: Omit<Place, 'pointer'>,
    { verdict, contract, findings: own }: Judgement,
    seen: Sighting | undefined,
  ): void => {
    const { source, entry } = at;
    const others = contract === undefined || seen === undefined ? undefined : compare?.(seen, at, contract);
    const findings = others === undefined || others.length === 0 ? own : [...own, ...others];
    collector.exchange(source, verdict, contract);
    for (const finding of findings) collector.finding(source, finding);
    if (onRecord === undefined) return;
    const errors = findings.filter(({ severity }) => severity === 'error');
    onRecord({
      ...{ source, entry, verdict },
      contract: contract ?? null,
      rules: [...new Set(errors.map(({ rule }) => rule))],
      parties: [...new Set(errors.map(({ party }) => party))],
    });
  };
  const takeExchange = (raw: RawExchange): { readonly exchange: Exchange; readonly judgement: Judgement } => {
    const exchange = createExchange(raw);
    const judgement = judge(exchange);
    takeJudgement(placeOf(exchange), judgement, isCompared(judgement) ? sightingOf(exchange) : undefined);
    return { exchange, judgement };
  };
  const takeUnread = (record: UnreadRecord): void => {
    const known = recogniser.recognise(record);
    if (known !== undefined) {
      const at = placeOf(record);
      const seen = isCompared(known) ? recogniser.sighting(record) : undefined;
      takeJudgement(at, judgedAt(known, at), seen);
      return;
    }
    const read = readUnread(record);
    if (read.kind !== 'exchange') {
      take(read);
      return;
    }
    const taken = takeExchange(read.exchange);
    if (taken.judgement.contract !== undefined) {
      recogniser.learn({ record, ...taken, read: bytes => record.readPlain(record, bytes) });
    }
  };
  const take = (record: ReadRecord): void => {
    if (record.kind === 'unread') takeUnread(record);
    else if (record.kind === 'exchange') takeExchange(record.exchange);
    else if (record.kind === 'others') takeOthers(record);
    else if (record.kind === 'unreadable') takeUnreadable(record);
    else collector.passedOver(record.source, record.reason);
  };
  return take;
}

/** The judgement of a record that is like another one, at its own place. */
function judgedAt(judgement: Judgement, at: Omit<Place, 'pointer'>): Judgement {
  if (judgement.findings.length === 0) return judgement;
  return {
    ...judgement,
    findings: judgement.findings.map(finding => {
      const { pointer } = finding.at;
      return { ...finding, at: pointer === undefined ? at : { ...at, pointer } };
    }),
  };
}
