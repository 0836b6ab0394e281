import { isAccepted, noBreach, type Rule } from './rule.ts';

export const requestBody: Rule = {
  id: 'request/body',
  title: 'The request has a JSON body.',
  why: 'v2 takes JSON; a form body, or none, is refused.',
  fix: 'Send the parameters as JSON, with Content-Type: application/json.',
  party: 'client',
  severity: 'error',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  check(facts) {
    const { body } = facts.exchange.request;
    if (body.kind === 'none') {
      return [
        {
          message: 'The request has no body, or it was not recorded: the request and the echo cannot be judged.',
          pointer: '/request/body',
          expected: 'a JSON object',
          received: 'nothing',
          severity: 'warning',
        },
      ];
    }
    if (body.kind === 'text' && !isAccepted(facts)) {
      return [
        {
          message: `The request body is not JSON: ${body.reason}.`,
          pointer: '/request/body',
          expected: 'a JSON object',
          received: `${body.text.length} characters that are not JSON`,
        },
      ];
    }
    return noBreach;
  },
};
