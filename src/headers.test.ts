import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHeaders, header } from './headers.ts';

const key = ['sk', 'live', '51Habcdefghijklmnop'].join('_');

describe('createHeaders', () => {
  it('lower-cases names, trims values and keeps repeated headers in order', () => {
    const headers = createHeaders([
      ['Stripe-Version', ' 2025-12-15.clover '],
      ['X-Other', 'a'],
      ['stripe-version', '2026-02-25.clover'],
    ]);
    assert.deepEqual(
      [...headers],
      [
        ['stripe-version', ['2025-12-15.clover', '2026-02-25.clover']],
        ['x-other', ['a']],
      ],
    );
  });

  it('takes objects of strings and of lists', () => {
    const headers = createHeaders({
      Accept: 'a',
      'Set-Cookie': ['b=1', 'c=2'],
      __proto__: { inherited: 'no' } as never,
    });
    assert.deepEqual(
      [...headers],
      [
        ['accept', ['a']],
        ['set-cookie', ['[redacted]', '[redacted]']],
      ],
    );
  });

  it('has no headers where there are none', () => {
    assert.equal(createHeaders([]).size, 0);
    assert.equal(createHeaders({}).size, 0);
  });

  it('keeps an idempotency key, a request id and other headers that are no secrets', () => {
    const kept = { 'idempotency-key': 'retry-1', 'request-id': 'req_v2abc', 'www-authenticate': 'Bearer', host: 'a' };
    assert.deepEqual(Object.fromEntries([...createHeaders(kept)].map(([name, [value]]) => [name, value])), kept);
  });

  for (const name of ['Cookie', 'Set-Cookie', 'X-Api-Key', 'Stripe-Signature', 'Proxy-Authorization', 'X-Csrf-Token']) {
    it(`removes the value of ${name}, whatever it looks like`, () => {
      assert.deepEqual(createHeaders([[name, 'hunter2']]).get(name.toLowerCase()), ['[redacted]']);
    });
  }

  it('leaves the kind of the key of an Authorization header', () => {
    assert.equal(
      header(createHeaders([['Authorization', `Bearer ${key}`]]), 'authorization'),
      'Bearer sk_live_redacted',
    );
    assert.equal(header(createHeaders([['Authorization', 'hunter2']]), 'authorization'), '[redacted]');
  });

  it('takes secrets out of the names and values of other headers', () => {
    const headers = createHeaders([
      [key, 'a'],
      ['referer', `https://connect.stripe.com/setup/e/acct_1/${key}`],
    ]);
    assert.doesNotMatch(JSON.stringify([...headers]), /51habcdefghijklmnop/i);
  });

  it('changes nothing the second time', () => {
    const once = createHeaders([
      ['Authorization', `Bearer ${key}`],
      ['Cookie', 'a=b'],
      ['X-Note', `Bearer ${key}`],
    ]);
    assert.deepEqual(createHeaders(Object.fromEntries(once)), once);
  });
});

describe('header', () => {
  it('is the first value', () => {
    const headers = createHeaders({ accept: ['a', 'b'] });
    assert.equal(header(headers, 'accept'), 'a');
    assert.equal(header(headers, 'absent'), undefined);
  });
});
