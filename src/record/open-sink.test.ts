import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { flat } from '../readers/flat.ts';
import { readInputs } from '../readers/read-inputs.ts';
import type { Recording } from '../recording.ts';
import { openSink } from './open-sink.ts';

const folder = mkdtempSync(join(tmpdir(), 'sink-'));
after(() => rmSync(folder, { recursive: true }));
const mebibyte = 1024 * 1024;

const recording = (account: string): Recording => ({
  v: 1,
  time: '2026-01-01T00:00:00.000Z',
  request: {
    method: 'POST',
    url: 'https://api.stripe.com/v2/core/account_links',
    headers: [['stripe-version', '2026-02-25.clover']],
    body: { text: JSON.stringify({ account }) },
  },
  response: { status: 404, headers: [['content-type', 'application/json']], body: { text: '{"é":1}' } },
});

/** Which accounts the readers find in a file. */
async function accountsIn(path: string): Promise<unknown[]> {
  const found: unknown[] = [];
  const nothing = { stdin: (async function* () {})() };
  for await (const record of flat(readInputs([path], { ...nothing, format: 'auto' }))) {
    found.push(record.kind === 'exchange' ? JSON.parse(String(record.exchange.request.body)).account : record.kind);
  }
  return found;
}

describe('openSink', () => {
  for (const extension of ['ndjson', 'har']) {
    it(`writes a file in .${extension} that is whole after each recording, and goes on with it`, async () => {
      const path = join(folder, `whole.${extension}`);
      const first = openSink(path, mebibyte);
      assert.ok(extension !== 'har' || JSON.parse(readFileSync(path, 'utf8')).log.entries.length === 0);
      first.add(recording('a'));
      assert.deepEqual(await accountsIn(path), ['a']);
      first.add(recording('b'));
      assert.deepEqual(await accountsIn(path), ['a', 'b']);
      first.close();
      const second = openSink(path, mebibyte);
      second.add(recording('c'));
      second.close();
      assert.deepEqual(await accountsIn(path), ['a', 'b', 'c']);
      assert.equal(statSync(path).mode & 0o777, 0o600);
    });

    it(`puts a file in .${extension} aside before it grows too large, and loses nothing`, async () => {
      const path = join(folder, `rotated.${extension}`);
      const sink = openSink(path, 1500);
      const names = Array.from({ length: 9 }, (_, index) => `acct_${index}`);
      for (const name of names) sink.add(recording(name));
      sink.close();
      const files = readdirSync(folder).filter(name => name.startsWith('rotated.') && name.endsWith(extension));
      assert.ok(files.length > 2);
      const found = [];
      for (const name of files) {
        assert.ok(statSync(join(folder, name)).size <= 1600);
        found.push(...(await accountsIn(join(folder, name))));
      }
      assert.deepEqual(found.sort(), names);
    });
  }

  it('begins a new line behind one that was cut off', async () => {
    const path = join(folder, 'cut.ndjson');
    writeFileSync(path, `${JSON.stringify(recording('a'))}\n{"v":1,"req`);
    const sink = openSink(path, mebibyte);
    sink.add(recording('b'));
    sink.close();
    assert.deepEqual(await accountsIn(path), ['a', 'unreadable', 'b']);
  });

  it('does not continue a HAR of somebody else, nor a folder that is not there', () => {
    const path = join(folder, 'other.har');
    writeFileSync(path, '{"log":{"entries":[]}}');
    assert.throws(() => openSink(path, mebibyte), /no HAR that this command has written/);
    assert.equal(readFileSync(path, 'utf8'), '{"log":{"entries":[]}}');
    assert.throws(() => openSink(join(folder, 'missing', 'x.ndjson'), mebibyte), { code: 'output-unwritable' });
    assert.equal(existsSync(join(folder, 'missing')), false);
  });
});
