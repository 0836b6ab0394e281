// Requests under way, each with a limit on the whole exchange: a provider that drips bytes hangs its clients as well.
import type { Answer, OutgoingRequest, Transport } from './http-client.ts';

export interface Attempts {
  start(request: OutgoingRequest, transport: Transport): Promise<Answer>;
  giveUpAll(answer: Answer): void;
}

/** One that is under way. */
interface Attempt {
  readonly deadline: number;
  readonly limit: number;
  readonly giveUp: (answer: Answer) => void;
}

/** @param usualLimit - in milliseconds, for requests that have none of their own */
export function createAttempts(usualLimit: number): Attempts {
  // Places that are used again, rather than a set: V8 makes a new table for each few that come and go, and the old ones,
  // already old to its collector, keep all that they held.
  const underWay: (Attempt | undefined)[] = [];
  const free: number[] = [];
  let timer: { readonly at: number; readonly timeout: NodeJS.Timeout } | undefined;
  let settled: (() => void)[] = [];

  /** One timer for all: it goes off when the first could be late. No program waits for it, but for what is under way. */
  const watch = (deadline: number): void => {
    if (timer !== undefined && timer.at <= deadline) return;
    if (timer !== undefined) clearTimeout(timer.timeout);
    timer = { at: deadline, timeout: setTimeout(giveUpLate, Math.ceil(deadline - performance.now())).unref() };
  };
  const giveUpLate = (): void => {
    timer = undefined;
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const attempt of underWay) {
      if (attempt === undefined) continue;
      if (attempt.deadline <= now) attempt.giveUp(lateAfter(attempt.limit));
      else next = Math.min(next, attempt.deadline);
    }
    if (next !== Number.POSITIVE_INFINITY) watch(next);
  };
  /**
   * All that have come are read before one is looked at, and what follows on them goes out together: each wakes the other
   * side less often (1.2 to 1.9 times as many checked requests a second at 16 at once).
   */
  const hear = (): void => {
    const heard = settled;
    settled = [];
    for (const tell of heard) tell();
  };

  return {
    start: (request, transport) =>
      new Promise(resolve => {
        const limit = request.timeoutMs ?? usualLimit;
        const place = free.pop() ?? underWay.length;
        let isSettled = false;
        const settle = (answer: Answer): void => {
          if (isSettled) return;
          isSettled = true;
          underWay[place] = undefined;
          free.push(place);
          if (settled.push(() => resolve(answer)) === 1) setImmediate(hear);
        };
        const giveUp = (answer: Answer): void => {
          settle(answer);
          breakOff();
        };
        const deadline = performance.now() + limit;
        underWay[place] = { deadline, limit, giveUp };
        watch(deadline);
        const breakOff = transport(request, settle);
      }),
    giveUpAll(answer) {
      for (const attempt of underWay) attempt?.giveUp(answer);
    },
  };
}

function lateAfter(limit: number): Answer {
  return { kind: 'failed', cause: 'timeout', reason: `no complete answer within ${limit} ms` };
}
