import { noBreach, type Rule } from './rule.ts';

export const serverError: Rule = {
  id: 'response/server-error',
  title: 'The provider does not fail.',
  why: 'A 5xx says that the provider could not answer, whatever the request was.',
  fix: 'Look into the log of the provider at that time; retry with the same idempotency key.',
  party: 'provider',
  severity: 'warning',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  recordingsOnly: true,
  check({ exchange }) {
    const { status } = exchange.response;
    if (status < 500) return noBreach;
    return [
      {
        message: `The provider failed with status ${status}.`,
        pointer: '/response/status',
        expected: 'a status below 500',
        received: String(status),
      },
    ];
  },
};
