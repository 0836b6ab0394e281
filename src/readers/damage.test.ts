// Nothing that a file holds is lost or taken twice, whatever is wrong with it: read = judged + other endpoint + unreadable.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { loadCatalogue } from '../contract/contract.ts';
import type { ExchangeCounts } from '../report.ts';
import { createTally } from '../tally.ts';
import { validate } from '../validate.ts';
import { readInputs } from './read-inputs.ts';

const url = '/v2/core/account_links';
const answer = { status: 404, headers: {}, body: { error: { code: 'not_found', message: 'a' } } };
const line = (method = 'POST', path = url): string =>
  `${JSON.stringify({ v: 1, request: { method, url: path, headers: {}, body: {} }, response: answer })}\n`;
const ours = line();
const other = line('GET', '/v1/charges');

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-links-'));
});
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function* none(): AsyncGenerator<Uint8Array> {}

async function count(
  paths: readonly string[],
  format = 'auto',
): Promise<ExchangeCounts & { readonly problems: string }> {
  const tally = createTally();
  const records = readInputs(paths, { format, stdin: none() });
  await validate(records, tally, { catalogue: loadCatalogue() });
  const { summary } = tally.report('validate', '0', { party: 'both', failOn: 'error' });
  const { exchanges, problems } = summary;
  assert.equal(exchanges.read, exchanges.judged + exchanges.otherEndpoint + exchanges.unreadable);
  assert.equal(exchanges.judged, exchanges.conforming + exchanges.violating);
  return { ...exchanges, problems: problems.map(({ message }) => message).join('\n') };
}

async function counts(content: string | Uint8Array, name = 'a.ndjson'): Promise<readonly [number, number, number]> {
  const { judged, otherEndpoint, unreadable } = await count([file(name, content)]);
  return [judged, otherEndpoint, unreadable];
}

describe('The account of NDJSON is right with', () => {
  const damages: readonly (readonly [what: string, content: string | Uint8Array, counts: readonly number[]])[] = [
    ['nothing wrong', ours + other + ours, [2, 1, 0]],
    ['a mark and CRLF', `\ufeff${ours}${other}`.replaceAll('\n', '\r\n'), [1, 1, 0]],
    ['a last line without its end', ours + other.trim(), [1, 1, 0]],
    ['a last line that is cut off', ours + ours.slice(0, 60), [1, 0, 1]],
    ['broken lines in the middle', `${ours}${ours.slice(9)}oops\n${other.slice(0, 20)}\n${ours}`, [2, 0, 3]],
    ['blank lines', `\n \n${ours}\n\r\n\t\n${other}\n`, [1, 1, 0]],
    ['NUL bytes', `${ours}\0\0\0\n${ours}`, [2, 0, 1]],
    ['NUL bytes in a record', `${ours}${ours.replace('POST', 'PO\0ST')}`, [1, 0, 1]],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from(ours), Buffer.from(ours.replace('"a"', '"\xff"'), 'latin1')]),
      [1, 0, 1],
    ],
    ['duplicate keys', ours.replace('"method":"POST"', '"method":"GET","method":"POST"'), [1, 0, 0]],
    ['`__proto__`', ours.replace('"body":{}', '"body":{"__proto__":{"account":1}}'), [1, 0, 0]],
    ['a depth of 100,000', ours.replace('"body":{}', `"body":${'['.repeat(1e5)}${']'.repeat(1e5)}`), [0, 0, 1]],
    [
      'a depth of 100,000 in text',
      ours.replace('"body":{}', `"body":"${'['.repeat(1e5)}${']'.repeat(1e5)}"`),
      [1, 0, 0],
    ],
    [
      'numbers beyond doubles',
      ours.replace('"body":{}', '"body":{"account":1e999,"a":123456789012345678901}'),
      [1, 0, 0],
    ],
    ['a line of 50 MB', `${ours.replace('"body":{}', `"body":"${'x'.repeat(50e6)}"`)}${ours}`, [2, 0, 0]],
    ['an escaped URL', ours.replace('/v2/core/account_links', '\\/v2\\/core\\/\\u0061ccount\\u005Flinks'), [1, 0, 0]],
    ['a percent-encoded URL', ours.replace('account_links', '%61ccount%5flinks'), [1, 0, 0]],
    ['a percent-encoded URL with an escaped digit', ours.replace('account_links', '%\\u00361ccount_links'), [1, 0, 0]],
    ['an escaped percent sign', ours.replace('account_links', '\\u002561ccount_links'), [1, 0, 0]],
  ];
  for (const [what, content, expected] of damages) {
    it(what, async () => assert.deepEqual(await counts(content), expected));
  }
});

