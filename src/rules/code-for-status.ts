import { outcomeAt } from '../contract/outcomes.ts';
import { capSeverity } from '../evidence.ts';
import { member } from '../json.ts';
import { noBreach, type Rule } from './rule.ts';

export const codeForStatus: Rule = {
  id: 'response/code-for-status',
  title: 'A documented code stands under its status, and 404 carries `not_found`.',
  why: 'Clients branch on status and code; a code under another status takes the wrong branch.',
  fix: 'Answer the code with the status that the contract gives it.',
  party: 'provider',
  severity: 'error',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  check({ exchange, response, selection }) {
    const { status } = exchange.response;
    if (status < 400 || status >= 500) return noBreach;
    const code = member(member(response, 'error'), 'code');
    if (typeof code !== 'string') return noBreach;
    const known = selection.contract.outcomes.map(outcome => outcomeAt(outcome, selection.stripeVersion));
    const sameCode = known.filter(outcome => outcome.code === code);
    const [first] = sameCode;
    if (first !== undefined && !sameCode.some(outcome => outcome.status === status)) {
      const { evidence, source } = first;
      return [
        {
          message: `The code \`${code}\` stands under status ${status}.`,
          pointer: '/response/status',
          expected: String(first.status),
          received: String(status),
          severity: capSeverity('error', evidence),
          evidence,
          source,
        },
      ];
    }
    if (status !== 404 || code === 'not_found') return noBreach;
    return [
      {
        message: `Status 404 carries the code \`${code}\`.`,
        pointer: '/response/body/error/code',
        expected: '`not_found`',
        received: code,
      },
    ];
  },
};
