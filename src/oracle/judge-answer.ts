import { isDeepStrictEqual } from 'node:util';
import { jsonOf } from '../body.ts';
import { capSeverity, type Evidence } from '../evidence.ts';
import { type Exchange, excerpt } from '../exchange.ts';
import type { Problem } from '../finding.ts';
import { type Json, member } from '../json.ts';
import type { Expectation } from './expectation.ts';

/** What the oracle may say of an answer. */
export const oracleRules = {
  'provider/server-error': {
    title: 'The provider answers a well-formed request without failing.',
    why: 'A 5xx says that the provider could not cope with the request.',
    fix: 'Look into the log of the provider; refuse what it cannot take with a 4xx.',
    source: 'reference-2025-12-15.clover',
  },
  'provider/accepted-invalid': {
    title: 'The provider refuses what the contract refuses.',
    why: 'A client that is wrong passes its tests here and fails against Stripe.',
    fix: 'Refuse the request as expected.',
    source: 'reference-2025-12-15.clover',
  },
  'provider/refused-valid': {
    title: 'The provider accepts what the contract accepts.',
    why: 'A client that is right fails its tests here.',
    fix: 'Accept the request; the message of the error says why it was refused.',
    source: 'reference-2025-12-15.clover',
  },
  'provider/wrong-refusal': {
    title: 'The provider refuses with the status and the code of the contract.',
    why: 'Clients branch on status and code.',
    fix: 'Answer the expected status and `error.code`.',
    source: 'reference-2025-12-15.clover',
  },
  'provider/link-reused': {
    title: 'A new request gets a new link.',
    why: 'A link is for single use: the second visitor finds it used up.',
    fix: 'Make a new link for each request.',
    source: 'reference-2025-12-15.clover',
  },
  'provider/wrong-hint': {
    title: 'What an error says of the account is true.',
    why: 'Clients send what `applied_configurations` names, and are refused again.',
    fix: 'Answer the configurations that are applied to the account.',
    source: 'reference-2025-12-15.clover',
  },
  'provider/no-answer': {
    title: 'The provider answers a well-formed request.',
    why: 'A connection that hangs or breaks leaves the client without knowing what happened.',
    fix: 'Look into the log of the provider; answer within the time limit, or raise it with --timeout.',
    source: 'reference-2025-12-15.clover',
  },
} as const;

export type OracleRule = keyof typeof oracleRules;

/** Holds the answer of a provider against what the documents allow. 429 to anything is no fault: it is tried again. */
export function judgeAnswer(
  { response }: Exchange,
  expectation: Expectation,
  applied: readonly string[] | undefined,
): readonly Problem[] {
  const { status } = response;
  const code = member(member(jsonOf(response.body), 'error'), 'code');
  const received =
    status < 400 ? String(status) : `${status} ${typeof code === 'string' ? `\`${code}\`` : 'without a code'}`;
  const expected = expectation.outcomes.map(outcomeText).join(' or ');
  const [first] = expectation.outcomes;
  const basis = { evidence: first?.evidence ?? 'documented', source: first?.source ?? 'reading' } as const;
  if (status >= 500) {
    const documented = { evidence: 'documented', source: 'reference-2025-12-15.clover' } as const;
    return [
      problem('provider/server-error', `The provider failed with status ${status}.`, expected, received, documented),
    ];
  }
  if (status === 429) return [];
  if (status >= 200 && status < 300) {
    if (!expectation.mustRefuse) return [];
    const why = expectation.outcomes.map(({ when }) => when).join(' ');
    return [
      problem(
        'provider/accepted-invalid',
        `The provider accepted a request that it must refuse. ${why}`,
        expected,
        received,
        basis,
      ),
    ];
  }
  if (expectation.open) return [];
  const isRight = expectation.outcomes.some(
    outcome => outcome.status === status && (outcome.code === undefined || outcome.code === code),
  );
  if (isRight) return wrongHint(jsonOf(response.body), applied);
  return expectation.mustRefuse
    ? [
        problem(
          'provider/wrong-refusal',
          'The provider refused the request with another status or code.',
          expected,
          received,
          basis,
        ),
      ]
    : [
        problem(
          'provider/refused-valid',
          'The provider refused a request that it must accept.',
          expected,
          received,
          basis,
        ),
      ];
}

/** A refusal may name the configurations that the account has; then they are those it has. */
function wrongHint(body: Json | undefined, applied: readonly string[] | undefined): readonly Problem[] {
  const named = member(member(body, 'error'), 'applied_configurations');
  if (applied === undefined || !Array.isArray(named)) return [];
  if (isDeepStrictEqual(new Set(named), new Set(applied))) return [];
  const basis = { evidence: 'documented', source: 'reference-2025-12-15.clover' } as const;
  const message = 'The error names other configurations than the account has.';
  return [problem('provider/wrong-hint', message, applied.join(', '), excerpt(named), basis)];
}

function outcomeText({ status, code }: { readonly status: number; readonly code?: string }): string {
  return code === undefined ? String(status) : `${status} \`${code}\``;
}

/** Holds the answer to a fault below the schema: nobody has said more than that a provider must not fail on it. */
export function judgeRawAnswer({ response }: Exchange, mustRefuse: boolean): readonly Problem[] {
  const { status } = response;
  const expected = mustRefuse ? 'a status from 400 to 499' : 'a status below 500';
  if (status >= 500) {
    const basis = { evidence: 'documented', source: 'reference-2025-12-15.clover' } as const;
    return [
      problem('provider/server-error', `The provider failed with status ${status}.`, expected, String(status), basis),
    ];
  }
  if (!mustRefuse || status < 200 || status >= 300) return [];
  const basis = { evidence: 'assumed', source: 'reading' } as const;
  return [
    problem(
      'provider/accepted-invalid',
      'The provider accepted a request that is none.',
      expected,
      String(status),
      basis,
    ),
  ];
}

/** A problem of the oracle; the provider's, and an error unless it is only assumed. */
export function problem(
  rule: OracleRule,
  message: string,
  expected: string,
  received: string,
  { evidence, source }: { readonly evidence: Evidence; readonly source: string },
): Problem {
  const pointer = pointers[rule] ?? '/response/status';
  const { fix } = oracleRules[rule];
  return {
    rule,
    severity: capSeverity('error', evidence),
    party: 'provider',
    ...{ evidence, source, message, expected, received, fix, pointer },
  };
}

/** Where a fault shows; the status where nothing else stands here. */
const pointers: { readonly [rule in OracleRule]?: string } = {
  'provider/link-reused': '/response/body/url',
  'provider/wrong-hint': '/response/body/error/applied_configurations',
  'provider/wrong-refusal': '/response',
};
