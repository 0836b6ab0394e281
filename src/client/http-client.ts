// Sends requests and answers what came back, or why nothing did.
import { createKeptConnections } from './kept-connections.ts';
import { ownConnection } from './own-connection.ts';

export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** On a connection of its own: one that breaks was not just closed for being idle. */
  readonly ownConnection?: true;
  /** In place of the client's own limit. */
  readonly timeoutMs?: number;
}

export type Answer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: string;
    }
  | Failure;

export interface Failure {
  readonly kind: 'failed';
  /** `unclear`: a kept connection broke, which says nothing of the provider, and the request was not to go out again. */
  readonly cause: 'timeout' | 'refused' | 'broken' | 'unclear';
  readonly reason: string;
}

export interface HttpClient {
  send(request: OutgoingRequest): Promise<Answer>;
  /** Ends the kept connections. */
  close(): void;
}

/** Starts a request; `settle` hears what became of it. Returns what breaks it off. */
export type Transport = (request: OutgoingRequest, settle: (answer: Answer) => void) => () => void;

export function createHttpClient(options: {
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  /** Asked before a request goes out a second time, on a connection of its own (always). */
  readonly mayRepeat?: () => boolean;
}): HttpClient {
  const { timeoutMs, concurrency, signal, mayRepeat = () => true } = options;
  const kept = createKeptConnections(concurrency, timeoutMs);
  const late = lateAfter(timeoutMs);
  const isStopped = (): boolean => signal?.aborted === true;
  // One listener for all requests, rather than one for each of them.
  const underWay = new Set<(answer: Answer) => void>();
  const stop = (): void => {
    for (const giveUp of underWay) giveUp(stopped);
  };
  signal?.addEventListener('abort', stop, { once: true });

  const attempt = (request: OutgoingRequest, transport: Transport): Promise<Answer> =>
    new Promise(resolve => {
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        underWay.delete(giveUp);
        // All that have come are read before one is looked at, and what follows on them goes out together: each wakes the
        // other side less often (1.2 to 1.9 times as many checked requests a second at 16 at once).
        setImmediate(resolve, answer);
      };
      const giveUp = (answer: Answer): void => {
        settle(answer);
        breakOff();
      };
      underWay.add(giveUp);
      // One limit on the whole exchange: a provider that drips bytes hangs its clients as well.
      const limit = request.timeoutMs ?? timeoutMs;
      const timer = setTimeout(giveUp, limit, limit === timeoutMs ? late : lateAfter(limit));
      const breakOff = transport(request, settle);
    });

  return {
    async send(request) {
      if (isStopped()) return stopped;
      if (request.ownConnection !== true) {
        const answer = await attempt(request, kept.start);
        const isUnclear = answer.kind === 'failed' && answer.cause === 'unclear';
        if (!isUnclear || isStopped() || !mayRepeat()) return answer;
      }
      return attempt(request, ownConnection);
    },
    close() {
      signal?.removeEventListener('abort', stop);
      kept.close();
    },
  };
}

const stopped: Answer = { kind: 'failed', cause: 'broken', reason: 'The operation was aborted' };

function lateAfter(limit: number): Answer {
  return { kind: 'failed', cause: 'timeout', reason: `no complete answer within ${limit} ms` };
}
