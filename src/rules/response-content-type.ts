import { header } from '../headers.ts';
import { isJsonType } from './request-content-type.ts';
import { noBreach, type Rule } from './rule.ts';

export const responseContentType: Rule = {
  id: 'response/content-type',
  title: 'The answer says that it is JSON.',
  why: 'Clients that look at the content type do not parse the body.',
  fix: 'Answer with Content-Type: application/json.',
  party: 'provider',
  severity: 'error',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  check({ exchange, setting, response }) {
    if (response === undefined) return noBreach; // `response/body` says more
    const type = header(exchange.response.headers, 'content-type');
    if (type !== undefined ? isJsonType(type) : setting === 'recording') return noBreach;
    return [
      {
        message: 'The content type of the answer is not JSON.',
        pointer: '/response/headers/content-type',
        expected: 'application/json',
        received: type ?? 'nothing',
        // The documents say it of the object; of errors we only know that they are JSON.
        ...(exchange.response.status === 200 ? {} : { severity: 'warning', evidence: 'assumed', source: 'reading' }),
      },
    ];
  },
};
