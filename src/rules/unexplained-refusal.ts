import { outcomeAt } from '../contract/outcomes.ts';
import { member } from '../json.ts';
import { noBreach, type Rule } from './rule.ts';

/** Codes whose cause lies outside the request: the recording cannot show it, and the documents name it. */
const explained = new Set(['account-unknown', 'access-blocked', 'configurations-mismatch', 'rate-limited']);

export const unexplainedRefusal: Rule = {
  id: 'response/unexplained-refusal',
  title: 'A request that looks valid is not refused, or the documents say why.',
  why: 'The recording cannot show the cause: a key, a permission, a rule that the contract does not know.',
  fix: 'Read the message of the error in your own log; it names the cause.',
  party: 'provider',
  severity: 'notice',
  evidence: 'observed',
  source: 'integrator-reports',
  recordingsOnly: true,
  check({ exchange, request, response, refusals, responseSide, responseViolations, selection }) {
    if (responseSide !== 'error' || responseViolations.some(({ keyword }) => keyword === 'required')) return noBreach;
    if (request === undefined || refusals.length > 0) return noBreach;
    const { status } = exchange.response;
    const code = member(member(response, 'error'), 'code');
    const isExplained = selection.contract.outcomes
      .map(outcome => outcomeAt(outcome, selection.stripeVersion))
      .some(outcome => outcome.code === code && explained.has(outcome.kind) && outcome.evidence !== 'assumed');
    if (isExplained || status === 404) return noBreach;
    return [
      {
        message: `A request that looks valid was refused with ${status} \`${String(code)}\`.`,
        pointer: '/response/body/error/code',
        expected: '200, or a documented refusal',
        received: `${status} ${String(code)}`,
      },
    ];
  },
};
