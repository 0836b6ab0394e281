// docs/provider.md says what the code does: the order of the checks, what is assumed, the control, the faults.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { assumptionValues, type CheckName, checkNames, defaultAssumptions } from './assumptions.ts';
import type { Fault } from './fault.ts';
import { createProvider } from './handler.ts';
import { ask } from './provider-fixture.ts';

const page = readFileSync(new URL('../../docs/provider.md', import.meta.url), 'utf8');

function chapter(title: string): string {
  const [, after = ''] = page.split(`\n## ${title}\n`);
  assert.notEqual(after, '', `there is a chapter "${title}"`);
  return after.split('\n## ')[0] ?? '';
}

const flow = { configurations: ['recipient'], refresh_url: 'https://example.com/reauth' };
const body = { account: 'acct_1', use_case: { type: 'account_onboarding', account_onboarding: flow } };
const headers = {
  ...{ authorization: 'Bearer sk_test_1', 'stripe-version': '2026-02-25.clover', 'content-type': 'application/json' },
  'idempotency-key': 'k',
};

/** A request that one check alone refuses. */
const wrong: { readonly [name in CheckName]: { headers?: object; body?: unknown; state?: string } } = {
  key: { headers: { authorization: '' } },
  version: { headers: { 'stripe-version': '2020-01-01' } },
  'content-type': { headers: { 'content-type': 'text/plain' } },
  size: { body: 'x'.repeat(1024 * 1024 + 1) },
  json: { body: '{' },
  platform: { state: 'Accounts v2 is not enabled for the platform' },
  'rate-limit': { state: 'the account is rate limited' },
  fields: { body: { ...body, more: 1 } },
  account: { body: { ...body, account: 'acct_none' } },
  configurations: { body: { ...body, account: 'acct_2' } },
  idempotency: {
    body: {
      ...body,
      use_case: { ...body.use_case, account_onboarding: { ...flow, return_url: 'https://example.com' } },
    },
  },
};

describe('docs/provider.md', () => {
  it('names the checks in their order, with the status and code of each', async () => {
    const said = [...chapter('What it does').matchAll(/`([\w-]+)` (\d{3}) `(\w+)`/g)].map(([, ...parts]) =>
      parts.join(' '),
    );
    const done: string[] = [];
    for (const name of checkNames) {
      const provider = createProvider({
        accounts: [
          { id: 'acct_1', configurations: ['recipient'] },
          { id: 'acct_2', configurations: ['merchant'] },
        ],
      });
      const send = (change: (typeof wrong)[CheckName]) => {
        const sent = change.body ?? body;
        return ask(
          provider,
          new Request('http://x/v2/core/account_links', {
            ...{ method: 'POST', headers: { ...headers, ...change.headers } },
            body: Buffer.from(typeof sent === 'string' ? sent : JSON.stringify(sent)),
          }),
        );
      };
      assert.equal((await send({})).status, 200);
      const { state } = wrong[name];
      if (state !== undefined) provider.setUpState({ state, params: { account: 'acct_1' } });
      const { status, value } = await send(wrong[name]);
      done.push(`${name} ${status} ${value.error.code}`);
    }
    assert.deepEqual(said, done);
  });

  it('lists every assumption with its values, the default first', () => {
    const rows = [...chapter('What is assumed').matchAll(/^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)];
    assert.deepEqual(
      rows.map(([, name]) => name),
      Object.keys(defaultAssumptions),
    );
    for (const [, name = '', chosen = '', otherwise = ''] of rows) {
      if (name === 'order') continue;
      const values = assumptionValues[name as keyof typeof assumptionValues]; // of the names above
      assert.deepEqual(
        [chosen, otherwise],
        values.map(value => `\`${value}\``),
      );
      assert.equal(values[0], defaultAssumptions[name as keyof typeof defaultAssumptions]);
    }
  });

  it('names every control, over HTTP and as a function', async () => {
    const control = chapter('Control');
    const provider = createProvider();
    const { value } = await ask(provider, new Request('http://x/_admin'));
    for (const place of value.controls) {
      const [methods, path] = place.split(' ');
      const row = control
        .split('\n')
        .filter(line => line.includes(`${path}\``) || line.includes(`${path}?`))
        .join('\n');
      for (const method of methods.split('|')) assert.match(row, new RegExp(`\\b${method}\\b`), place);
    }
    for (const name of Object.keys(provider.control)) assert.match(control, new RegExp(`\`${name}\\(`), name);
  });

  it('shows every fault, and each that it shows can be set', () => {
    const kinds: readonly Fault['kind'][] = [
      ...(['latency', 'outcome', 'rate-limit', 'reset', 'truncate', 'hang', 'stall'] as const),
      ...(['garbage', 'length', 'answer', 'request', 'custom'] as const),
    ];
    const { control } = createProvider();
    let all = '';
    assert.throws(
      () => control.addFault({ kind: 'none' } as unknown as Fault), // on purpose: the answer names those there are
      ({ message }: Error) => {
        all = message;
        return true;
      },
    );
    for (const kind of kinds) assert.ok(all.includes(kind), `there is ${kind}`);
    assert.equal(all.split('is one of')[1]?.split('.')[0]?.split(',').length, kinds.length);
    const faults = chapter('Control').split('### Faults')[1]?.split('###')[0] ?? '';
    for (const kind of kinds) assert.match(faults, new RegExp(`['"]${kind}['"]`), kind);
    const shown = [...faults.matchAll(/`(\{"kind": [\s\S]*?\})`/g)].map(([, text = '']) =>
      JSON.parse(text.replaceAll('{…}', '{}').replaceAll('[…]', '[]').replaceAll('\n', ' ')),
    );
    assert.ok(shown.length >= 9, 'there are examples');
    for (const fault of shown) control.addFault(fault);
  });
});
