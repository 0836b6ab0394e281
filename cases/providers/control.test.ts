// What of the catalogue is data, and a fault set over HTTP does what the same fault does when it is set in process.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProvider, type DataFault, type Provider } from '../../src/provider/index.ts';
import { conformingProviders } from './conforming.ts';
import { faultyProviders } from './faulty.ts';
import { catalogue } from './try-variant.ts';
import { dataOf } from './variant.ts';

const said = [...faultyProviders, ...conformingProviders].flatMap(variant => {
  const data = dataOf(variant);
  return data === undefined ? [] : [{ ...variant, data }];
});

const origin = 'https://provider.example';
const endpoint = `${origin}/v2/core/account_links`;

/** With the same time and tokens each time. */
function provide(): Provider {
  let token = 0;
  return createProvider({
    catalogue,
    accounts: [{ id: 'acct_1', configurations: ['recipient'] }],
    now: () => new Date(Date.UTC(2026, 0, 1)),
    createToken: () => String(++token).padStart(8, '0'),
  });
}

async function setOverHttp(provider: Provider, fault: DataFault): Promise<void> {
  const response = await provider.handle(
    new Request(`${origin}/_admin/faults`, { method: 'POST', body: JSON.stringify(fault) }),
  );
  assert.equal(response.status, 200, await response.text());
}

/** What becomes of requests of all outcomes: answers, and connections that break or from which nothing comes. */
async function behaviour(provider: Provider, version: string, data: readonly DataFault[]): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  const isNowAndThen = data.some(({ every, after }) => every !== undefined || after !== undefined);
  for (const [state, body] of requestsOf(version, isNowAndThen ? 120 : 0)) {
    if (state !== undefined) provider.setUpState(state);
    const headers = {
      authorization: 'Bearer sk_test_1',
      'stripe-version': version,
      'content-type': 'application/json',
    };
    const asked = provider.handle(
      new Request(endpoint, { method: 'POST', headers, body: body === '' ? null : JSON.stringify(body) }),
    );
    seen.push(await Promise.race([asked.then(received, thrown => String(thrown)), quiet()]));
    if (state !== undefined) provider.tearDownState(state);
  }
  return seen;
}

async function received(response: Response): Promise<unknown> {
  const reader = response.body?.getReader();
  let text = '';
  const decoder = new TextDecoder();
  for (;;) {
    const next = await Promise.race([reader?.read().catch(String), quiet()]);
    if (typeof next !== 'object' || next.value === undefined) {
      return { status: response.status, headers: [...response.headers], text, end: typeof next };
    }
    text += decoder.decode(next.value);
  }
}

/** Nothing in process takes longer than a few turns of the event loop. */
async function quiet(): Promise<string> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  return 'nothing comes';
}

function requestsOf(version: string, more: number) {
  const recipient = { configurations: ['recipient'] };
  const named = version.endsWith('.endive') ? {} : recipient;
  const flow = { ...named, refresh_url: 'https://example.com/reauth', return_url: 'https://example.com/return' };
  const onboarding = { type: 'account_onboarding', account_onboarding: flow };
  const collection_options = { fields: 'eventually_due', future_requirements: 'include' };
  const update = { type: 'account_update', account_update: { ...flow, collection_options } };
  const limited = { state: 'the account is rate limited', params: { account: 'acct_1' } };
  const other = { state: 'an account exists', params: { account: 'acct_2', configurations: ['customer'] } };
  const good = { account: 'acct_1', use_case: onboarding };
  return [
    [undefined, good],
    [undefined, { account: 'acct_1', use_case: update }],
    [undefined, { account: 'acct_none', use_case: onboarding }],
    [other, { account: 'acct_2', use_case: onboarding }],
    [{ state: 'Accounts v2 is not enabled for the platform', params: {} }, good],
    [limited, good],
    [undefined, {}],
    [undefined, ''],
    [
      undefined,
      { account: 'acct_1', use_case: { ...onboarding, account_onboarding: { ...flow, collection_options } } },
    ],
    [undefined, { account: 'acct_1', use_case: { ...onboarding, account_onboarding: { ...flow, ...recipient } } }],
    ...Array.from({ length: more }, () => [undefined, good] as const),
  ] as const;
}

describe('The catalogue of providers', () => {
  it('is data in good part', () => {
    assert.ok(said.length > 130, `${said.length} are`);
  });

  for (const { id, title, data, version = catalogue.default.stripeVersion } of said) {
    it(`has ${id}, which does over HTTP what it does in process: ${title}`, async () => {
      const [inProcess, overHttp] = [provide(), provide()];
      for (const fault of data) {
        inProcess.control.addFault(fault);
        await setOverHttp(overHttp, fault);
      }
      assert.deepEqual(overHttp.control.faults(), inProcess.control.faults());
      const expected = await behaviour(inProcess, version, data);
      assert.deepEqual(await behaviour(overHttp, version, data), expected);
      const plain = await behaviour(provide(), version, data);
      if (data.length > 0) assert.notDeepEqual(expected, plain, 'it differs from the provider without a fault');
    });
  }
});
