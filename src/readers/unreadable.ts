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
  place: Required<Pick<RawExchange, 'source' | 'entry' | 'line' | 'offset'>>,
  read: () => RecordedExchange,
): ReadRecord {
  try {
    const { request, response } = read();
    const { source, entry, line, offset } = place;
    return { kind: 'exchange', exchange: { source, entry, line, offset, request, response } };
  } catch (thrown) {
    if (!(thrown instanceof UnreadableError)) throw thrown;
    return { kind: 'unreadable', ...place, reason: thrown.message };
  }
}
