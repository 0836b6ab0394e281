import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Assumptions, assumptionValues, checkNames, defaultAssumptions } from './assumptions.ts';
import { createProvider } from './handler.ts';
import { ask } from './provider-fixture.ts';

const flow = { configurations: ['recipient'], refresh_url: 'https://example.com/reauth' };

function provide(assumptions: Partial<Assumptions>) {
  return createProvider({ accounts: [{ id: 'acct_1', configurations: ['recipient'] }], assumptions });
}

function sent(useCase: object, headers: Readonly<Record<string, string | undefined>> = {}) {
  const all = {
    authorization: 'Bearer sk_test_1',
    'stripe-version': '2026-02-25.clover',
    'content-type': 'application/json',
    ...headers,
  };
  const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const body = JSON.stringify({ account: 'acct_1', use_case: { type: 'account_onboarding', ...useCase } });
  return new Request('http://x/v2/core/account_links', { method: 'POST', headers: given, body: Buffer.from(body) });
}

const plain = { account_onboarding: flow };

describe('an assumption', () => {
  for (const [name, change, request] of [
    [
      'null for an optional member',
      { doubtful: 'accept' },
      sent({ account_onboarding: { ...flow, return_url: null } }),
    ],
    ['both flows at once', { doubtful: 'accept' }, sent({ ...plain, account_update: flow })],
    ['a type whose flow is absent', { doubtful: 'accept' }, sent({})],
    ['a flow that is null', { doubtful: 'accept' }, sent({ account_onboarding: null })],
    [
      'a repeated configuration',
      { doubtful: 'accept' },
      sent({ account_onboarding: { ...flow, configurations: ['recipient', 'recipient'] } }),
    ],
    [
      'a URL with a space',
      { doubtful: 'accept' },
      sent({ account_onboarding: { ...flow, refresh_url: 'https://example.com/a b' } }),
    ],
    ['no Stripe-Version', { version: 'nearest' }, sent(plain, { 'stripe-version': undefined })],
    ['an unknown Stripe-Version', { version: 'nearest' }, sent(plain, { 'stripe-version': '2024-06-20' })],
    ['no content type', { contentType: 'accept' }, sent(plain, { 'content-type': undefined })],
    [
      'a loopback address with a live key',
      { loopback: 'accept' },
      sent(
        { account_onboarding: { ...flow, refresh_url: 'https://127.0.0.1/reauth' } },
        { authorization: 'Bearer sk_live_1' },
      ),
    ],
  ] as const) {
    it(`refuses ${name}, and serves it when made otherwise`, async () => {
      assert.ok((await ask(provide({}), request.clone())).status >= 400);
      const { status, value } = await ask(provide(change), request.clone());
      assert.equal(status, 200, JSON.stringify(value));
      const provider = provide(change);
      const { url } = (await ask(provider, request.clone())).value;
      assert.equal((await provider.handle(new Request(url))).status, 200);
      assert.ok([302, 410].includes((await provider.handle(new Request(url))).status));
    });
  }

  it('about doubtful requests does not let through what is documented or observed', async () => {
    const provider = provide({ doubtful: 'accept', contentType: 'accept', version: 'nearest', loopback: 'accept' });
    const local = { ...flow, refresh_url: 'https://localhost/x' };
    for (const request of [
      sent({ account_onboarding: { ...flow, unknown: 1 } }),
      sent({ account_onboarding: { ...flow, refresh_url: 'app://x' } }),
      sent({ account_onboarding: { refresh_url: 'https://example.com' } }),
      sent({ account_onboarding: local }, { authorization: 'Bearer sk_live_1' }),
    ]) {
      assert.equal((await ask(provider, request)).value.error?.code, 'invalid_fields');
    }
  });

  it('about the order of checks decides which of several faults is answered', async () => {
    const wrong = () => sent({ account_onboarding: {} }, { authorization: '', 'stripe-version': '1' });
    const first = async (order: Assumptions['order']) => (await ask(provide({ order }), wrong())).value.error.code;
    assert.equal(await first(checkNames), 'unauthorized');
    assert.equal(await first(['version', ...checkNames.filter(name => name !== 'version')]), 'stripe_version_invalid');
  });

  it('can be made in any order without a crash', async () => {
    const reversed = provide({ order: [...checkNames].reverse() });
    for (const body of ['', '{', '[]', 'null', '{"account":1}', '['.repeat(100_000)]) {
      const request = new Request('http://x/v2/core/account_links', {
        method: 'POST',
        headers: { 'idempotency-key': 'k' },
        body,
      });
      assert.ok((await ask(reversed, request)).status < 500);
    }
  });

  it('is refused when there is no such choice', () => {
    const wrong = (assumptions: object) => () => provide(assumptions as Partial<Assumptions>); // on purpose
    assert.throws(wrong({ retries: 'yes' }), /there is no choice `retries`\. There are: order, doubtful, /);
    assert.throws(wrong({ toString: 'yes' }), /there is no choice/);
    assert.throws(wrong({ replay: 'maybe' }), /`replay` takes one of these: same-link, new-link/);
    assert.throws(wrong({ order: ['key'] }), /`order` takes each of these once/);
  });

  it('names its default first', () => {
    for (const [name, value] of Object.entries(defaultAssumptions)) {
      if (name !== 'order') assert.equal(assumptionValues[name as keyof Assumptions][0], value); // a key of its own
    }
  });
});
