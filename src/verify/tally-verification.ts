// The results of a verification as cases and findings; what went over the wire is judged by the rules as well, because
// a matcher cannot say all that the contract demands.
import type { Judgement } from '../check.ts';
import { capSeverity } from '../evidence.ts';
import { createExchange, type Exchange } from '../exchange.ts';
import { createFinding, type Finding } from '../finding.ts';
import type { CaseKey, Tally } from '../tally.ts';
import type { InteractionResult } from './interaction-result.ts';
import { linkOf } from './link-of.ts';
import { pactRules } from './pact-rules.ts';
import type { VerifyResult } from './verify.ts';

/** Puts a verification into a tally. */
export function tallyVerification(
  { interactions, problems }: VerifyResult,
  tally: Tally,
  judge: (exchange: Exchange) => Judgement,
): void {
  const reused = createMemory();
  for (const { code, message } of problems) tally.problem(code, message);
  for (const interaction of interactions) {
    const { contract, description, exchange, reason, result, isPending } = interaction;
    const key: CaseKey = { leg: 'verify', name: `${contract} ${description}` };
    const detail = reason ?? (isPending ? interaction.mismatches[0]?.message : undefined);
    tally.outcome(key, {
      result: isPending && result === 'failed' ? 'pending' : result,
      ...(detail === undefined ? {} : { detail }),
    });
    if (result === 'not-tested') continue;
    const differing = [...mismatches(interaction), ...reused(interaction)];
    const places = new Set(differing.map(({ at }) => at.pointer));
    // One fault, one finding: where the pact has spoken, the rules are silent.
    const judged = exchange === undefined ? [] : judge(createExchange(exchange)).findings;
    const further = judged.filter(({ party, at }) => party === 'provider' && !places.has(at.pointer));
    const findings = [...differing, ...further].map(finding => (isPending ? noticed(finding, description) : finding));
    const isViolating = findings.some(({ severity }) => severity === 'error');
    tally.exchange(key, isViolating ? 'violating' : 'conforming', contract);
    for (const finding of findings) tally.finding(key, finding);
  }
}

/** Of what is pending nothing weighs more than a notice. */
function noticed({ at, contract, ...finding }: Finding, description: string): Finding {
  const { pointer, ...place } = at;
  const problem = { ...finding, severity: 'notice', ...(pointer === undefined ? {} : { pointer }) } as const;
  return createFinding(problem, contract, place, `pending ${description}`);
}

/** A link that another interaction has been answered with is a finding of the later one. */
function createMemory(): (interaction: InteractionResult) => Finding[] {
  const links = new Map<string, string>();
  return ({ contract, description, source, entry, exchange }) => {
    const link = exchange?.response.status === 200 ? linkOf(exchange.response.body) : undefined;
    if (link === undefined) return [];
    const earlier = links.get(link);
    links.set(link, description);
    if (earlier === undefined) return [];
    const problem = {
      ...({ rule: 'provider/link-reused', severity: 'error', party: 'provider', evidence: 'documented' } as const),
      message: 'Two requests were answered with the same link.',
      pointer: '/response/body/url',
      expected: 'a new link',
      received: `the link of the interaction "${earlier}"`,
      fix: 'Make a new link for each request: a link can be used once.',
      source: 'reference-2025-12-15.clover',
    };
    return [createFinding(problem, contract, { source, entry })];
  };
}

/** One finding for each mismatch, or one for an interaction that failed without an answer. */
function mismatches(interaction: InteractionResult): Finding[] {
  const { contract, description, source, entry, result, reason } = interaction;
  if (result !== 'failed') return [];
  const { evidence } = interaction;
  const shared = { severity: capSeverity('error', evidence), party: 'provider', evidence } as const;
  const at = { source, entry };
  if (interaction.mismatches.length === 0) {
    const problem = {
      ...shared,
      rule: 'provider/no-answer',
      message: `The provider did not answer the interaction "${description}".`,
      expected: 'an answer',
      received: reason ?? 'nothing',
      fix: 'Look into the log of the provider.',
    };
    return [createFinding(problem, contract, at, description)];
  }
  return interaction.mismatches.map(mismatch => {
    const problem = {
      ...shared,
      rule: 'pact/mismatch',
      message: `The answer to the interaction "${description}" differs from the pact: ${mismatch.message}`,
      pointer: mismatch.at,
      expected: mismatch.expected,
      received: mismatch.actual,
      fix: pactRules['pact/mismatch'].fix,
    };
    return createFinding(problem, contract, at, description);
  });
}
