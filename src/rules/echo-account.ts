import { member } from '../json.ts';
import { noBreach, type Rule } from './rule.ts';

export const echoAccount: Rule = {
  id: 'response/echo-account',
  title: 'The link is for the account of the request.',
  why: 'A link for another account lets its visitor into that account.',
  fix: 'Answer with the account of the request.',
  party: 'provider',
  severity: 'error',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  check({ exchange, request, response }) {
    if (exchange.response.status !== 200) return noBreach;
    const [sent, got] = [member(request, 'account'), member(response, 'account')];
    if (typeof sent !== 'string' || typeof got !== 'string' || sent === got) return noBreach;
    return [
      {
        message: 'The answer names another account than the request.',
        pointer: '/response/body/account',
        expected: sent,
        received: got,
      },
    ];
  },
};
