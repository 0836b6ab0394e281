// Sends requests and answers what came back, or why nothing did.
import { createAttempts } from './attempts.ts';
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
  const isStopped = (): boolean => signal?.aborted === true;
  const attempts = createAttempts(timeoutMs);
  const stop = (): void => attempts.giveUpAll(stopped);
  signal?.addEventListener('abort', stop, { once: true });

  return {
    async send(request) {
      if (isStopped()) return stopped;
      if (request.ownConnection !== true) {
        const answer = await attempts.start(request, kept.start);
        const isUnclear = answer.kind === 'failed' && answer.cause === 'unclear';
        if (!isUnclear || isStopped() || !mayRepeat()) return answer;
      }
      return attempts.start(request, ownConnection);
    },
    close() {
      signal?.removeEventListener('abort', stop);
      kept.close();
    },
  };
}

const stopped: Answer = { kind: 'failed', cause: 'broken', reason: 'The operation was aborted' };
