// One case: send it, hold the answer against the oracle and the rules.
import type { Judgement } from '../check.ts';
import type { Answer, HttpClient } from '../client/http-client.ts';
import type { Validator } from '../compile/violation.ts';
import { createExchange, type Exchange } from '../exchange.ts';
import { createFinding, type Finding, type Problem } from '../finding.ts';
import { expectationOf } from '../oracle/expectation.ts';
import { judgeAnswer, judgeRawAnswer, problem } from '../oracle/judge-answer.ts';
import { urlRefusals } from '../rules/url-for-key.ts';
import { createRequestFor, type Target } from './request-for.ts';
import type { TestCase } from './test-case.ts';

/** What became of one request. */
export interface Trial {
  readonly findings: readonly Finding[];
  /** Absent when nothing came back. */
  readonly status?: number;
  readonly failure?: Extract<Answer, { kind: 'failed' }>;
  /** Seconds to wait before trying again, as a 429 says. */
  readonly retryAfter?: number;
  /** The link of a success, redacted: equal links have equal texts. */
  readonly link?: string;
}

/** Makes a function that tries cases against a target; `entry` is the number of the request in the run. */
export function createTrier(
  target: Target,
  client: HttpClient,
  validateRequest: Validator,
  judge: (exchange: Exchange) => Judgement,
): (testCase: TestCase, entry: number) => Promise<Trial> {
  const { contract, baseUrl } = target;
  const requestFor = createRequestFor(target);
  return async (testCase, entry) => {
    const request = requestFor(testCase);
    const answer = await client.send(request);
    const at = { source: baseUrl, entry };
    const finding = (found: Problem): Finding => createFinding(found, contract.id, at, testCase.kind);
    if (answer.kind === 'failed') return { failure: answer, findings: [finding(noAnswer(answer))] };
    const { status, headers } = answer;
    const exchange = createExchange({ ...at, request, response: { status, headers, body: answer.body } });
    if (testCase.wire !== undefined || testCase.open === 'answer') {
      return { status, findings: judgeRawAnswer(exchange, testCase.wire?.refused ?? false).map(finding) };
    }
    // Rate limiting is nobody's fault, and may come from a gateway that knows nothing of the envelope.
    const retryAfter = status === 429 ? secondsOf(headers) : undefined;
    if (status === 429 && !testCase.situation.rateLimited) {
      return { status, findings: [], ...(retryAfter === undefined ? {} : { retryAfter }) };
    }
    const expectation = expected(target, testCase, exchange, validateRequest);
    const byOracle = judgeAnswer(exchange, expectation, testCase.situation.applied).map(finding);
    // A wrong code under a wrong status is one fault: where the oracle has spoken, the rule on codes is silent.
    const byRules = judge(exchange).findings.filter(({ rule }) => byOracle.length === 0 || !saidByOracle.has(rule));
    const link = status === 200 ? linkOf(exchange) : undefined;
    return { status, findings: [...byOracle, ...byRules], ...(link === undefined ? {} : { link }) };
  };
}

const saidByOracle: ReadonlySet<string> = new Set(['response/code-for-status', 'response/status']);

function expected(
  { contract, stripeVersion }: Target,
  { body, situation, open }: TestCase,
  exchange: Exchange,
  validateRequest: Validator,
): ReturnType<typeof expectationOf> {
  const violations = validateRequest(body);
  const facts = {
    body,
    mustBeRefused:
      violations.some(({ constraint }) => constraint.evidence !== 'assumed') ||
      urlRefusals({ exchange, request: body }).length > 0,
    isOpen: open === 'refusal' || violations.some(({ constraint }) => constraint.evidence === 'assumed'),
  };
  return expectationOf(contract, stripeVersion, facts, situation);
}

function linkOf({ response: { body } }: Exchange): string | undefined {
  const value: unknown = body.kind === 'json' ? body.value : undefined;
  return typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string'
    ? value.url
    : undefined;
}

function secondsOf(headers: readonly (readonly [name: string, value: string])[]): number | undefined {
  const value = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  const seconds = Number(value);
  return value === undefined || Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

function noAnswer({ reason, cause }: NonNullable<Trial['failure']>): Problem {
  const basis = { evidence: 'documented', source: 'reference-2025-12-15.clover' } as const;
  const message =
    cause === 'timeout'
      ? 'The provider did not answer in time.'
      : 'The connection broke before the answer was complete.';
  return problem('provider/no-answer', message, 'an answer', reason, basis);
}