describe('The account is right with', () => {
  it('gzip that has garbage behind it', async () => {
    const packed = gzipSync(ours.repeat(2000), { level: 0 });
    const { judged, problems } = await count([file('garbage.gz', Buffer.concat([packed, Buffer.from('garbage')]))]);
    assert.ok(judged > 1800);
    assert.match(problems, /the gzip data is corrupt/);
    const padded = await count([file('padded.gz', Buffer.concat([packed, Buffer.alloc(512)]))]);
    assert.deepEqual([padded.judged, padded.unreadable], [2000, 0]);
  });

  it('gzip that is cut off or corrupt', async () => {
    const packed = gzipSync((ours + other).repeat(5000), { level: 0 });
    const cut = await count([file('cut.gz', packed.subarray(0, -500))]);
    assert.ok(cut.judged > 4900 && cut.otherEndpoint > 4900);
    assert.match(cut.problems, /the gzip data is cut off/);
    packed[packed.length >> 1] = (packed[packed.length >> 1] ?? 0) ^ 0xff;
    assert.match((await count([file('corrupt.gz', packed)])).problems, /the gzip data is corrupt/);
  });

  it('brotli, which is known by its name', async () => {
    assert.deepEqual(await counts(brotliCompressSync(ours + other), 'a.ndjson.br'), [1, 1, 0]);
  });

  it('gzip that unpacks to more than any recording does', async () => {
    const { problems } = await count([file('bomb.gz', gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20)))], 'ndjson');
    assert.match(problems, /unpacks to more than 500 times its size/);
  });

  it('files that are no recordings, which it passes over in folders', async () => {
    const inner = join(folder, 'mixed');
    file('mixed/a.ndjson', ours);
    file('mixed/expected.json', '{"records":[]}');
    file('mixed/config.yml', 'a: 1\n');
    file('mixed/empty.json', '');
    const found = await count([inner]);
    assert.deepEqual([found.read, found.judged, found.problems], [1, 1, '']);
    const named = await count([join(inner, 'a.ndjson'), join(inner, 'expected.json')]);
    assert.deepEqual([named.judged, named.unreadable], [1, 1]);
  });

  it('a file that is no recording, though its name says so', async () => {
    file('sure/a.ndjson', ours);
    file('sure/b.har', '{}');
    assert.equal((await count([join(folder, 'sure')])).unreadable, 1);
  });

  it('many small files', async () => {
    for (let at = 0; at < 2000; at++) file(`many/${at % 10}/${at}.ndjson`, at % 2 === 0 ? ours : other);
    const { judged, otherEndpoint } = await count([join(folder, 'many')]);
    assert.deepEqual([judged, otherEndpoint], [1000, 1000]);
  });

  it('a named pipe, and leaves those in folders alone', { skip: process.platform === 'win32' }, async () => {
    const pipe = join(folder, 'pipes', 'a.ndjson');
    mkdirSync(join(folder, 'pipes'));
    execFileSync('mkfifo', [pipe]);
    const writer = createWriteStream(pipe);
    writer.end(ours + other);
    const { judged, otherEndpoint } = await count([pipe]);
    assert.deepEqual([judged, otherEndpoint], [1, 1]);
    file('pipes/b.ndjson', ours);
    assert.equal((await count([join(folder, 'pipes')])).read, 1);
  });

  it('a file that vanishes before it is read', async () => {
    const [first, second] = [file('gone/a.ndjson', ours), file('gone/b.ndjson', ours)];
    const tally = createTally();
    async function* reading() {
      for await (const batch of readInputs([first, second], { format: 'auto', stdin: none() })) {
        rmSync(second, { force: true });
        yield batch;
      }
    }
    await validate(reading(), tally, { catalogue: loadCatalogue() });
    const { exchanges } = tally.report('validate', '0', { party: 'both', failOn: 'error' }).summary;
    assert.deepEqual([exchanges.judged, exchanges.unreadable], [1, 1]);
  });
});

describe('What may be of several formats', () => {
  it('is not guessed, and read when it is named', async () => {
    const request = { method: 'POST', url };
    const path = file('either.json', `${JSON.stringify({ request, response: { status: 404 } })}\n`);
    assert.match((await count([path])).problems, /may be ndjson or wiremock: say which with `--format`/);
    assert.equal((await count([path], 'ndjson')).judged, 1);
  });
});

describe('A zip archive', () => {
  const entry = (name: string) => ({
    request: { method: 'POST', url, headers: [], postData: { mimeType: 'a', text: '', _file: name }, bodySize: 2 },
    response: { status: 404, headers: [], content: { size: 9, mimeType: 'application/json', _file: name } },
  });
  const har = (name: string): string => JSON.stringify({ log: { version: '1.2', entries: [entry(name)] } });

  it('gives its HAR the files that it names', async () => {
    const { judged } = await count([file('good.zip', zip({ 'har.har': har('body.json'), 'body.json': '{"a":1}' }))]);
    assert.equal(judged, 1);
  });

  it('is bounded where one of its files is a bomb', async () => {
    const bomb = Buffer.alloc(70 * 1024 * 1024, 0x20);
    const { problems } = await count([file('bomb.zip', zip({ 'har.har': har('body.json'), 'body.json': bomb }))]);
    assert.match(problems, /unpacks to more than 64 MiB/);
    const whole = await count([
      file(
        'whole.zip',
        zip({ 'har.har': Buffer.concat([Buffer.from('{"log":{"entries":['), Buffer.alloc(300 * 1024 * 1024, 0x20)]) }),
      ),
    ]);
    assert.match(whole.problems, /unpacks to more than 500 times its size/);
  });

  it('is told of when it is cut off, holds no HAR, or names what it does not hold', async () => {
    const good = zip({ 'har.har': har('gone.json') });
    assert.match((await count([file('gone.zip', good)])).problems, /names an attached file that is not there/);
    assert.match((await count([file('cut.zip', good.subarray(0, -30))])).problems, /cut off: it has no directory/);
    assert.match((await count([file('none.zip', zip({ 'a.txt': 'a' }))])).problems, /holds no \.har/);
  });
});

describe('A recording', () => {
  it('is given no file from outside of its folder', async () => {
    file('outside.json', '{"secret":1}');
    const content = { size: 9, mimeType: 'application/json', _file: '../outside.json' };
    const request = { method: 'POST', url, headers: [] };
    const har = JSON.stringify({ log: { entries: [{ request, response: { status: 404, headers: [], content } }] } });
    assert.match((await count([file('inside/a.har', har)])).problems, /names an attached file that is not there/);
  });
});

/** A zip archive of these files, as small as the format allows. */
function zip(files: { readonly [name: string]: string | Uint8Array }): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
