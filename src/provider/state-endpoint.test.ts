import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalogue } from '../contract/contract.ts';
import { createProvider } from './handler.ts';

const catalogue = loadCatalogue();
const url = 'http://localhost/_pact/provider-states';

async function post(body: unknown, provider = createProvider({ catalogue })) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await provider.handle(new Request(url, { method: 'POST', body: text }));
  return { status: response.status, text: await response.text() };
}

const exists = { state: 'an account exists', params: { account: 'acct_1', configurations: ['recipient'] } };

async function createLink(provider: ReturnType<typeof createProvider>): Promise<number> {
  const flow = { configurations: ['recipient'], refresh_url: 'https://example.com' };
  const response = await provider.handle(
    new Request('http://localhost/v2/core/account_links', {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk_test_1',
        'stripe-version': '2026-02-25.clover',
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        account: 'acct_1',
        use_case: { type: 'account_onboarding', account_onboarding: flow },
      }),
    }),
  );
  return response.status;
}

describe('/_pact/provider-states', () => {
  it('sets a state up and tears it down', async () => {
    const provider = createProvider({ catalogue });
    assert.equal(await createLink(provider), 404);
    assert.equal((await post({ ...exists, action: 'setup' }, provider)).status, 200);
    assert.equal(await createLink(provider), 200);
    assert.equal((await post({ ...exists, action: 'teardown' }, provider)).status, 200);
    assert.equal(await createLink(provider), 404);
  });

  it('takes an order without an action for a setup', async () => {
    const provider = createProvider({ catalogue });
    await post(exists, provider);
    assert.equal(await createLink(provider), 200);
  });

  it('shares its states with the functions of the provider', async () => {
    const provider = createProvider({ catalogue });
    await post(exists, provider);
    provider.tearDownState(exists);
    assert.equal(await createLink(provider), 404);
  });

  it('answers a setup with its params, which a pact can inject', async () => {
    assert.deepEqual(JSON.parse((await post({ ...exists, action: 'setup' })).text), exists.params);
  });

  it('answers a setup without the params that are nested, however deep', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const { status, text } = await post(
      `{"state":"no account exists","params":{"account":"acct_1","deep":${deep},"nested":{}}}`,
    );
    assert.deepEqual([status, JSON.parse(text)], [200, { account: 'acct_1' }]);
  });

  it('accepts the state without a name that Pact asks for when an interaction has none', async () => {
    assert.deepEqual(await post({ state: '', params: {}, action: 'setup' }), { status: 200, text: '{}' });
  });

  it('refuses an unknown state and names the known ones', async () => {
    const { status, text } = await post({ state: 'an acount exists', params: {}, action: 'setup' });
    assert.equal(status, 400);
    assert.match(text, /`an acount exists` is not known.*`an account exists`/);
  });

  it('refuses a state without its account', async () => {
    const { status, text } = await post({ state: 'no account exists', params: {}, action: 'setup' });
    assert.equal(status, 400);
    assert.match(text, /params\.account/);
  });

  for (const body of [
    '',
    '{',
    '[]',
    'null',
    {},
    { state: 1 },
    { state: 'an account exists', params: [] },
    { state: 'an account exists', params: 'acct_1' },
    { ...exists, action: 'destroy' },
    'x'.repeat(1024 * 1024 + 1),
  ]) {
    it(`refuses the malformed order ${JSON.stringify(body).slice(0, 60)}`, async () => {
      const { status, text } = await post(body);
      assert.deepEqual([status, JSON.parse(text).error.code], [400, 'provider_state_malformed']);
    });
  }

  it('says which provider it is and which states it knows', async () => {
    const response = await createProvider({ catalogue }).handle(new Request(url));
    assert.deepEqual(await response.json(), {
      provider: 'account-links-contract',
      states: [
        'an account exists',
        'no account exists',
        'Accounts v2 is not enabled for the platform',
        'the account is rate limited',
      ],
      inForce: [],
    });
  });

  it('refuses other methods', async () => {
    const response = await createProvider({ catalogue }).handle(new Request(url, { method: 'DELETE' }));
    assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET, POST']);
  });
});
