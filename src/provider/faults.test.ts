import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProvider } from './handler.ts';
import { ask, linkRequest } from './provider-fixture.ts';

const provide = () =>
  createProvider({
    accounts: [
      { id: 'acct_1', configurations: ['recipient'] },
      { id: 'acct_2', configurations: ['recipient'] },
    ],
  });

describe('a fault on order', () => {
  it('answers the next requests with an outcome, and then no more', async () => {
    const provider = provide();
    provider.control.addFault({ kind: 'outcome', status: 503, code: 'api_error', times: 2 });
    const statuses = [];
    for (let times = 0; times < 3; times++) statuses.push((await ask(provider, linkRequest())).status);
    assert.deepEqual(statuses, [503, 503, 200]);
    assert.equal(provider.control.links().length, 1, 'what was refused was not executed');
  });

  it('answers one outcome after the other', async () => {
    const { control, ...provider } = provide();
    control.addFault({ kind: 'outcome', status: 403, code: 'forbidden' });
    control.addFault({ kind: 'outcome', status: 429, code: 'account_rate_limit_exceeded', message: 'Slow down.' });
    assert.equal((await ask(provider, linkRequest())).value.error.code, 'forbidden');
    assert.deepEqual((await ask(provider, linkRequest())).value.error, {
      code: 'account_rate_limit_exceeded',
      message: 'Slow down.',
    });
  });

  it('happens to one account alone', async () => {
    const provider = provide();
    provider.control.addFault({ kind: 'outcome', status: 403, code: 'forbidden', account: 'acct_2' });
    assert.equal((await ask(provider, linkRequest())).status, 200);
    assert.equal((await ask(provider, linkRequest({ account: 'acct_2' }))).status, 403);
  });

  it('says how often it is still to happen, and can be taken back', async () => {
    const { control, ...provider } = provide();
    control.addFault({ kind: 'reset', times: 3 });
    control.addFault({ kind: 'latency', ms: 0 });
    await assert.rejects(ask(provider, linkRequest()), { name: 'ConnectionFault' });
    assert.deepEqual(control.faults(), [
      { kind: 'reset', times: 2 },
      { kind: 'latency', ms: 0 },
    ]);
    control.clearFaults();
    assert.equal((await ask(provider, linkRequest())).status, 200);
  });

  it('breaks the connection in the middle of a body', async () => {
    const provider = provide();
    provider.control.addFault({ kind: 'truncate' });
    const response = await provider.handle(linkRequest());
    const length = Number(response.headers.get('content-length'));
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    assert.equal(value?.length, length >> 1);
    await assert.rejects(async () => reader?.read(), { code: 'ECONNRESET' });
  });

  it('limits the rate of each account by the clock of the provider', async () => {
    const provider = provide();
    provider.control.setClock({ frozen: true });
    provider.control.addFault({ kind: 'rate-limit', limit: 2, seconds: 60 });
    const asked = async (account: string) => (await ask(provider, linkRequest({ account }))).status;
    assert.deepEqual([await asked('acct_1'), await asked('acct_1'), await asked('acct_1')], [200, 200, 429]);
    assert.equal(await asked('acct_2'), 200);
    provider.control.setClock({ advance: 60 });
    assert.equal(await asked('acct_1'), 200);
  });

  it('does not pile up endlessly', () => {
    const { control } = provide();
    for (let times = 0; times < 1000; times++) control.addFault({ kind: 'reset' });
    assert.throws(() => control.addFault({ kind: 'reset' }), /1000 faults already/);
  });
});
