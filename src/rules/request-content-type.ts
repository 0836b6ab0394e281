import { header } from '../headers.ts';
import { noBreach, type Rule } from './rule.ts';

export const requestContentType: Rule = {
  id: 'request/content-type',
  title: 'The request says that its body is JSON.',
  why: 'What a provider makes of a JSON body under another content type is unknown.',
  fix: 'Send Content-Type: application/json.',
  party: 'client',
  severity: 'warning',
  evidence: 'assumed',
  source: 'reading',
  check({ exchange }) {
    const type = header(exchange.request.headers, 'content-type');
    if (type === undefined || isJsonType(type)) return noBreach;
    return [
      {
        message: 'The content type of the request is not JSON.',
        pointer: '/request/headers/content-type',
        expected: 'application/json',
        received: type,
      },
    ];
  },
};

/** Parameters such as a charset are fine. */
export function isJsonType(type: string): boolean {
  return type === 'application/json' || /^application\/json\s*(;|$)/i.test(type.trim());
}
