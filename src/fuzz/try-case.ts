// One case: send it, hold the answer against the oracle and the rules.
import type { Judgement } from '../check.ts';
import type { Validator } from '../compile/violation.ts';
import type { Contract } from '../contract/contract.ts';
import { createExchange, type Exchange } from '../exchange.ts';
import { createFinding, type Finding } from '../finding.ts';
import { expectationOf } from '../oracle/expectation.ts';
import { judgeAnswer, problem } from '../oracle/judge-answer.ts';
import type { Answer, HttpClient, OutgoingRequest } from '../client/http-client.ts';
import type { TestCase } from './test-case.ts';

/** What became of one request. */
export interface Trial {
  readonly findings: readonly Finding[];
  /** Absent when nothing came back. */
  readonly status?: number;
  readonly failure?: Extract<Answer, { kind: 'failed' }>;
  /** The link of a success, redacted: equal links have equal texts. */
  readonly link?: string;
}

export interface Target {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly contract: Contract;
  readonly stripeVersion: string;
  readonly apiKey: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** Makes a function that tries cases against a target; `entry` is the number of the request in the run, `family` its kind. */
export function createTrier(
  target: Target,
  client: HttpClient,
  validateRequest: Validator,
  judge: (exchange: Exchange) => Judgement,
): (testCase: TestCase, entry: number, family: string) => Promise<Trial> {
  const { contract, stripeVersion, baseUrl } = target;
  return async ({ body, situation }, entry, family) => {
    const request = requestFor(target, body);
    const answer = await client.send(request);
    const at = { source: baseUrl, entry };
    if (answer.kind === 'failed') return { failure: answer, findings: [noAnswer(answer, contract, at, family)] };
    const exchange = createExchange({
      ...at,
      request,
      response: { status: answer.status, headers: answer.headers, body: answer.body },
    });
    const violations = validateRequest(body);
    const expectation = expectationOf(
      contract,
      stripeVersion,
      {
        body,
        mustBeRefused: violations.some(({ constraint }) => constraint.evidence !== 'assumed'),
        isOpen: violations.some(({ constraint }) => constraint.evidence === 'assumed'),
      },
      situation,
    );
    const byOracle = judgeAnswer(exchange, expectation).map(found => createFinding(found, contract.id, at, family));
    // A wrong code under a wrong status is one fault: where the oracle has spoken, the rule on codes is silent.
    const byRules = judge(exchange).findings.filter(
      ({ party, rule }) => party === 'provider' && (byOracle.length === 0 || !saidByOracle.has(rule)),
    );
    const { value } = { value: undefined, ...exchange.response.body };
    const link = answer.status === 200 && isLink(value) ? value.url : undefined;
    return { status: answer.status, findings: [...byOracle, ...byRules], ...(link === undefined ? {} : { link }) };
  };
}

const saidByOracle: ReadonlySet<string> = new Set(['response/code-for-status', 'response/status']);

function isLink(value: unknown): value is { readonly url: string } {
  return typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string';
}

/** The request as it goes over the wire. */
export function requestFor(target: Target, body: TestCase['body']): OutgoingRequest {
  return {
    url: `${target.baseUrl}/v2/core/account_links`,
    method: 'POST',
    headers: [
      ['Authorization', `Bearer ${target.apiKey}`],
      ['Stripe-Version', target.stripeVersion],
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
      ...target.headers,
    ],
    body: JSON.stringify(body),
  };
}

function noAnswer(
  { reason, cause }: NonNullable<Trial['failure']>,
  contract: Contract,
  at: { readonly source: string; readonly entry: number },
  family: string,
): Finding {
  const evidence = { evidence: 'documented', source: 'reference-2025-12-15.clover' } as const;
  const message =
    cause === 'timeout'
      ? 'The provider did not answer in time.'
      : 'The connection broke before the answer was complete.';
  return createFinding(problem('provider/no-answer', message, 'an answer', reason, evidence), contract.id, at, family);
}
