import { noBreach, type Rule } from './rule.ts';

export const responseStatus: Rule = {
  id: 'response/status',
  title: 'A link is answered with status 200.',
  why: 'Clients compare with 200; another success or a redirect is not in the contract.',
  fix: 'Answer 200 with the object.',
  party: 'provider',
  severity: 'error',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  check({ exchange }) {
    const { status } = exchange.response;
    if (status === 200 || status >= 400) return noBreach;
    const isSuccess = status > 200 && status < 300;
    return [
      {
        message: `The answer has status ${status}.`,
        pointer: '/response/status',
        expected: '200, or an error status with the error envelope',
        received: String(status),
        ...(isSuccess ? {} : { severity: 'warning', evidence: 'assumed', source: 'reading' }),
      },
    ];
  },
};
