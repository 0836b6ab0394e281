import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConnectionFault } from './connection-fault.ts';
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

  it('changes answers, of some kind, for some bodies, each so many times', async () => {
    const { control, ...provider } = provide();
    control.addFault({
      kind: 'answer',
      when: { success: true },
      where: { '/account': 'acct_2' },
      every: 2,
      after: 1,
      times: 1,
      ...{ status: 201, headers: { 'x-odd': 'yes', 'request-id': null } },
      edits: [{ op: 'remove', path: '/livemode' }],
    });
    const seen: string[] = [];
    for (const account of ['acct_1', 'acct_2', 'acct_2', 'acct_none', 'acct_1', 'acct_2', 'acct_2', 'acct_2']) {
      const { status, headers, value } = await ask(provider, linkRequest({ account }));
      seen.push(`${status} ${headers.get('x-odd')} ${headers.has('request-id')} ${'livemode' in value}`);
    }
    const plain = '200 null true true';
    assert.deepEqual(seen, [plain, plain, plain, '404 null true false', plain, '201 yes false false', plain, plain]);
    assert.deepEqual(control.faults(), []);
  });

  it('changes what the provider sees of a request, and not what is kept of it', async () => {
    const { control, ...provider } = provide();
    control.addFault({ kind: 'request', edits: [{ op: 'replace', path: '/account', value: 'acct_2' }] });
    control.addFault({ kind: 'request', headers: { 'stripe-version': '2026-03-25.dahlia' } });
    const { headers, value } = await ask(provider, linkRequest());
    assert.deepEqual([value.account, headers.get('stripe-version')], ['acct_2', '2026-03-25.dahlia']);
    assert.match(control.requests()[0]?.request.body?.text ?? '', /"acct_1"/);
  });

  it('is a function in process, which sees request and answer', async () => {
    const { control, ...provider } = provide();
    control.addFault({
      kind: 'custom',
      name: 'teapot',
      times: 2,
      answer: async (request, next) => {
        const response = await next(request);
        return new Response(await response.text(), {
          status: 418,
          headers: { 'x-version': request.headers.get('stripe-version') ?? '' },
        });
      },
    });
    const { status, headers, value } = await ask(provider, linkRequest());
    assert.deepEqual([status, headers.get('x-version'), value.account], [418, '2026-02-25.clover', 'acct_1']);
    assert.equal(control.requests()[0]?.response.status, 418, 'what went out is what is kept');
    control.addFault({
      kind: 'custom',
      answer: () => {
        throw new ConnectionFault();
      },
    });
    await assert.rejects(ask(provider, linkRequest()), { name: 'ConnectionFault' });
  });

  it('that is a function does not outlive the process', () => {
    const provider = provide();
    provider.control.addFault({ kind: 'custom', answer: (request, next) => next(request) });
    provider.control.addFault({ kind: 'hang' });
    const later = createProvider({ snapshot: JSON.parse(JSON.stringify(provider.snapshot())) });
    assert.deepEqual(later.control.faults(), [{ kind: 'hang', times: 1 }]);
  });

  it('never answers, or stops in the middle', async () => {
    const { control, ...provider } = provide();
    control.addFault({ kind: 'hang' });
    control.addFault({ kind: 'stall' });
    const nothing = new Promise(resolve => setImmediate(() => setImmediate(() => resolve('nothing'))));
    assert.equal(await Promise.race([provider.handle(linkRequest()), nothing]), 'nothing');
    const response = await provider.handle(linkRequest());
    const reader = response.body?.getReader();
    assert.equal((await reader?.read())?.value?.length, Number(response.headers.get('content-length')) >> 1);
    const more = new Promise(resolve => setImmediate(() => resolve('nothing')));
    assert.equal(await Promise.race([reader?.read(), more]), 'nothing');
  });

  it('does not pile up endlessly', () => {
    const { control } = provide();
    for (let times = 0; times < 1000; times++) control.addFault({ kind: 'reset' });
    assert.throws(() => control.addFault({ kind: 'reset' }), /1000 faults already/);
  });
});
