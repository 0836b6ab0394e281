import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { capturedIo } from '../captured-io.ts';
import { runCli } from '../run-cli.ts';

// Put together at run time: no file of this repository holds what looks like a key.
const token = '51HabcdefGHIJKL0987';
const liveKey = ['sk', 'live', token].join('_');
const testKey = ['sk', 'test', token].join('_');
const link = ['https://connect.stripe.com', 'setup', 'e', 'acct_1Nv0FGQ9RKHgCVdK', 'AbCdEfGh1234'].join('/');

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-links-'));
});
after(() => rmSync(folder, { recursive: true }));

async function scan(content: string | Uint8Array, name = 'a.txt'): Promise<readonly [code: number, out: string]> {
  const inner = mkdtempSync(join(folder, 'x-'));
  writeFileSync(join(inner, name), content);
  const io = capturedIo();
  const code = await runCli(['scan', inner], io);
  return [code, (io.out() + io.err()).replaceAll(inner, '')];
}

function record(body: unknown, headers: unknown = []): string {
  return `${JSON.stringify({
    v: 1,
    request: { method: 'POST', url: '/v2/core/account_links', headers, body },
    response: { status: 400, headers: [] },
  })}\n`;
}

describe('scan finds', () => {
  const found: readonly (readonly [what: string, content: string | Uint8Array, name?: string])[] = [
    ['a live key', `a\nkey ${liveKey}\n`],
    ['a live key of an organisation', `a\n${liveKey.replace('live', 'org_live')}`],
    ['a percent-encoded live key', `a\n${liveKey.replaceAll('_', '%5F')}`],
    ['a live key in base64', `a\nBasic ${Buffer.from(`${liveKey}:`).toString('base64')}`],
    ['a link', `a\n${link}`],
    ['a link in JSON with escaped slashes', `a\n${link.replaceAll('/', '\\/')}`],
    ['a signing secret', `a\n${['whsec', token].join('_')}`],
    ['what is packed with gzip', gzipSync(`a\n${liveKey}`)],
    ['what is packed with brotli', brotliCompressSync(`a\n${liveKey}`), 'a.br'],
    [
      'what a record holds in base64',
      `\n${record({ base64: Buffer.from(`xy${liveKey}`).toString('base64') })}`,
      'a.ndjson',
    ],
    [
      'what a record holds packed',
      `\n${record({ base64: gzipSync(liveKey).toString('base64') }, { 'content-encoding': 'gzip' })}`,
      'a.ndjson',
    ],
  ];
  for (const [what, content, name] of found) {
    it(`${what}, and says where without repeating it`, async () => {
      const [code, out] = await scan(content, name);
      assert.equal(code, 1, out);
      assert.match(out, /^\/a\.\w+:2: (?:live key|link|signing secret)/);
      assert.ok(!out.includes(token) && !out.includes('AbCdEfGh1234'), out);
      assert.match(out, /FAIL {2}account-links scan: \d live secrets? in 1 file\./);
    });
  }

  it('a secret wherever the pieces of a file end', async () => {
    const pieces = 512 * 1024;
    for (const at of [pieces - 10, pieces - 1, pieces, 2 * pieces - 520, 2 * pieces - 5]) {
      const [code, out] = await scan(`${'\n'.repeat(at)}${liveKey}\n${'x'.repeat(600)}`);
      assert.equal(code, 1);
      assert.match(out, new RegExp(`^/a\\.txt:${at + 1}: live key`));
      assert.equal(out.match(/live key/g)?.length, 1);
    }
  });

  it('a secret in a file of any name, but none in what is no text of ours', async () => {
    const inner = mkdtempSync(join(folder, 'y-'));
    for (const name of ['node_modules', '.git']) {
      mkdirSync(join(inner, name));
      writeFileSync(join(inner, name, 'a'), liveKey);
    }
    writeFileSync(join(inner, 'no-extension'), 'nothing');
    const io = capturedIo();
    assert.equal(await runCli(['scan', inner], io), 0);
    assert.match(io.out(), /PASS {2}account-links scan: no live secret in 1 file/);
  });
});

describe('scan lets pass', () => {
  for (const content of [
    testKey,
    'sk_live_redacted-0123456789ab',
    ['sk', 'live', 'x'.repeat(16)].join('_'), // put together here: no file of ours holds what looks like a key
    'sk_live_',
    '',
    'hello',
  ]) {
    it(`\`${content.slice(0, 14)}\``, async () => {
      const [code, out] = await scan(content);
      assert.equal(code, 0, out);
    });
  }

  it('nothing that it could not read', async () => {
    const [code, out] = await scan(gzipSync(liveKey.repeat(1000)).subarray(0, 30), 'a.gz');
    assert.equal(code, 2);
    assert.match(out, /a\.gz cannot be read: the gzip data is cut off/);
  });
});
