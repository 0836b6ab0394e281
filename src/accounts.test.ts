import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readAccountsFile } from './accounts.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
after(() => rmSync(folder, { recursive: true }));

function read(text: string): ReturnType<typeof readAccountsFile> {
  const path = join(folder, 'accounts.json');
  writeFileSync(path, text);
  return readAccountsFile(path);
}

const account = { id: 'acct_1', configurations: ['recipient'] };

describe('An accounts file', () => {
  it('is read with and without an unknown account', () => {
    assert.deepEqual(read(JSON.stringify({ accounts: [account] })), { accounts: [account] });
    const both = { accounts: [account], unknown: 'acct_2' };
    assert.deepEqual(read(`\ufeff${JSON.stringify(both)}`), both);
  });

  it('is told apart when it is missing', () => {
    assert.throws(() => readAccountsFile(join(folder, 'no.json')), { code: 'input-missing', message: /no\.json/ });
  });

  it('is refused with a reason and the form that it must have', () => {
    const broken: readonly (readonly [text: string, reason: RegExp])[] = [
      ['{', /it is not JSON/],
      ['[]', /it has no list `accounts`/],
      ['{"accounts": {}}', /it has no list `accounts`/],
      ['{"accounts": ["acct_1"]}', /`accounts\[0\]\.id` is not the id of an account/],
      ['{"accounts": [{"id": "acct_1"}]}', /`accounts\[0\]\.configurations` is not a list of names/],
      ['{"accounts": [{"id": "acct_1", "configurations": [1]}]}', /`accounts\[0\]\.configurations`/],
      [JSON.stringify({ accounts: [account, account] }), /it lists `acct_1` twice/],
      [JSON.stringify({ accounts: [account], unknown: 3 }), /`unknown` is not the id/],
      [JSON.stringify({ accounts: [account], unknown: 'acct_1' }), /which is among the accounts/],
      [JSON.stringify({ accounts: [account], unkown: 'acct_2' }), /a member `unkown` that nobody reads/],
    ];
    for (const [text, reason] of broken) {
      assert.throws(() => read(text), { code: 'input-unreadable', message: reason }, text);
      assert.throws(() => read(text), { message: /It must look like \{"accounts":/ });
    }
  });
});
