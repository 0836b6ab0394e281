import type { RecordedExchange } from './exchange-of.ts';
import type { ReadRecord, RecordPlace } from './reader.ts';

/** A record, or the rest of a source, cannot be read. The message is the reason; it quotes nothing of the content. */
export class UnreadableError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'UnreadableError';
  }
}

/** What `read` makes of a record, or the reason why it cannot. */
export function readRecord(place: RecordPlace, read: () => RecordedExchange): ReadRecord {
  const { source, entry, line, offset } = place;
  try {
    const { request, response } = read();
    return { kind: 'exchange', exchange: { source, entry, line, offset, request, response } };
  } catch (thrown) {
    if (!(thrown instanceof UnreadableError)) throw thrown;
    return { kind: 'unreadable', source, entry, line, offset, reason: thrown.message };
  }
}
