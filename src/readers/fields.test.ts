import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { capturedIo } from '../cli/captured-io.ts';
import { runCli } from '../cli/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'account-links-'));
after(() => rmSync(folder, { recursive: true }));

const map = {
  method: 'http.method',
  url: 'http.url',
  status: 'http.status',
  requestHeaders: '/http/request.headers',
  requestBody: 'in',
  responseBody: 'out',
};
const line = {
  level: 'info',
  http: {
    method: 'POST',
    url: 'https://api.stripe.com/v2/core/account_links',
    status: '404', // many loggers write everything as text
    'request.headers': { 'Stripe-Version': '2026-02-25.clover' },
  },
  in: {
    account: 'acct_1',
    use_case: {
      type: 'account_update',
      account_update: { configurations: ['recipient'], refresh_url: 'https://a.example' },
    },
  },
  out: { error: { code: 'not_found', message: 'No such account.' } } as object | undefined,
};

async function run(fields: unknown, lines: readonly unknown[]) {
  const [mapFile, log] = [join(folder, 'map.json'), join(folder, 'log.jsonl')];
  writeFileSync(mapFile, typeof fields === 'string' ? fields : JSON.stringify(fields));
  writeFileSync(log, lines.map(one => `${JSON.stringify(one)}\n`).join(''));
  const io = capturedIo();
  const code = await runCli(['validate', log, '--fields', mapFile], io);
  return { code, said: `${io.out()}${io.err()}`.replace(/\s+/g, ' ') };
}

describe('--fields', () => {
  it('reads JSON lines of another shape, by names and by a pointer where a name holds a dot', async () => {
    const { code, said } = await run(map, [line, { level: 'info', message: 'started' }, line]);
    assert.equal(code, 0, said);
    assert.match(said, /3 exchanges read: 2 judged \(2 conforming, 0 violating\), 1 of other endpoints, 0 unreadable/);
  });

  it('takes bodies that are logged as text, and headers that are left out of the map', async () => {
    const { requestHeaders: _, ...less } = map;
    const text = { ...line, in: JSON.stringify(line.in), out: JSON.stringify(line.out) };
    const { code, said } = await run(less, [text]);
    assert.equal(code, 0, said);
    assert.match(said, /version\/missing/);
  });

  it('does not take what is missing for an empty body', async () => {
    const { code, said } = await run(map, [line, { ...line, out: undefined }]);
    assert.equal(code, 2);
    assert.match(said, /log\.jsonl:2 cannot be read: `out` is missing: log null for an empty body/);
  });

  it('names the part that is of another type', async () => {
    const { code, said } = await run(map, [line, { ...line, http: { ...line.http, status: 'no' } }]);
    assert.equal(code, 2);
    assert.match(said, /log\.jsonl:2 cannot be read: `http\.status`/);
  });

  const faults: readonly (readonly [what: string, map: unknown, message: RegExp])[] = [
    ['no JSON', 'hello', /cannot be read: it is not JSON/],
    ['no object', [], /it is no JSON object/],
    ['a field that nobody knows', { ...map, body: 'x' }, /`body` is no field; known are method, url/],
    ['a field too few', { ...map, url: undefined }, /`url` is missing/],
    ['a path that is none', { ...map, url: '' }, /`url` is no path, such as `http\.request\.body`/],
  ];
  for (const [what, fields, message] of faults) {
    it(`refuses a map that is, or has, ${what}`, async () => {
      const { code, said } = await run(fields, [line]);
      assert.equal(code, 2);
      assert.match(said, message);
      assert.match(said, /usage: The map of fields `.*map\.json` cannot be (?:used|read)/);
    });
  }

  it('refuses a map that is not there', async () => {
    const io = capturedIo();
    assert.equal(await runCli(['validate', join(folder, 'log.jsonl'), '--fields', join(folder, 'nowhere')], io), 2);
    assert.match(io.err(), /usage: The map of fields .*nowhere.* cannot be read: .*ENOENT/);
  });
});
