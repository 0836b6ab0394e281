import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Account } from '../accounts.ts';
import { validatorsOf } from '../compile/validators.ts';
import { type Contract, loadCatalogue } from '../contract/contract.ts';
import { createProvider } from './handler.ts';
import type { ProviderOptions } from './provider.ts';

const catalogue = loadCatalogue();
const account: Account = { id: 'acct_1', configurations: ['recipient'] };
const flow = { configurations: ['recipient'], refresh_url: 'https://example.com/reauth' };
const body = { account: 'acct_1', use_case: { type: 'account_onboarding', account_onboarding: flow } };

const withFlow = (members: object) => ({
  ...body,
  use_case: { ...body.use_case, account_onboarding: { ...flow, ...members } },
});
const provide = (options: ProviderOptions = {}) => createProvider({ catalogue, accounts: [account], ...options });

interface Sent {
  readonly path?: string;
  readonly method?: string;
  /** `undefined` leaves the header out. */
  readonly headers?: { readonly [name: string]: string | undefined };
  readonly body?: unknown;
  readonly text?: string | Uint8Array;
}

function request(sent: Sent = {}): Request {
  const headers = new Headers();
  const all = {
    authorization: 'Bearer sk_test_1',
    'stripe-version': '2026-02-25.clover',
    'content-type': 'application/json',
    ...sent.headers,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) headers.append(name, value);
  const method = sent.method ?? 'POST';
  const text = sent.text ?? JSON.stringify(sent.body ?? body);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(`https://stand-in.example${sent.path ?? '/v2/core/account_links'}`, {
    method,
    headers,
    ...(hasBody ? { body: typeof text === 'string' ? new TextEncoder().encode(text) : text } : {}),
  });
}

// biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
async function ask(sent?: Sent, provider = provide()): Promise<{ status: number; headers: Headers; value: any }> {
  const response = await provider.handle(request(sent));
  return { status: response.status, headers: response.headers, value: await response.json() };
}

async function message(sent: Sent): Promise<string> {
  const { status, value } = await ask(sent);
  assert.deepEqual([status, value.error.code], [400, 'invalid_fields']);
  return value.error.message;
}

/** The smallest request that a contract allows. */
function requestOf(contract: Contract): Sent {
  const properties = contract.request.properties?.['use_case']?.properties?.['account_onboarding']?.properties ?? {};
  const hasConfigurations = Object.hasOwn(properties, 'configurations');
  const { configurations, ...rest } = flow;
  return {
    headers: { 'stripe-version': contract.versions.at(-1) },
    body: {
      ...body,
      use_case: { ...body.use_case, account_onboarding: hasConfigurations ? { ...rest, configurations } : rest },
    },
  };
}

