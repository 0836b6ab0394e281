import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createProvider } from './handler.ts';
import { ask, linkRequest } from './provider-fixture.ts';
import { keepStateFile, readStateFile } from './state-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'state-'));
after(() => rmSync(folder, { recursive: true }));
const fail = (thrown: unknown) => assert.fail(String(thrown));

describe('a state file', () => {
  it('lets a provider go on after a restart as if nothing had happened', async () => {
    const path = join(folder, 'all.json');
    assert.equal(readStateFile(path), undefined);
    const before = createProvider({ accounts: [{ id: 'acct_1', configurations: ['recipient'] }] });
    const key = { headers: { 'idempotency-key': 'k', authorization: 'Bearer sk_test_51Secret' } };
    const { value: link } = await ask(before, linkRequest(key));
    const { value: opened } = await ask(before, linkRequest());
    await before.handle(new Request(opened.url));
    before.control.setAccount({ id: 'acct_2', configurations: ['merchant'] });
    before.setUpState({ state: 'the account is rate limited', params: { account: 'acct_3' } });
    before.control.setClock({ advance: 200 });
    before.scope('other').control.addFault({ kind: 'outcome', status: 403, code: 'forbidden' });
    keepStateFile(path, before, fail).close();
    assert.doesNotMatch(readFileSync(path, 'utf8'), /51Secret/);
    assert.equal(statSync(path).mode & 0o777, 0o600);

    const snapshot = readStateFile(path);
    assert.ok(snapshot !== undefined);
    const provider = createProvider({ snapshot });
    assert.deepEqual(
      provider.control.accounts().map(({ id }) => id),
      ['acct_1', 'acct_2'],
    );
    assert.equal((await ask(provider, linkRequest(key))).value.url, link.url);
    assert.equal((await provider.handle(new Request(opened.url))).status, 302);
    assert.equal((await ask(provider, linkRequest({ account: 'acct_3' }))).status, 429);
    assert.equal((await ask(provider.scope('other'), linkRequest())).status, 403);
    assert.equal((await provider.handle(new Request(link.url))).status, 200);
    assert.ok(provider.control.now().getTime() > Date.now() + 150_000);
  });

  it('is left as it is while nothing changes', () => {
    const path = join(folder, 'same.json');
    const kept = keepStateFile(path, createProvider(), fail);
    rmSync(path);
    kept.save();
    assert.equal(existsSync(path), false);
    kept.close();
  });

  it('is refused when it is none, with what to do', () => {
    const path = join(folder, 'broken.json');
    for (const text of ['', '{', '[]', '{"v":2,"worlds":[],"links":[]}', '{"v":1,"worlds":[1],"links":[]}']) {
      writeFileSync(path, text);
      assert.throws(() => readStateFile(path), /broken\.json` cannot be used: .*delete it to begin anew/);
    }
    assert.throws(() => readStateFile(folder), { code: 'input-unreadable' });
  });

  it('says when it cannot be written', () => {
    const path = join(folder, 'missing', 'state.json');
    assert.throws(() => keepStateFile(path, createProvider(), fail), { code: 'output-unwritable' });
  });
});
