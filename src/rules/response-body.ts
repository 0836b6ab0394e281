import { noBreach, type Rule } from './rule.ts';

export const responseBody: Rule = {
  id: 'response/body',
  title: 'The answer has a JSON body.',
  why: 'Neither the link nor the error can be read from anything else.',
  fix: 'Answer with JSON. If the recorder dropped the body, record it.',
  party: 'provider',
  severity: 'error',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  check({ exchange, setting }) {
    const { body, status } = exchange.response;
    if (status !== 200 && (status < 400 || status >= 500)) return noBreach;
    if (body.kind === 'none') {
      const maybe = setting === 'recording' ? ', or its body was not recorded' : '';
      return [
        {
          message: `The answer is empty${maybe}.`,
          pointer: '/response/body',
          expected: 'a JSON object',
          received: 'nothing',
          ...(setting === 'recording' ? { severity: 'warning' } : {}),
        },
      ];
    }
    if (body.kind === 'text') {
      return [
        {
          message: `The answer is not JSON: ${body.reason}.`,
          pointer: '/response/body',
          expected: 'a JSON object',
          received: `${body.text.length} characters that are not JSON`,
        },
      ];
    }
    return noBreach;
  },
};
