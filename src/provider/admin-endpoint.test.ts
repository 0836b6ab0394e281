import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProvider } from './handler.ts';
import type { Provider } from './provider.ts';
import { ask, linkRequest } from './provider-fixture.ts';

const provide = () => createProvider({ accounts: [{ id: 'acct_1', configurations: ['recipient'] }] });

function order(
  provider: Provider,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ask(
    provider,
    new Request(`http://127.0.0.1:4242/_admin${path}`, {
      method,
      headers,
      ...(text === undefined ? {} : { body: text }),
    }),
  );
}

describe('/_admin', () => {
  it('says what it is and what it can do, each of which it can', async () => {
    const provider = provide();
    const { status, value } = await order(provider, 'GET', '');
    assert.deepEqual([status, value.provider, value.scope], [200, 'account-links-contract', '']);
    for (const control of value.controls) {
      const [methods = '', path = ''] = control.split(' ');
      for (const method of methods.split('|')) {
        const answer = await order(
          provider,
          method,
          path.slice('/_admin'.length).replace('{id}', 'acct_9'),
          method === 'GET' || method === 'DELETE' ? undefined : {},
        );
        assert.ok(answer.status === 200 || answer.status === 400, `${method} ${path} ${answer.status}`);
      }
    }
  });

  it('makes, shows and removes accounts, whatever they are called', async () => {
    const provider = provide();
    const put = await order(provider, 'PUT', '/accounts/acct_%2F2', { configurations: ['merchant'] });
    assert.deepEqual(put.value, { id: 'acct_/2', configurations: ['merchant'] });
    assert.deepEqual((await order(provider, 'GET', '/accounts')).value.accounts, [
      { id: 'acct_1', configurations: ['recipient'] },
      { id: 'acct_/2', configurations: ['merchant'] },
    ]);
    assert.deepEqual((await order(provider, 'DELETE', '/accounts/acct_1')).value, { removed: true });
    assert.deepEqual((await order(provider, 'DELETE', '/accounts/acct_1')).value, { removed: false });
    assert.equal((await ask(provider, linkRequest())).status, 404);
  });

  it('sets the clock forward, still and back', async () => {
    const provider = provide();
    const at = '2026-01-31T12:00:00.000Z';
    assert.deepEqual((await order(provider, 'PUT', '/clock', { at, frozen: true })).value, { now: at });
    assert.deepEqual((await order(provider, 'PUT', '/clock', { advance: 301 })).value, {
      now: '2026-01-31T12:05:01.000Z',
    });
    assert.equal((await ask(provider, linkRequest())).value.created, '2026-01-31T12:05:01.000Z');
    const { now } = (await order(provider, 'DELETE', '/clock')).value;
    assert.ok(Math.abs(Date.parse(now) - Date.now()) < 5000);
  });

  it('keeps received requests without their secrets', async () => {
    const provider = provide();
    const { value: link } = await ask(provider, linkRequest({ headers: { authorization: 'Bearer sk_test_51Secret' } }));
    await ask(provider, new Request('http://127.0.0.1/v1/account_links', { method: 'POST' }));
    const { value } = await order(provider, 'GET', '/requests');
    assert.equal(value.requests.length, 2);
    const [first, second] = value.requests;
    assert.equal(JSON.parse(first.request.body.text).account, 'acct_1');
    assert.equal(first.response.status, 200);
    assert.equal(second.request.url, 'http://127.0.0.1/v1/account_links');
    assert.doesNotMatch(JSON.stringify(value), /51Secret/);
    assert.ok(!JSON.stringify(value).includes(link.url));
    assert.deepEqual((await order(provider, 'DELETE', '/requests')).value, { requests: [] });
  });

  it('shows links without their addresses, and revokes those of an account', async () => {
    const provider = provide();
    const { value: link } = await ask(provider, linkRequest());
    await order(provider, 'PUT', '/accounts/acct_2', { configurations: ['recipient'] });
    await ask(provider, linkRequest({ account: 'acct_2' }));
    assert.deepEqual((await order(provider, 'DELETE', '/links?account=acct_1')).value, { revoked: 1 });
    const { value } = await order(provider, 'GET', '/links');
    assert.deepEqual(
      value.links.map(({ account, state }: { account: string; state: string }) => [account, state]),
      [
        ['acct_1', 'revoked'],
        ['acct_2', 'new'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(value), /setup/);
    const visit = await provider.handle(new Request(link.url));
    assert.deepEqual([visit.status, visit.headers.get('location')], [302, 'https://example.com/reauth']);
  });

  it('takes provider states as the Pact verifier sends them', async () => {
    const provider = provide();
    const state = { state: 'no account exists', params: { account: 'acct_1' } };
    assert.equal((await order(provider, 'POST', '/states', state)).status, 200);
    assert.equal((await ask(provider, linkRequest())).status, 404);
  });

  it('tells which provider states are in force', async () => {
    const provider = provide();
    const states = [
      { state: 'an account exists', params: { account: 'acct_2', configurations: ['customer'] } },
      { state: 'no account exists', params: { account: 'acct_1' } },
      { state: 'the account is rate limited', params: { account: 'acct_2' } },
      { state: 'Accounts v2 is not enabled for the platform', params: {} },
    ];
    for (const state of states) await order(provider, 'POST', '/states', { ...state, action: 'setup' });
    assert.deepEqual((await order(provider, 'GET', '/states')).value.inForce, states);
    for (const state of states) provider.tearDownState(state);
    assert.deepEqual(provider.control.states(), []);
  });

  it('takes everything back', async () => {
    const provider = provide();
    await order(provider, 'PUT', '/accounts/acct_2', { configurations: [] });
    await order(provider, 'PUT', '/clock', { advance: 86_400 });
    await order(provider, 'POST', '/faults', { kind: 'reset' });
    provider.setUpState({ state: 'no account exists', params: { account: 'acct_1' } });
    assert.equal((await order(provider, 'POST', '/reset')).status, 200);
    assert.equal((await ask(provider, linkRequest())).status, 200);
    assert.equal(provider.control.accounts().length, 1);
    assert.equal(provider.control.links().length, 1);
  });

  for (const [name, method, path, body] of [
    ['an account without configurations', 'PUT', '/accounts/acct_2', {}],
    ['an account whose configurations are no names', 'PUT', '/accounts/acct_2', { configurations: [1] }],
    ['an order that is no JSON', 'PUT', '/accounts/acct_2', '{"configurations":'],
    ['an empty order', 'POST', '/faults', undefined],
    ['an unknown fault', 'POST', '/faults', { kind: 'fire' }],
    ['a fault named like a member of every object', 'POST', '/faults', { kind: 'constructor' }],
    ['a fault with a member too many', 'POST', '/faults', { kind: 'reset', ms: 5 }],
    ['a fault for no request', 'POST', '/faults', { kind: 'reset', times: 0 }],
    ['a delay beyond all patience', 'POST', '/faults', { kind: 'latency', ms: 1e9 }],
    ['a forced success', 'POST', '/faults', { kind: 'outcome', status: 200, code: 'x' }],
    ['a fault that is a function', 'POST', '/faults', { kind: 'custom' }],
    ['an edit that is none', 'POST', '/faults', { kind: 'answer', edits: [{ op: 'remove', path: 'livemode' }] }],
    ['an edit without a value', 'POST', '/faults', { kind: 'answer', edits: [{ op: 'add', path: '/livemode' }] }],
    ['a copy into itself', 'POST', '/faults', { kind: 'answer', edits: [{ op: 'copy', from: '/a', path: '/a/b' }] }],
    ['a header that is two', 'POST', '/faults', { kind: 'answer', headers: { a: 'b\r\nc: d' } }],
    ['a condition that is none', 'POST', '/faults', { kind: 'hang', when: { state: 200 } }],
    ['a place that is none', 'POST', '/faults', { kind: 'hang', where: { account: 'acct_1' } }],
    ['a time that is none', 'PUT', '/clock', { at: 'tomorrow' }],
    ['a date that is none', 'PUT', '/clock', { at: '2026-13-31T12:00:00Z' }],
    ['a time beyond all dates', 'PUT', '/clock', { advance: 1e300 }],
    ['a clock with an unknown member', 'PUT', '/clock', { forward: 1 }],
  ] as const) {
    it(`refuses ${name} with 400 and changes nothing`, async () => {
      const provider = provide();
      const { status, value } = await order(provider, method, path, body);
      assert.deepEqual([status, value.error.code], [400, 'control_failed']);
      assert.equal((await ask(provider, linkRequest())).status, 200);
      assert.equal(provider.control.accounts().length, 1);
      assert.deepEqual(provider.control.faults(), []);
    });
  }

  it('answers 404 for what it cannot do and 405 for another method', async () => {
    const provider = provide();
    assert.equal((await order(provider, 'GET', '/everything')).status, 404);
    assert.equal((await order(provider, 'GET', '/constructor')).status, 404);
    const { status, headers } = await order(provider, 'PATCH', '/clock', {});
    assert.deepEqual([status, headers.get('allow')], [405, 'GET, PUT, DELETE']);
  });

  it('does not obey pages of other sites', async () => {
    const provider = provide();
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const { status } = await order(provider, 'DELETE', '/accounts/acct_1', undefined, headers);
      assert.equal(status, 403);
    }
    const own = { origin: 'http://127.0.0.1:4242' };
    assert.equal((await order(provider, 'DELETE', '/accounts/acct_1', undefined, own)).status, 200);
  });
});

describe('a scope', () => {
  const scoped = (name: string) => ({ 'account-links-scope': name });

  it('has states, faults, clock and journal of its own', async () => {
    const provider = provide();
    await order(provider, 'DELETE', '/accounts/acct_1', undefined, scoped('a'));
    await order(provider, 'PUT', '/clock', { at: '2030-01-01T00:00:00Z' }, scoped('b'));
    await order(provider, 'POST', '/faults', { kind: 'outcome', status: 403, code: 'forbidden' }, scoped('c'));
    assert.equal((await ask(provider, linkRequest({ headers: scoped('a') }))).status, 404);
    assert.match((await ask(provider, linkRequest({ headers: scoped('b') }))).value.created, /^2030-01-01T00:00:0/);
    assert.equal((await ask(provider, linkRequest({ headers: scoped('c') }))).status, 403);
    assert.equal((await ask(provider, linkRequest())).status, 200);
    assert.equal(provider.control.requests().length, 1);
    assert.equal(provider.scope('a').control.requests().length, 1);
  });

  it('can be the API key, which every SDK can set', async () => {
    const provider = createProvider({ accounts: [], scopeBy: 'key' });
    const mine = { authorization: 'Bearer sk_test_mine' };
    await order(provider, 'PUT', '/accounts/acct_1', { configurations: ['recipient'] }, mine);
    assert.equal((await ask(provider, linkRequest({ headers: mine }))).status, 200);
    assert.equal((await ask(provider, linkRequest())).status, 404);
    assert.doesNotMatch(JSON.stringify(provider.snapshot()), /sk_test/);
  });

  it('is a provider of its own when embedded, whose links open by its own clock', async () => {
    const provider = provide();
    const one = provider.scope('one');
    const { value } = await ask(one, linkRequest());
    one.control.setClock({ advance: 301 });
    assert.equal((await provider.handle(new Request(value.url))).status, 302);
    assert.deepEqual(provider.control.links(), []);
    assert.deepEqual(
      one.control.links().map(({ state }) => state),
      ['expired'],
    );
    one.control.reset();
    assert.equal((await provider.handle(new Request(value.url))).status, 404);
  });

  it('has a name that is one, and there are not endlessly many', async () => {
    const provider = provide();
    for (const name of ['', 'a b', 'x'.repeat(65), '../x']) {
      const { status, value } = await ask(provider, linkRequest({ headers: scoped(name) }));
      assert.deepEqual([status, value.error.code], [400, 'scope_malformed']);
    }
    for (let index = 0; index < 500; index++)
      provider.scope(`s${index}`).setUpState({ state: 'no account exists', params: { account: 'acct_1' } });
    const beyond = await ask(provider, linkRequest({ headers: scoped('beyond') }));
    assert.deepEqual([beyond.status, beyond.value.error.code], [400, 'too_many_scopes']);
    provider.scope('s0').control.reset();
    assert.equal((await ask(provider, linkRequest({ headers: scoped('beyond') }))).status, 200);
  });
});