describe('POST /v2/core/account_links', () => {
  for (const contract of catalogue.contracts) {
    const validators = validatorsOf(contract);

    it(`answers an account link that keeps the contract ${contract.id}`, async () => {
      for (const stripeVersion of contract.versions) {
        const sent = { ...requestOf(contract), headers: { 'stripe-version': stripeVersion } };
        const { status, headers, value } = await ask(sent);
        assert.equal(status, 200);
        assert.deepEqual(validators.response(value), []);
        assert.equal(headers.get('stripe-version'), stripeVersion);
      }
    });

    it(`answers a refusal as an error envelope with a documented outcome under ${contract.id}`, async () => {
      const version = { 'stripe-version': contract.versions.at(-1) };
      const valid = requestOf(contract);
      const blocked = provide();
      blocked.setUpState({ state: 'Accounts v2 is not enabled for the platform', params: {} });
      const limited = provide();
      limited.setUpState({ state: 'the account is rate limited', params: { account: 'acct_1' } });
      const answers = [
        await ask({ ...valid, headers: version }, provide({ accounts: [] })),
        await ask({ ...valid, headers: version }, blocked),
        await ask({ ...valid, headers: version }, limited),
        await ask({ body: {}, headers: version }),
      ];
      for (const { status, value } of answers) {
        assert.deepEqual(validators.error(value), []);
        assert.ok(contract.outcomes.some(one => one.status === status && one.code === value.error.code));
      }
    });
  }

  it('answers the members of the documents in their order', async () => {
    const { value } = await ask();
    assert.deepEqual(Object.keys(value), ['object', 'account', 'created', 'expires_at', 'livemode', 'url', 'use_case']);
  });

  it('answers without livemode under 2025-03-31.preview', async () => {
    const { value } = await ask({ headers: { 'stripe-version': '2025-03-31.preview' } });
    assert.equal('livemode' in value, false);
  });

  it('repeats the use case as it was sent', async () => {
    const accounts = [{ id: 'acct_1', configurations: ['merchant', 'recipient', 'customer'] }];
    const sent = withFlow({
      configurations: ['recipient', 'customer', 'merchant'],
      return_url: 'HTTPS://example.com/return?a=b#c%20d',
      collection_options: { future_requirements: 'include' },
    });
    const { value } = await ask({ body: sent }, provide({ accounts }));
    assert.deepEqual(value.use_case, sent.use_case);
  });

  it('answers null for the flow that was not asked for in previews', async () => {
    const { value } = await ask({ headers: { 'stripe-version': '2025-06-30.preview' } });
    assert.deepEqual(value.use_case, { account_update: null, ...body.use_case });
  });

  it('answers the use case account_update as well', async () => {
    const sent = { account: 'acct_1', use_case: { type: 'account_update', account_update: flow } };
    assert.deepEqual((await ask({ body: sent })).value.use_case, sent.use_case);
  });

  it('makes a link that lives 300 s from now, with times in milliseconds and Z', async () => {
    const { value } = await ask({}, provide({ now: () => new Date('2026-01-02T03:04:05.678Z') }));
    assert.deepEqual([value.created, value.expires_at], ['2026-01-02T03:04:05.678Z', '2026-01-02T03:09:05.678Z']);
  });

  it('makes a link that lives as long as it was told', async () => {
    const { value } = await ask({}, provide({ now: () => new Date(0), linkLifetime: 600 }));
    assert.equal(value.expires_at, '1970-01-01T00:10:00.000Z');
  });

  it('makes a new link for each request, on the origin that was asked', async () => {
    const provider = provide();
    const urls = new Set<string>();
    for (let count = 0; count < 100; count++) urls.add((await ask({}, provider)).value.url);
    assert.equal(urls.size, 100);
    for (const url of urls) assert.match(url, /^https:\/\/stand-in\.example\/setup\/e\/acct_1\/[a-z0-9]{32}$/);
  });

  it('takes tokens and time from its options alone', async () => {
    const fixed = () => {
      let count = 0;
      return provide({ now: () => new Date(0), createToken: () => `t${++count}` });
    };
    const [first, second] = [await ask({}, fixed()), await ask({}, fixed())];
    assert.deepEqual(first.value, second.value);
    assert.deepEqual([first.headers.get('request-id'), first.value.url.slice(-3)], ['req_v2t1', '/t2']);
  });

  it('answers with a request id, the version and the idempotency key', async () => {
    const { headers } = await ask({ headers: { 'idempotency-key': 'key-1' } });
    assert.match(headers.get('request-id') ?? '', /^req_v2[a-z0-9]{32}$/);
    assert.equal(headers.get('stripe-version'), '2026-02-25.clover');
    assert.equal(headers.get('idempotency-key'), 'key-1');
    assert.equal(headers.get('content-type'), 'application/json');
  });

  it('answers without an idempotency key when none was sent', async () => {
    assert.equal((await ask()).headers.has('idempotency-key'), false);
  });

  for (const [authorization, livemode] of [
    ['Bearer sk_test_1', false],
    ['Bearer rk_test_1', false],
    ['bearer sk_live_1', true],
    ['Bearer rk_live_1', true],
    [`Basic ${btoa('sk_test_1:')}`, false],
    [`Basic ${btoa('sk_live_1:')}`, true],
  ] as const) {
    it(`answers livemode ${livemode} to ${authorization}`, async () => {
      const { status, value } = await ask({ headers: { authorization } });
      assert.deepEqual([status, value.livemode], [200, livemode]);
    });
  }
});

