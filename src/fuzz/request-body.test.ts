import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitted, put } from './request-body.ts';

const account = { id: 'acct_1', configurations: ['merchant'] };
const body = {
  account: 'acct_x',
  use_case: { type: 'account_update', account_update: { configurations: ['recipient'] } },
};

describe('Fitting a request to an account', () => {
  it('names the account and its configurations', () => {
    const update = { configurations: ['merchant'] };
    assert.deepEqual(fitted(body, account), {
      account: 'acct_1',
      use_case: { type: 'account_update', account_update: update },
    });
  });

  it('leaves alone what is at fault, and nothing whose name only begins alike', () => {
    assert.deepEqual((fitted(body, account, '/account') as typeof body).account, 'acct_x');
    assert.deepEqual((fitted(body, account, '/accounts') as typeof body).account, 'acct_1');
    const kept = fitted(body, account, '/use_case/account_update/configurations/0') as typeof body;
    assert.deepEqual(kept.use_case.account_update.configurations, ['recipient']);
  });
});

describe('Putting a value at a pointer', () => {
  it('replaces, adds and takes out, and changes nothing else', () => {
    assert.deepEqual(put({ a: [1, 2], b: 1 }, '/a/1', 3), { a: [1, 3], b: 1 });
    assert.deepEqual(put({ a: [1, 2] }, '/a/0', undefined), { a: [2] });
    assert.deepEqual(put({ a: 1 }, '/b~1c', 2), { a: 1, 'b/c': 2 });
    assert.deepEqual(put({ a: 1 }, '/a', undefined), {});
  });

  it('makes a member even of a name that is no ordinary one', () => {
    assert.equal(JSON.stringify(put({}, '/__proto__', 1)), '{"__proto__":1}');
  });
});
