// Lines of a log that are like each other, and the ways in which they are not.
import fc from 'fast-check';

/** What stands in one line. */
interface Values {
  readonly version: string;
  readonly key: string;
  readonly flow: string;
  readonly configurations: readonly string[];
  readonly account: string;
  readonly refresh: string;
  readonly back: string | undefined;
  /** What the answer says otherwise than the request; most say nothing. */
  readonly echo: { readonly account?: string; readonly refresh?: string; readonly back?: string };
  readonly created: string;
  readonly expires: string;
  readonly link: string;
  readonly idempotencyKey: string;
  readonly requestId: string;
  readonly date: string;
  readonly outcome: 'link' | 'not_found' | 'configs_must_match_to_use_account_links' | 'crash';
  readonly milliseconds: number;
  readonly spelling: 'text' | 'value' | 'escaped';
}

const digits: fc.Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(...'0123456789abcXYZ'), maxLength: 12 })
  .map(signs => `7${signs}`);
const mostly = <T>(plain: fc.Arbitrary<T>, ...odd: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 80, arbitrary: plain }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

const accounts = mostly(
  digits.map(id => `acct_${id}`),
  ...['acct_', 'acct_1-2', 'cus_1', '', 'acct_"1"', 'acct_\u00e91', 'acct_sk_live_dummydummy', 'acct_1\\u0031'],
);
const urls = mostly(
  digits.map(id => `https://platform.example/u/${id}`),
  'http://platform.example/1',
  ...['https://localhost/1', 'https://localhost/1', 'https://LOCALHOST/1', 'https://LocalHost/1'],
  'https://localhostess.example/1',
  'https://127.0.0.1/1',
  'https://platform.example/a b',
  'https://platform.example/%zz',
  'https://platform.example/%41',
  'https://platform.example/?token=sk_test_dummydummy',
  'https://user:pass@platform.example/1',
  'https://platform.example/"1"',
  'https://platform.example/1#top',
  'app://return/1',
  '//platform.example',
  '',
);
const times = (hour: number): fc.Arbitrary<string> =>
  mostly(
    fc.integer({ min: 0, max: 86_399_999 }).map(at => new Date(Date.UTC(2026, 9, hour) + at).toISOString()),
    ...['2026-02-30T00:00:00.000Z', '2024-02-29T00:00:00.000Z', '2026-10-01T24:00:00.000Z', '2026-10-01', '1'],
    ...['2026-10-31T23:59:60.000Z', '2026-10-01T00:00:00Z', '2031-01-01T00:00:00.000Z', '2001-01-01T00:00:00.000Z'],
  );
const links = mostly(
  digits.map(id => `https://connect.stripe.com/setup/e/acct_1/${id}`),
  ...[
    'https://connect.stripe.com/d/1',
    'http://connect.stripe.com/1',
    'https://evil.example/1',
    'https://x.stripe.com/1',
  ],
  ...['https://connect.stripe.com/a b', 'https://connect.stripe.com/redacted-0123456789ab', 'nothing', ''],
);
const ids = mostly(
  digits.map(id => `id-${id}`),
  ...['same', 'sk_live_dummydummy', '', 'a b', '"', '\u00fc', 'a\\b'],
);

const values: fc.Arbitrary<Values> = fc.record({
  version: mostly(fc.constant('2026-02-25.clover'), '2025-06-30.preview', '2026-09-30.endive', '2020-01-01', ''),
  key: mostly(fc.constantFrom('Bearer sk_test_1', 'Bearer sk_live_1'), 'Bearer rk_live_1', 'x'),
  flow: mostly(fc.constantFrom('account_onboarding', 'account_update'), 'account_closing'),
  configurations: mostly(
    fc.constantFrom<readonly string[]>(['merchant'], ['recipient', 'merchant']),
    [],
    ['seller'],
    ['merchant', 'merchant'],
  ),
  account: accounts,
  refresh: urls,
  back: fc.option(urls, { nil: undefined, freq: 3 }),
  echo: fc.oneof(
    { weight: 20, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.record({ account: accounts, refresh: urls, back: urls }, { requiredKeys: [] }) },
  ),
  created: times(1),
  expires: times(2),
  link: links,
  idempotencyKey: ids,
  requestId: ids,
  date: ids,
  outcome: mostly(fc.constant('link' as const), 'not_found', 'configs_must_match_to_use_account_links', 'crash'),
  milliseconds: mostly(
    fc.integer({ min: 0, max: 50_000 }).map(tenths => tenths / 10),
    200,
    1,
    -1,
    1e21,
  ),
  spelling: mostly(fc.constant('text' as const), 'value', 'escaped'),
});

function lineOf(one: Values): string {
  const sent = bodyOf(one, one.account, one.refresh, one.back);
  const { echo, outcome } = one;
  const got = bodyOf(one, echo.account ?? one.account, echo.refresh ?? one.refresh, echo.back ?? one.back);
  const status = { link: 200, not_found: 404, configs_must_match_to_use_account_links: 400, crash: 500 }[outcome];
  const answer =
    outcome === 'link'
      ? {
          object: 'v2.core.account_link',
          ...got,
          created: one.created,
          expires_at: one.expires,
          livemode: one.key.includes('live'),
          url: one.link,
        }
      : { error: { code: outcome, message: `No account ${one.account}` } };
  const body = (value: unknown): unknown => (one.spelling === 'value' ? value : { text: JSON.stringify(value) });
  const line = JSON.stringify({
    ...{ v: 1, time: one.created, duration: one.milliseconds },
    request: {
      ...{ method: 'POST', url: 'https://api.stripe.com/v2/core/account_links' },
      headers: [
        ['authorization', one.key],
        ['content-type', 'application/json'],
        ...(one.version === '' ? [] : [['stripe-version', one.version]]),
        ['idempotency-key', one.idempotencyKey],
      ],
      body: body(sent),
    },
    response: {
      status,
      headers: [
        ['content-type', 'application/json'],
        ['date', one.date],
        ['request-id', one.requestId],
        ['idempotency-key', one.idempotencyKey],
      ],
      body: body(answer),
    },
  });
  return one.spelling === 'escaped' ? line.replaceAll('/u/', '\\/u\\u002f') : line;
}

function bodyOf({ flow, configurations }: Values, account: string, refresh: string, back: string | undefined) {
  const options = { configurations, refresh_url: refresh, ...(back === undefined ? {} : { return_url: back }) };
  return { account, use_case: { type: flow, [flow]: options } };
}

/** The lines of a log: the first ones plain, so that there is something to be like. */
export const alikeLines: fc.Arbitrary<readonly string[]> = fc
  .array(values, { minLength: 200, maxLength: 260, size: 'max' })
  .map(list => list.map(lineOf));
