// The requests that were received, for tests that ask what their client has sent.
import { createExchange, type RawBody, type RawExchange } from '../exchange.ts';
import { type Recording, toRecording } from '../recording.ts';

export interface Journal {
  add(received: Received): void;
  /** Those kept, oldest first, redacted. */
  all(): readonly Recording[];
  clear(): void;
}

/** A request and the answer that was given to it. */
export interface Received extends Pick<RawExchange, 'request' | 'response'> {
  readonly time: Date;
}

/** Of a body beyond this nothing is kept: one that keeps the contract has a few hundred bytes. */
const longestKept = 16 * 1024;
const mostBytes = 2 * 1024 * 1024;
/** What an entry takes beside its bodies, roughly. */
const entryBytes = 1024;

/** Keeps the latest requests. What is kept is as it came, and redacted when somebody looks: few ever do. */
export function createJournal(size: number): Journal {
  let kept: Received[] = [];
  let first = 0;
  let bytes = 0;
  return {
    add: received => {
      kept.push(received);
      bytes += weightOf(received);
      while (kept.length - first > size || bytes > mostBytes) {
        const oldest = kept[first++];
        if (oldest !== undefined) bytes -= weightOf(oldest);
      }
      // In one go now and then: `shift` would move all of them each time.
      if (first > size) {
        kept = kept.slice(first);
        first = 0;
      }
    },
    all: () =>
      kept
        .slice(first)
        .map(({ time, ...raw }, index) =>
          toRecording(createExchange({ source: 'journal', entry: index + 1, ...raw }), time),
        ),
    clear: () => {
      kept = [];
      first = 0;
      bytes = 0;
    },
  };
}

/** A body as the journal keeps it. */
export function keptBody(body: Exclude<RawBody, undefined>): RawBody {
  return body.length > longestKept ? `(a body of ${body.length} bytes is not kept)` : body;
}

function weightOf({ request, response }: Received): number {
  return entryBytes + (request.body?.length ?? 0) + (response.body?.length ?? 0);
}