describe('a request that cannot be read', () => {
  for (const authorization of [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'sk_test_1',
    'Bearer pk_test_1',
    'Bearer whatever',
    'Digest sk_test_1',
    'Bearer sk_test_1 sk_test_2',
    'Bearer sk_test_1, Bearer sk_test_1',
    `Basic ${btoa('user:sk_test_1')}`,
  ]) {
    it(`is refused with 401 when its Authorization is ${authorization ?? 'missing'}`, async () => {
      const { status, value, headers } = await ask({ headers: { authorization } });
      assert.deepEqual([status, value.error.code], [401, 'unauthorized']);
      assert.match(headers.get('request-id') ?? '', /^req_v2/);
    });
  }

  for (const [version, said] of [
    [undefined, /is missing/],
    ['', /is missing/],
    ['2024-06-20', /has no such endpoint/],
    ['2025-11-17.clover', /has no such endpoint/],
    ['2026-02-25.unheard', /has no such endpoint/],
    ['2026-02-25.clover, 2026-02-25.clover', /more than once/],
    ['2026-02-25.clover, 2026-09-30.endive', /more than once/],
  ] as const) {
    it(`is refused with 400 when its Stripe-Version is ${version ?? 'left out'}`, async () => {
      const { status, value, headers } = await ask({ headers: { 'stripe-version': version } });
      assert.deepEqual([status, value.error.code], [400, 'stripe_version_invalid']);
      assert.match(value.error.message, said);
      assert.match(value.error.message, /2025-12-15\.clover … 2026-08-26\.dahlia/);
      assert.equal(headers.has('stripe-version'), false);
    });
  }

  for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
    it(`is refused with 415 when its content type is ${type ?? 'missing'}`, async () => {
      const { status, value } = await ask({ headers: { 'content-type': type } });
      assert.deepEqual([status, value.error.code], [415, 'unsupported_media_type']);
    });
  }

  for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/json ;x=y']) {
    it(`is served when its content type is ${type}`, async () => {
      assert.equal((await ask({ headers: { 'content-type': type } })).status, 200);
    });
  }

  for (const [name, text] of [
    ['nothing', ''],
    ['blanks', ' \n'],
    ['half a value', '{"account":'],
    ['a form', 'account=acct_1'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ] as const) {
    it(`is refused with 400 when its body is ${name}`, async () => {
      const { status, value } = await ask({ text });
      assert.deepEqual([status, value.error.code], [400, 'invalid_json']);
    });
  }

  it('is refused without a quote of its broken body', async () => {
    const { value } = await ask({ text: '{"account": sk_live_secret}' });
    assert.doesNotMatch(JSON.stringify(value), /secret/);
  });

  it('is refused with 413 when its body is larger than a mebibyte', async () => {
    const text = JSON.stringify({ ...body, padding: 'x'.repeat(1024 * 1024) });
    const { status, value } = await ask({ text });
    assert.deepEqual([status, value.error.code], [413, 'request_too_large']);
  });
});

