import { member } from '../json.ts';
import { noBreach, type Rule } from './rule.ts';

export const expiresAfterCreated: Rule = {
  id: 'response/expires-after-created',
  title: 'A link expires after it was created.',
  why: 'A link that has expired before it exists cannot be used.',
  fix: 'Correct the clock or the lifetime; links live about five minutes.',
  party: 'provider',
  severity: 'error',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  check({ exchange, response }) {
    if (exchange.response.status !== 200) return noBreach;
    const [from, to] = [member(response, 'created'), member(response, 'expires_at')];
    if (isPlainTime(from) && isPlainTime(to) && to > from) return noBreach; // as nearly all are
    const [created, expires] = [timeOf(from), timeOf(to)];
    if (created === undefined || expires === undefined || expires > created) return noBreach;
    return [
      {
        message:
          expires === created
            ? '`expires_at` is the same time as `created`.'
            : `\`expires_at\` is ${(created - expires) / 1000} s before \`created\`.`,
        pointer: '/response/body/expires_at',
        expected: `later than ${String(member(response, 'created'))}`,
        received: String(member(response, 'expires_at')),
      },
    ];
  },
};

/** A time as JavaScript writes it: two of them compare as texts. */
function isPlainTime(value: unknown): value is string {
  return typeof value === 'string' && value.length === 24 && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
}

/** Milliseconds of an RFC 3339 date-time; `undefined` for anything else, of which the schema speaks. */
function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}/.test(value)) return undefined;
  const time = Date.parse(value.toUpperCase().replace(/:60(?=[.Z+-])/, ':59'));
  return Number.isNaN(time) ? undefined : time;
}
