// What hand-made fakes get wrong, called by its name: about all of them answer in the shapes of v1.
import { isJsonObject, member } from '../json.ts';
import type { Breach, Rule } from './rule.ts';

const shared = {
  party: 'provider',
  severity: 'warning',
  evidence: 'observed',
  source: 'integrator-reports',
  recordingsOnly: true,
} as const;
const none: readonly Breach[] = [];

export const responseMistakes: readonly Rule[] = [
  {
    ...shared,
    id: 'response/v1-shape',
    title: 'The answer has the shape of v2, not that of v1.',
    why: 'v1 answers `"object": "account_link"` and times as numbers; code that is tested with that fails on v2.',
    fix: 'Answer `"object": "v2.core.account_link"`, times as RFC 3339 text, and the `account` and `use_case` of the request.',
    check({ response, responseSide, responseViolations }) {
      if (responseSide !== 'response' || responseViolations.length === 0) return none;
      const marks = [
        ...(member(response, 'object') === 'account_link' ? ['object'] : []),
        ...['created', 'expires_at'].filter(name => typeof member(response, name) === 'number'),
      ];
      const [first] = marks;
      if (first === undefined) return none;
      const message = `The answer has the shape of v1: ${marks.map(name => `\`${name}\``).join(', ')}.`;
      return [{ message, pointer: `/response/body/${first}`, expected: 'a v2.core.account_link' }];
    },
  },
  {
    ...shared,
    id: 'response/only-url',
    title: 'The answer is a whole link, not the `url` alone.',
    why: 'A fake that answers only what its own code reads keeps every test green when a name changes.',
    fix: 'Answer the whole object; `account-links serve` is a fake that does.',
    check({ response, responseSide, responseViolations }) {
      if (responseSide !== 'response' || responseViolations.length === 0 || !isJsonObject(response)) return none;
      const names = Object.keys(response);
      if (!names.includes('url') || names.some(name => !['url', 'object'].includes(name))) return none;
      return [
        {
          message: 'The answer holds the `url` and nothing else.',
          pointer: '/response/body',
          expected: 'the whole link',
        },
      ];
    },
  },
  {
    ...shared,
    severity: 'notice',
    id: 'response/link-id',
    title: 'A link has no `id`.',
    why: 'There is nothing to retrieve a link by: code that stores an `id` waits for what v2 does not answer.',
    fix: 'Leave `id` out of a fake. If Stripe itself has answered it, the contract has grown: tell us.',
    check({ response, responseSide }) {
      if (responseSide !== 'response' || member(response, 'id') === undefined) return none;
      return [{ message: 'The link has an `id`.', pointer: '/response/body/id', expected: 'no `id`' }];
    },
  },
  {
    ...shared,
    id: 'error/v1-shape',
    title: 'An error has the shape of v2, not that of v1.',
    why: 'v1 answers `resource_missing`, or a `type` without a `code`; v2 answers a `code` such as `not_found`, and seldom a `type`.',
    fix: 'Answer {"error": {"code": "not_found", "message": …}}, and branch on `error.code` alone.',
    check({ response, responseSide }) {
      if (responseSide !== 'error') return none;
      const error = member(response, 'error');
      const [code, type] = [member(error, 'code'), member(error, 'type')];
      const isOld =
        code === 'resource_missing' || (code === undefined && typeof type === 'string' && v1Types.has(type));
      if (!isOld) return none;
      const received = code === undefined ? `\`type\` without \`code\`` : `\`resource_missing\``;
      return [
        {
          message: 'The error has the shape of v1.',
          pointer: '/response/body/error',
          expected: 'a `code` of v2',
          received,
        },
      ];
    },
  },
];

const v1Types: ReadonlySet<string> = new Set(['api_error', 'card_error', 'idempotency_error', 'invalid_request_error']);
