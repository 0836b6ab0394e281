// What the documents leave to the provider: the order of its checks, what nobody has said, how often it is asked.

import { validatorsOf } from '../../../src/compile/validators.ts';
import { loadCatalogue } from '../../../src/contract/contract.ts';
import { selectContract } from '../../../src/contract/select-contract.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../../../src/json.ts';
import { createProvider } from '../../../src/provider/index.ts';
import { isList } from '../edits.ts';
import { knowing } from '../knowing.ts';
import {
  flowOf,
  json,
  linkFor,
  onLink,
  onSome,
  overlooks,
  readSent,
  refusal,
  type Sent,
  type Variant,
  variant,
  withBody,
} from '../variant.ts';

const catalogue = loadCatalogue();
const oldPreview = '2025-06-30.preview';

const order: Variant = knowing(
  'checks-in-any-order',
  'Refuses for another one of the reasons that apply each time.',
  states => {
    const stateless = createProvider({ catalogue });
    let turn = 0;
    return async (request, next) => {
      const { body } = await readSent(request);
      const account = String(member(body, 'account'));
      const sentAlone = await stateless.handle(request.clone());
      const code = sentAlone.status === 200 ? undefined : member(member(await sentAlone.json(), 'error'), 'code');
      if (code !== 'invalid_fields' && code !== 'not_found') return next(request);
      const applied = states.accountOf(account)?.configurations;
      const { configurations } = flowOf(body);
      const isCompared = isList(configurations) && applied !== undefined && !isEndive(request);
      const reasons = [
        ...(states.isPlatformBlocked() ? [refusal(400, 'accounts_v2_access_blocked')] : []),
        ...(states.isRateLimited(account) ? [refusal(429, 'account_rate_limit_exceeded')] : []),
        ...(code === 'invalid_fields' ? [refusal(400, 'invalid_fields')] : []),
        ...(applied === undefined ? [refusal(404, 'not_found')] : []),
        ...(isCompared && !isSameSet(configurations, applied)
          ? [refusal(400, 'configs_must_match_to_use_account_links')]
          : []),
      ];
      return reasons[turn++ % reasons.length] ?? next(request);
    };
  },
);

/** Takes whatever only our own reading refuses: nulls, both flows or none, lists that are empty or repeat a value, odd URLs. */
const accepting: Variant = knowing(
  'assumed-accepted',
  'Takes all that nobody has said to be refused.',
  states => async (request, next) => {
    const { body } = await readSent(request);
    const useCase = member(body, 'use_case');
    if (!isJsonObject(body) || !isJsonObject(useCase) || !breaksOnlyAssumed(request, body)) return next(request);
    const applied = states.accountOf(String(body['account']))?.configurations ?? ['recipient'];
    const type = String(useCase['type']);
    const flow = { ...(isEndive(request) ? {} : { configurations: applied }), refresh_url: 'https://example.com' };
    const { configurations } = flowOf(body);
    const isEmpty = !isList(configurations) || configurations.length === 0;
    const asked = isEmpty || isEndive(request) ? {} : { configurations: [...new Set(configurations)] };
    const plain = { account: body['account'] ?? null, use_case: { type, [type]: { ...flow, ...asked } } };
    const response = await next(withBody(request, plain));
    return response.status === 200 ? json(200, { ...linkFor(body), livemode: false }, response.headers) : response;
  },
);

const refusing: readonly Variant[] = [
  onSomeOf(
    'assumed-refused-otherwise',
    'Refuses what only our reading refuses in a way of its own.',
    422,
    'unprocessable',
  ),
  onSomeOf('assumed-refused-as-conflict', 'Answers 409 to what only our reading refuses.', 409, 'conflict'),
  onSome('odd-accounts-invalid', 'Takes an odd account id for an invalid field.', isOddAccount, () =>
    refusal(400, 'invalid_fields'),
  ),
  onSome('odd-accounts-of-v1', 'Takes an odd account id for one of v1.', isOddAccount, () =>
    refusal(400, 'v1_account_instead_of_v2_account'),
  ),
  onSome(
    'long-urls-refused',
    'Refuses URLs of more than 2,048 characters.',
    ({ body }) => ['refresh_url', 'return_url'].some(name => String(flowOf(body)[name]).length > 2048),
    () => refusal(400, 'invalid_fields'),
  ),
];

const oldPreviews: readonly Variant[] = [
  overlooks(
    'no-mismatch-in-old-preview',
    'Compares no configurations where the documents know of no mismatch.',
    'configs_must_match_to_use_account_links',
  ),
  onLink(
    'no-livemode-in-old-preview',
    'Answers no `livemode`, as the sample of the preview.',
    ({ livemode: _, ...link }) => link,
  ),
  knowing(
    'no-block-in-old-preview',
    'Blocks no platform where the documents know of none.',
    ({ accounts, isPlatformBlocked }) =>
      async (request, next) =>
        isPlatformBlocked() ? createProvider({ catalogue, accounts: accounts() }).handle(request) : next(request),
  ),
].map(one => ({ ...one, version: oldPreview }));

const limits: readonly Variant[] = [
  {
    ...overlooks(
      'no-limit-before-dahlia',
      'Knows no rate limit where the documents know of none.',
      'account_rate_limit_exceeded',
    ),
    version: '2026-02-25.clover',
  },
  limiting('some-rate-limits', 'Answers 429 now and then, with codes of its own too.', [{}]),
  limiting('rate-limits-with-retry-after', 'Answers 429 with `Retry-After`.', [
    { 'retry-after': '1' },
    { 'retry-after': '0' },
    { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' },
    { 'retry-after': 'soon' },
  ]),
];

/** Every tenth answer is 429. */
function limiting(id: string, title: string, headers: readonly Readonly<Record<string, string>>[]): Variant {
  const codes = ['rate_limit', 'slow_down', 'account_rate_limit_exceeded', 'lock_timeout'];
  return variant(id, title, () => {
    let count = 0;
    return async (request, next) => {
      if (++count % 10 !== 0) return next(request);
      const turn = count / 10;
      const error = { code: codes[turn % codes.length] ?? '', message: 'Too many requests.', type: 'rate_limit' };
      return json(429, { error }, new Headers(headers[turn % headers.length]));
    };
  });
}

function onSomeOf(id: string, title: string, status: number, code: string): Variant {
  return variant(id, title, () => async (request, next) => {
    const { body } = await readSent(request);
    return isJsonObject(body) && breaksOnlyAssumed(request, body) ? refusal(status, code) : next(request);
  });
}

/** Whether nothing is wrong with a body but what nobody outside has confirmed. */
function breaksOnlyAssumed(request: Request, body: JsonObject): boolean {
  const { contract } = selectContract(catalogue, [request.headers.get('stripe-version') ?? '']);
  const violations = validatorsOf(contract).request(body);
  return violations.length > 0 && violations.every(({ constraint }) => constraint.evidence === 'assumed');
}

function isOddAccount({ body }: Sent): boolean {
  const account = member(body, 'account');
  return typeof account === 'string' && !/^acct_\w+$/.test(account);
}

function isEndive(request: Request): boolean {
  return /endive$/.test(request.headers.get('stripe-version') ?? '');
}

function isSameSet(some: readonly Json[], others: readonly Json[]): boolean {
  const [left, right] = [new Set(some), new Set(others)];
  return left.size === right.size && [...left].every(value => right.has(value));
}

export const open: readonly Variant[] = [order, accepting, ...refusing, ...oldPreviews, ...limits];
