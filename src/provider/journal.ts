// The requests that were received, for tests that ask what their client has sent.
import { isAscii } from 'node:buffer';
import { createExchange, type RawBody } from '../exchange.ts';
import { type Recording, toRecording } from '../recording.ts';
import type { Answer } from './answer.ts';
import { headersOf } from './headers-of.ts';
import type { Incoming } from './incoming.ts';

export interface Journal {
  add(received: Received): void;
  /** Those kept, oldest first, redacted. */
  all(): readonly Recording[];
  clear(): void;
}

/** A request and the answer that was given to it. */
export interface Received {
  readonly time: Date;
  readonly request: Pick<Incoming, 'method' | 'url' | 'headers' | 'rawHeaders'>;
  /** `undefined` where it was not read. */
  readonly body: Uint8Array | undefined;
  readonly answer: Pick<Answer, 'status' | 'headers' | 'body'>;
}

/** What is kept of it: as few objects as can be, for all of them outlive many collections of garbage. */
interface Kept {
  readonly time: Date;
  readonly method: string;
  readonly url: string;
  /** Names and values in turn, a line each; no value holds a line end. */
  readonly headers: string;
  readonly body: RawBody;
  readonly answer: Received['answer'];
}

/** Of a body beyond this nothing is kept: one that keeps the contract has a few hundred bytes. */
const longestKept = 16 * 1024;
const mostBytes = 2 * 1024 * 1024;
/** What an entry takes beside its bodies, roughly. */
const entryBytes = 1024;

/** Keeps the latest requests. What is kept is as it came, and redacted when somebody looks: few ever do. */
export function createJournal(size: number): Journal {
  let kept: Kept[] = [];
  let first = 0;
  let bytes = 0;
  return {
    add: received => {
      const entry = toKept(received);
      kept.push(entry);
      bytes += weightOf(entry);
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
      kept.slice(first).map(({ time, method, url, headers, body, answer }, index) => {
        const request = { method, url, headers: [...headersOf(headers === '' ? [] : headers.split('\n'))], body };
        const response = { status: answer.status, headers: answer.headers, body: answer.body ?? undefined };
        return toRecording(createExchange({ source: 'journal', entry: index + 1, request, response }), time);
      }),
    clear: () => {
      kept = [];
      first = 0;
      bytes = 0;
    },
  };
}

function toKept({ time, request, body, answer }: Received): Kept {
  const { method, url, headers, rawHeaders } = request;
  const { status, headers: answered, body: text } = answer;
  return {
    ...{ time, method, url, headers: (rawHeaders ?? [...headers].flat()).join('\n'), body: body && keptBody(body) },
    answer: { status, headers: answered, body: text },
  };
}

/** A text outlives collections of garbage at a lower price than bytes do. */
function keptBody(body: Uint8Array): RawBody {
  if (body.length > longestKept) return `(a body of ${body.length} bytes is not kept)`;
  return isAscii(body) ? Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1') : body;
}

function weightOf({ body, answer }: Kept): number {
  return entryBytes + (body?.length ?? 0) + (answer.body?.length ?? 0);
}
