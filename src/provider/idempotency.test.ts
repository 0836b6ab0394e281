import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProvider } from './handler.ts';
import { createIdempotency } from './idempotency.ts';
import type { ProviderOptions } from './provider.ts';
import { ask, linkRequest } from './provider-fixture.ts';

const provide = (options: ProviderOptions = {}) =>
  createProvider({ accounts: [{ id: 'acct_1', configurations: ['recipient'] }], ...options });
const keyed = (key: string, headers: Readonly<Record<string, string>> = {}) => ({ 'idempotency-key': key, ...headers });

describe('an idempotency key', () => {
  it('gets the same link again after a success, however the body is written', async () => {
    const provider = provide();
    const first = await ask(provider, linkRequest({ headers: keyed('k') }));
    const again = await ask(provider, linkRequest({ headers: keyed('k'), reversed: true }));
    assert.deepEqual(again.value, first.value);
    assert.equal(provider.control.links().length, 1);
    assert.notEqual(again.headers.get('request-id'), first.headers.get('request-id'));
  });

  it('gets a new link each time where the assumption says so', async () => {
    const provider = provide({ assumptions: { replay: 'new-link' } });
    const first = await ask(provider, linkRequest({ headers: keyed('k') }));
    const again = await ask(provider, linkRequest({ headers: keyed('k') }));
    assert.equal(again.status, 200);
    assert.notEqual(again.value.url, first.value.url);
  });

  it('is executed again after a failure, as v2 does and v1 does not', async () => {
    const provider = provide({ accounts: [] });
    assert.equal((await ask(provider, linkRequest({ headers: keyed('k') }))).status, 404);
    provider.control.setAccount({ id: 'acct_1', configurations: ['recipient'] });
    assert.equal((await ask(provider, linkRequest({ headers: keyed('k') }))).status, 200);
  });

  it('is refused with 409 for other parameters after a success, and not after a failure', async () => {
    const provider = provide();
    assert.equal((await ask(provider, linkRequest({ headers: keyed('k'), account: 'acct_none' }))).status, 404);
    assert.equal((await ask(provider, linkRequest({ headers: keyed('k') }))).status, 200);
    const other = linkRequest({ headers: keyed('k'), refreshUrl: 'https://example.com/other' });
    const { status, value, headers } = await ask(provider, other);
    assert.deepEqual([status, value.error.code], [409, 'idempotency_error']);
    assert.equal(headers.get('idempotency-key'), 'k');
  });

  it('is executed for other parameters where the assumption says so', async () => {
    const provider = provide({ assumptions: { otherParameters: 'execute' } });
    await ask(provider, linkRequest({ headers: keyed('k') }));
    const other = linkRequest({ headers: keyed('k'), refreshUrl: 'https://example.com/other' });
    assert.equal((await ask(provider, other)).status, 200);
  });

  it('is refused with 409 while it is in flight, and served afterwards', async () => {
    const provider = provide();
    provider.control.addFault({ kind: 'latency', ms: 20, times: 1 });
    const first = ask(provider, linkRequest({ headers: keyed('k') }));
    const second = await ask(provider, linkRequest({ headers: keyed('k') }));
    assert.deepEqual([second.status, second.value.error.code], [409, 'idempotency_error']);
    const third = await ask(provider, linkRequest({ headers: keyed('k') }));
    assert.equal(third.status, 409, 'the refused repetition does not let go of the key');
    const { status, value } = await first;
    assert.equal(status, 200);
    assert.equal((await ask(provider, linkRequest({ headers: keyed('k') }))).value.url, value.url);
  });

  it('is forgotten after thirty days', async () => {
    const provider = provide();
    const first = await ask(provider, linkRequest({ headers: keyed('k') }));
    provider.control.setClock({ advance: 30 * 86_400 - 60 });
    assert.equal((await ask(provider, linkRequest({ headers: keyed('k') }))).value.url, first.value.url);
    provider.control.setClock({ advance: 60 });
    assert.notEqual((await ask(provider, linkRequest({ headers: keyed('k') }))).value.url, first.value.url);
  });

  it('is of one API key and one contract alone', async () => {
    const provider = provide();
    const first = await ask(provider, linkRequest({ headers: keyed('k') }));
    for (const headers of [{ authorization: 'Bearer sk_test_other' }, { 'stripe-version': '2025-07-30.preview' }]) {
      const { status, value } = await ask(provider, linkRequest({ headers: keyed('k', headers) }));
      assert.equal(status, 200);
      assert.notEqual(value.url, first.value.url);
    }
  });

  it('does not hide that the account is gone or limited since', async () => {
    const provider = provide();
    await ask(provider, linkRequest({ headers: keyed('k') }));
    provider.control.removeAccount('acct_1');
    assert.equal((await ask(provider, linkRequest({ headers: keyed('k') }))).status, 404);
  });

  it('gets its link from a request whose answer was lost', async () => {
    const provider = provide();
    provider.control.addFault({ kind: 'reset' });
    await assert.rejects(ask(provider, linkRequest({ headers: keyed('k') })), { code: 'ECONNRESET' });
    assert.equal((await ask(provider, linkRequest({ headers: keyed('k') }))).status, 200);
    assert.equal(provider.control.links().length, 1);
  });
});

describe('createIdempotency', () => {
  it('remembers ten thousand keys', () => {
    const keys = createIdempotency();
    const time = new Date(0);
    for (let index = 0; index <= 10_000; index++) keys.settle({ id: `k${index}`, parameters: {} }, time, {});
    assert.equal(keys.look({ id: 'k0', parameters: {} }, time), 'new');
    assert.deepEqual(keys.look({ id: 'k1', parameters: {} }, time), { replay: {} });
    assert.equal(keys.snapshot().length, 10_000);
  });

  it('compares parameters deeper than any stack', () => {
    const keys = createIdempotency();
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    keys.settle({ id: 'k', parameters: {} }, new Date(0), {});
    assert.equal(keys.look({ id: 'k', parameters: deep }, new Date(0)), 'other-parameters');
  });
});