describe('fields', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    [
      'the shape of v1',
      {
        account: 'acct_1',
        refresh_url: 'https://e.com',
        use_case: { type: 'account_onboarding', account_onboarding: {} },
      },
      "'refresh_url: Unknown field.', 'use_case.account_onboarding.configurations: Required request field missing.', " +
        "'use_case.account_onboarding.refresh_url: Required request field missing.'",
    ],
    ['an empty object', {}, "'account: Required request field missing.', 'use_case: Required request field missing.'"],
    [
      'an unknown type',
      { account: 'acct_1', use_case: { type: 'onboarding' } },
      "'use_case.type: Unrecognized enum value 'onboarding', valid values are: account_onboarding, account_update.'",
    ],
    [
      'an unknown configuration',
      withFlow({ configurations: ['recipient', 'storer'] }),
      "'use_case.account_onboarding.configurations[1]: Unrecognized enum value 'storer', " +
        "valid values are: customer, merchant, recipient.'",
    ],
    [
      'an unknown collection option',
      withFlow({ collection_options: { fields: 'all', since: 1 } }),
      "'use_case.account_onboarding.collection_options.since: Unknown field.', " +
        "'use_case.account_onboarding.collection_options.fields: Unrecognized enum value 'all', " +
        "valid values are: currently_due, eventually_due.'",
    ],
    [
      'a configuration twice',
      withFlow({ configurations: ['recipient', 'recipient'] }),
      "'use_case.account_onboarding.configurations: Repeated values are not allowed.'",
    ],
    [
      'no configuration',
      withFlow({ configurations: [] }),
      "'use_case.account_onboarding.configurations: Invalid value, expected at least one item.'",
    ],
    ['null', withFlow({ return_url: null }), "'use_case.account_onboarding.return_url: Null is not allowed.'"],
    [
      'both flows',
      { ...body, use_case: { ...body.use_case, account_update: flow } },
      "'use_case.account_update: Not allowed with this type of use case.'",
    ],
    [
      'a flow that is not the one of its type',
      { account: 'acct_1', use_case: { type: 'account_update', account_onboarding: flow } },
      "'use_case.account_onboarding: Not allowed with this type of use case.', " +
        "'use_case.account_update: Required request field missing.'",
    ],
    ['a number for an account', { ...body, account: 1 }, "'account: Invalid value, expected a string.'"],
    ['a list for a body', [], "'$: Invalid value, expected an object.'"],
    ['text for a body', 'acct_1', "'$: Invalid value, expected an object.'"],
    [
      'a custom scheme',
      withFlow({ return_url: 'app://return' }),
      "'use_case: return_url must be a valid URL and start with https:// or, during testing, http://. " +
        "localhost is only allowed in testmode.'",
    ],
    [
      'a path for a URL',
      withFlow({ refresh_url: '/reauth' }),
      "'use_case: refresh_url must be a valid URL and start with https:// or, during testing, http://. " +
        "localhost is only allowed in testmode.'",
    ],
  ];

  for (const [name, sent, problems] of cases) {
    it(`are refused in Stripe's words: ${name}`, async () => {
      assert.equal(await message({ body: sent }), `Some fields in the request were invalid: ${problems}`);
    });
  }

  it('are refused for configurations under 2026-09-30.endive', async () => {
    assert.match(
      await message({ headers: { 'stripe-version': '2026-09-30.endive' } }),
      /'use_case\.account_onboarding\.configurations: Unknown field\.'/,
    );
  });

  it('are refused for collection_options under 2025-06-30.preview', async () => {
    const headers = { 'stripe-version': '2025-06-30.preview' };
    assert.match(await message({ headers, body: withFlow({ collection_options: {} }) }), /collection_options: Unknown/);
  });

  it('are refused by name when they are called like members of every object', async () => {
    const text = JSON.stringify(body).replace('{', '{"__proto__":{"account":"acct_1"},"constructor":1,');
    const said = await message({ text });
    assert.match(said, /'__proto__: Unknown field\.', 'constructor: Unknown field\.'/);
    assert.equal('account' in {}, false);
  });

  it('are quoted short and without secrets', async () => {
    const said = await message({
      body: withFlow({ configurations: ['x'.repeat(5000), 'sk_live_verysecret'], [`y${'y'.repeat(5000)}`]: 1 }),
    });
    assert.ok(said.length < 600, said);
    assert.doesNotMatch(said, /verysecret/);
  });

  it('are not all listed when there are thousands', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`u${index}`, 1]));
    const said = await message({ body: { ...body, ...unknown } });
    assert.match(said, /'u99: Unknown field\.', and 4900 more$/);
  });

  it('may be nested deeper than any stack', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = `{"account":${deep},"use_case":{"type":${deep},"account_onboarding":{"configurations":[${deep}],"refresh_url":1}}}`;
    assert.match(await message({ text }), /'account: Invalid value/);
  });
});

