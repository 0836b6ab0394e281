// What stands between a run and its provider: the limits of the run, patience with 429, the memory for links.
import { ToolError } from '../errors.ts';
import { createFinding } from '../finding.ts';
import { problem } from '../oracle/judge-answer.ts';
import type { Target } from './request-for.ts';
import type { TestCase } from './test-case.ts';
import type { Trial } from './try-case.ts';

export interface SenderOptions extends Target {
  readonly maxRequests?: number;
  readonly maxTimeMs?: number;
  readonly signal?: AbortSignal;
  /** Milliseconds that only go forward. */
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface Sender {
  /** Sends a case; `undefined` when the limit of the run is reached. Throws a `ToolError` for a provider that is not there. */
  tryCase(testCase: TestCase): Promise<Trial | undefined>;
  /** Counts a request that goes out a second time; false when the limit of the run is reached. */
  mayRepeat(): boolean;
  /** Requests that were sent, and answers by status. */
  counts(): {
    readonly requests: number;
    readonly statuses: ReadonlyMap<number, number>;
    /** Why the provider gave no answer at all, if it was asked and gave none. */
    readonly silence: string | undefined;
  };
}

/** A provider that has not answered one of so many requests, of several families, is not there. */
const mostDeaf = 60;
/** How often, and for how long in all, a run waits because the provider asks it to. */
const mostRetries = 3;
const mostPatienceMs = 10_000;

export function createSender(
  options: SenderOptions,
  send: (testCase: TestCase, entry: number) => Promise<Trial>,
): Sender {
  const started = options.clock();
  const links = new Map<string, number>();
  const statuses = new Map<number, number>();
  let requests = 0;
  let silence: string | undefined;
  let idle = 0;
  let isDeaf = false;
  let patience = mostPatienceMs;

  const mayGoOn = (): boolean =>
    !isDeaf &&
    options.signal?.aborted !== true &&
    requests < (options.maxRequests ?? Number.POSITIVE_INFINITY) &&
    options.clock() - started < (options.maxTimeMs ?? Number.POSITIVE_INFINITY);

  const once = async (testCase: TestCase): Promise<Trial | undefined> => {
    if (!mayGoOn()) return undefined;
    const entry = ++requests;
    const trial = await send(testCase, entry);
    const isUnknown = options.signal?.aborted === true || trial.failure?.cause === 'unclear';
    if (trial.failure !== undefined && isUnknown) return undefined;
    if (trial.failure !== undefined) silence ??= trial.failure.reason;
    // A connection that breaks costs no time, and may break for one kind of request only: the run goes on.
    const { cause } = trial.failure ?? {};
    if ((cause === 'timeout' || cause === 'refused') && ++idle >= mostDeaf && statuses.size === 0) {
      isDeaf = true; // what is still under way is not followed by more
      throw deaf(options.baseUrl, silence ?? '');
    }
    if (trial.status !== undefined) statuses.set(trial.status, (statuses.get(trial.status) ?? 0) + 1);
    return trial.link === undefined || testCase.idempotencyKey !== undefined
      ? trial
      : noted(trial, trial.link, testCase, entry);
  };

  /** A link that has been handed out before is a finding of the later request. */
  const noted = (trial: Trial, link: string, { kind }: TestCase, entry: number): Trial => {
    const earlier = links.get(link);
    links.set(link, entry);
    if (earlier === undefined) return trial;
    const basis = { evidence: 'documented', source: 'reference-2025-12-15.clover' } as const;
    const message = 'Two requests were answered with the same link.';
    const found = problem('provider/link-reused', message, 'a new link', `the link of request ${earlier}`, basis);
    const at = { source: options.baseUrl, entry };
    return { ...trial, findings: [...trial.findings, createFinding(found, options.contract.id, at, kind)] };
  };

  return {
    async tryCase(testCase) {
      let trial = await once(testCase);
      for (let retry = 0; retry < mostRetries && trial?.status === 429; retry++) {
        if (testCase.situation.rateLimited || testCase.wire !== undefined) break;
        const wait = Math.min((trial.retryAfter ?? 0.01 * 2 ** retry) * 1000, 2000);
        if (wait > patience) break;
        patience -= wait;
        await options.sleep(wait);
        trial = (await once(testCase)) ?? trial;
      }
      return trial;
    },
    mayRepeat: () => {
      if (!mayGoOn()) return false;
      requests++;
      return true;
    },
    counts: () => ({ requests, statuses, silence: statuses.size === 0 ? silence : undefined }),
  };
}

/** Nobody answered a single request. */
export function deaf(baseUrl: string, reason: string): ToolError {
  const message = `The provider at ${baseUrl} never answered: ${reason}. Check the URL and that it runs.`;
  return new ToolError('provider-unreachable', message);
}
