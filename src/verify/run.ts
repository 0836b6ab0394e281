// What a verification knows so far, by the number of the interaction, and the result that it comes to.
import type { ErrorCode } from '../errors.ts';
import type { Target, Visit } from './forward.ts';
import { type Asked, type InteractionResult, resultOf } from './interaction-result.ts';
import type { Verdict } from './read-report.ts';

export interface VerifyResult {
  /** In the order of the pacts, all of them. */
  readonly interactions: readonly InteractionResult[];
  /** Why not all could be judged; empty too when some state was refused. */
  readonly problems: readonly { readonly code: ErrorCode; readonly message: string }[];
}

export interface Run {
  readonly asked: readonly Asked[];
  readonly visits: Map<number, Visit>;
  readonly refusals: Map<number, string>;
  readonly verdicts: Map<number, Verdict>;
  readonly report: (code: ErrorCode, message: string) => void;
  readonly result: () => VerifyResult;
}

/** Starts a run that knows nothing yet. */
export function createRun(asked: readonly Asked[], options: Target & { readonly signal?: AbortSignal }): Run {
  const problems: VerifyResult['problems'][number][] = [];
  const visits: Run['visits'] = new Map();
  const refusals: Run['refusals'] = new Map();
  const verdicts: Run['verdicts'] = new Map();
  const report: Run['report'] = (code, message) => {
    if (!problems.some(problem => problem.message === message)) problems.push({ code, message });
  };
  const result = (): VerifyResult => {
    const isAborted = options.signal?.aborted === true;
    const failures = [...visits.values()].flatMap(visit => (visit.kind === 'failed' ? [visit.reason] : []));
    const hasAnswered = [...visits.values()].some(({ kind }) => kind === 'answered');
    const isDeaf = failures.length > 0 && !hasAnswered && !isAborted;
    if (isDeaf) {
      const message = `The provider at ${options.baseUrl} never answered: ${failures[0]}. Check the URL and that it runs.`;
      report('provider-unreachable', message);
    }
    const interactions = asked.map((one, number) => {
      const [visit, refused, verdict] = [visits.get(number), refusals.get(number), verdicts.get(number)];
      const judged = resultOf(one, { visit, refused, verdict, isDeaf, isAborted }, options);
      if (judged.broken !== undefined) report('pact-failed', judged.broken);
      return judged.result;
    });
    if (!isAborted && problems.length === 0 && interactions.every(({ result }) => result === 'not-tested')) {
      report('nothing-tested', `No interaction could be tested: ${interactions[0]?.reason}.`);
    }
    return { interactions, problems };
  };
  return { asked, visits, refusals, verdicts, report, result };
}