describe('URLs', () => {
  const statusOf = async (url: string, key: string) => {
    const headers = { authorization: `Bearer ${key}` };
    const [asReturn, asRefresh] = [
      await ask({ headers, body: withFlow({ return_url: url }) }),
      await ask({ headers, body: withFlow({ refresh_url: url }) }),
    ];
    assert.equal(asReturn.status, asRefresh.status);
    return asReturn.status;
  };

  for (const url of [
    'http://example.com/return',
    'HTTP://example.com',
    'http://localhost:3000/return',
    'https://localhost/return',
    'https://LOCALHOST',
    'https://app.localhost/',
    'https://127.0.0.1:8443/',
    'https://[::1]/',
  ]) {
    it(`such as ${url} are for test keys only`, async () => {
      assert.deepEqual([await statusOf(url, 'sk_test_1'), await statusOf(url, 'sk_live_1')], [200, 400]);
    });
  }

  for (const url of [
    'https://example.com/return?a=http://localhost#c',
    'https://localhost.example.com/',
    'https://example.com:8443/%C3%A9',
    'https://notlocalhost/',
    'https://127.0.0.1.example.com/',
  ]) {
    it(`such as ${url} are for every key`, async () => {
      assert.deepEqual([await statusOf(url, 'sk_test_1'), await statusOf(url, 'sk_live_1')], [200, 200]);
    });
  }

  for (const url of ['app://return', 'javascript:alert(1)', 'https://', 'https://exa mple.com', '', 'example.com']) {
    it(`such as ${JSON.stringify(url)} are for no key`, async () => {
      assert.deepEqual([await statusOf(url, 'sk_test_1'), await statusOf(url, 'sk_live_1')], [400, 400]);
    });
  }

  it('are both named when both are wrong', async () => {
    const said = await message({
      headers: { authorization: 'Bearer sk_live_1' },
      body: withFlow({ return_url: 'http://localhost', refresh_url: 'app://x' }),
    });
    assert.match(said, /'use_case: refresh_url must .*'use_case: return_url must /);
  });
});

describe('accounts', () => {
  for (const id of ['acct_2', 'ACCT_1', '', 'cus_1', 'acct-1', '__proto__']) {
    it(`are not found when none is called ${JSON.stringify(id)}`, async () => {
      const { status, value } = await ask({ body: { ...body, account: id } });
      assert.deepEqual([status, value.error.code], [404, 'not_found']);
    });
  }

  const applied = ['merchant', 'recipient'];
  for (const asked of [['merchant'], ['recipient'], ['customer'], ['merchant', 'recipient', 'customer']]) {
    it(`with ${applied.join(' and ')} refuse ${asked.join(', ')} and say what they have`, async () => {
      const provider = provide({ accounts: [{ id: 'acct_1', configurations: applied }] });
      const { status, value } = await ask({ body: withFlow({ configurations: asked }) }, provider);
      assert.equal(status, 400);
      assert.equal(value.error.code, 'configs_must_match_to_use_account_links');
      assert.equal(
        value.error.message,
        'The configurations in the request must match the applied configurations on the account in order to use v2/core/account_links.',
      );
      assert.deepEqual(value.error.applied_configurations, applied);
      assert.equal(typeof value.error.user_message, 'string');
    });
  }

  for (const asked of [applied, applied.toReversed()]) {
    it(`with ${applied.join(' and ')} accept ${asked.join(', ')}`, async () => {
      const provider = provide({ accounts: [{ id: 'acct_1', configurations: applied }] });
      assert.equal((await ask({ body: withFlow({ configurations: asked }) }, provider)).status, 200);
    });
  }

  it('are never mismatched under 2026-09-30.endive', async () => {
    const provider = provide({ accounts: [{ id: 'acct_1', configurations: ['storer'] }] });
    const { configurations: _, ...rest } = flow;
    const sent = { account: 'acct_1', use_case: { type: 'account_onboarding', account_onboarding: rest } };
    const { status } = await ask({ headers: { 'stripe-version': '2026-09-30.endive' }, body: sent }, provider);
    assert.equal(status, 200);
  });
});

