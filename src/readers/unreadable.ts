import type { RawExchange } from '../exchange.ts';
import type { RecordedExchange } from './exchange-of.ts';
import type { ReadRecord } from './reader.ts';

/** A record, or the rest of a source, cannot be read. The message is the reason; it quotes nothing of the content. */
export class UnreadableError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'UnreadableError';
  }
}

/** What `read` makes of a record, or the reason why it cannot. */
export function readRecord(
  place: Pick<RawExchange, 'source' | 'entry' | 'line' | 'offset'>,
  read: () => RecordedExchange,
): ReadRecord {
  try {
    return { kind: 'exchange', exchange: { ...place, ...read() } };
  } catch (thrown) {
    if (!(thrown instanceof UnreadableError)) throw thrown;
    return { kind: 'unreadable', ...place, reason: thrown.message };
  }
}