describe('the order of the checks', () => {
  it('is that of refusalOf, from the outside in', async () => {
    const provider = provide({ accounts: [] });
    provider.setUpState({ state: 'Accounts v2 is not enabled for the platform', params: {} });
    provider.setUpState({ state: 'the account is rate limited', params: { account: 'acct_1' } });
    const wrong = {
      headers: { authorization: undefined, 'stripe-version': undefined, 'content-type': undefined },
      text: ' '.repeat(1024 * 1024 + 1),
    };
    const codes: string[] = [];
    const note = async (sent: Sent) => codes.push((await ask(sent, provider)).value.error.code);

    await note(wrong);
    await note({ ...wrong, headers: { ...wrong.headers, authorization: 'Bearer sk_test_1' } });
    await note({ text: wrong.text, headers: { 'content-type': undefined } });
    await note({ text: wrong.text });
    await note({ text: '{' });
    const wrongFields = { body: { account: 'acct_1' } };
    await note(wrongFields);
    provider.tearDownState({ state: 'Accounts v2 is not enabled for the platform', params: {} });
    await note(wrongFields);
    provider.tearDownState({ state: 'the account is rate limited', params: { account: 'acct_1' } });
    await note(wrongFields);
    await note({});
    provider.setUpState({ state: 'an account exists', params: { account: 'acct_1', configurations: ['merchant'] } });
    await note({});

    assert.deepEqual(codes, [
      'unauthorized',
      'stripe_version_invalid',
      'unsupported_media_type',
      'request_too_large',
      'invalid_json',
      'accounts_v2_access_blocked',
      'account_rate_limit_exceeded',
      'invalid_fields',
      'not_found',
      'configs_must_match_to_use_account_links',
    ]);
  });
});

describe('other requests', () => {
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    it(`are refused with 405 for ${method} on the endpoint`, async () => {
      const { status, headers, value } = await ask({ method });
      assert.deepEqual([status, value.error.code], [405, 'method_not_allowed']);
      assert.equal(headers.get('allow'), 'POST');
    });
  }

  for (const path of ['/', '/v1/account_links', '/v2/core/account_linksx', '/v2/core/account_links/x']) {
    it(`are refused with 404 for ${path}, and not with not_found`, async () => {
      const { status, value } = await ask({ path });
      assert.deepEqual([status, value.error.code], [404, 'unrecognized_request_url']);
    });
  }

  for (const path of ['/v2/core/account_links/?x=1', '/v2/core/account%5Flinks', '/v2/core/account_links#x']) {
    it(`are served as the endpoint for ${path}`, async () => {
      assert.equal((await ask({ path })).status, 200);
    });
  }
});

describe('createProvider', () => {
  it('loads the contracts itself when it is given none', async () => {
    const { status } = await ask({}, createProvider({ accounts: [account] }));
    assert.equal(status, 200);
  });

  it('has no account when it is given none', async () => {
    assert.equal((await ask({}, createProvider())).status, 404);
  });

  it('rejects for a bug instead of hiding it', async () => {
    const broken = provide({
      createToken: () => {
        throw new Error('no token left');
      },
    });
    await assert.rejects(broken.handle(request()), /no token left/);
  });
});
