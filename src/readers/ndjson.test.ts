import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { RawExchange } from '../exchange.ts';
import { flat } from './flat.ts';
import { headOf } from './head.ts';
import { ndjsonReader } from './ndjson.ts';
import type { ReadRecord } from './reader.ts';

const url = '/v2/core/account_links';
const record = {
  v: 1,
  request: { method: 'POST', url, headers: [['Stripe-Version', '2026-02-25.clover']], body: { text: '{"a":1}' } },
  response: { status: 200, headers: [], body: { text: '{"b":"\u00fc"}' } },
};
const line = JSON.stringify(record);

async function read(content: string | Uint8Array | AsyncIterable<Uint8Array>, size = 1 << 20): Promise<ReadRecord[]> {
  const chunks =
    typeof content === 'string' || content instanceof Uint8Array ? cut(Buffer.from(content), size) : content;
  const records: ReadRecord[] = [];
  for await (const one of flat(ndjsonReader.read(chunks, 'a.ndjson', { parseAll: true }))) records.push(one);
  return records;
}

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readOne(value: unknown): Promise<RawExchange> {
  const [only, ...others] = await read(JSON.stringify(value));
  assert.equal(others.length, 0);
  assert.ok(only?.kind === 'exchange', only?.kind === 'unreadable' ? only.reason : 'nothing read');
  return only.exchange;
}

async function reasonOf(content: string | Uint8Array): Promise<string> {
  const [only, ...others] = await read(content);
  assert.equal(others.length, 0);
  assert.ok(only?.kind === 'unreadable');
  return only.reason;
}

/** The record with a member of its request or response replaced. */
function changed(side: 'request' | 'response', members: object): object {
  return { ...record, [side]: { ...record[side], ...members } };
}

function places(records: readonly ReadRecord[]): (readonly [string, number, number | undefined])[] {
  return records.map(one => {
    assert.ok(one.kind === 'exchange' || one.kind === 'unreadable');
    const { entry, line } = one.kind === 'exchange' ? one.exchange : one;
    return [one.kind, entry, line];
  });
}

describe('ndjsonReader reads', () => {
  it('a canonical record', async () => {
    assert.deepEqual(await readOne(record), {
      ...{ source: 'a.ndjson', entry: 1, line: 1, offset: 0 },
      request: { method: 'POST', url, headers: [['Stripe-Version', '2026-02-25.clover']], body: '{"a":1}' },
      response: { status: 200, headers: [], body: '{"b":"\u00fc"}' },
    });
  });

  const good = ['exchange', 1, 1];
  for (const [what, text] of [
    ['line feeds', `${line}\n${line}\n`],
    ['carriage returns', `${line}\r\n${line}\r\n`],
    ['no line feed at the end', `${line}\n${line}`],
    ['a byte order mark', `\ufeff${line}\n${line}\n`],
    ['a byte order mark on every line', `\ufeff${line}\n\ufeff${line}\n`],
  ] as const) {
    it(`lines with ${what}`, async () => {
      assert.deepEqual(places(await read(text)), [good, ['exchange', 2, 2]]);
    });
  }

  it('nothing from blank lines, which still count as lines', async () => {
    assert.deepEqual(places(await read(`\n${line}\n \t\r\n\n${line}\n\n`)), [
      ['exchange', 1, 2],
      ['exchange', 2, 5],
    ]);
    assert.deepEqual(await read(''), []);
  });

  it('the same whatever the size of the chunks', async () => {
    const text = `\ufeff${line}\r\n\n{"v":1,\n${line}\n${line}`;
    const whole = await read(text);
    assert.equal(whole.length, 4);
    for (const size of [1, 7, 17]) assert.deepEqual(await read(text, size), whole);
  });

  it('headers as an object of strings, lists and numbers, and none', async () => {
    const headersOf = async (headers: unknown): Promise<unknown> =>
      (await readOne(changed('response', { headers }))).response.headers;
    assert.deepEqual(await headersOf({ a: 'b', c: ['d', 'e'], f: 7 }), [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'e'],
      ['f', '7'],
    ]);
    assert.deepEqual(await headersOf([['a', 7]]), [['a', '7']]);
    for (const none of [undefined, null, {}, []]) assert.deepEqual(await headersOf(none), []);
  });

  const bodies: readonly (readonly [what: string, recorded: unknown, body: string | undefined])[] = [
    ['wrapped text', { text: '{"a": 1.0}' }, '{"a": 1.0}'],
    ['wrapped text that is empty', { text: '' }, ''],
    ['a bare string', '{"a": 1.0}', '{"a": 1.0}'],
    ['a bare object', { text: 'a', more: 1 }, '{"text":"a","more":1}'],
    ['a bare object with a text that is no string', { text: 7 }, '{"text":7}'],
    ['a bare list', [1, 'a'], '[1,"a"]'],
    ['a bare number', 7, '7'],
    ['false', false, 'false'],
    ['null', null, undefined],
    ['nothing', undefined, undefined],
  ];
  for (const [what, recorded, body] of bodies) {
    it(`a body that is ${what}`, async () => {
      assert.equal((await readOne(changed('request', { body: recorded }))).request.body, body);
    });
  }

  it('a body in base64 of either alphabet', async () => {
    for (const base64 of ['e30/Pz4=', 'e30_Pz4', ' e30/\nPz4= ']) {
      const { response } = await readOne(changed('response', { body: { base64 } }));
      assert.deepEqual(Buffer.from(response.body ?? ''), Buffer.from('{}??>'));
    }
  });

  const text = '{"object":"v2.core.account_link"}';
  for (const [encoding, bytes] of [
    ['gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['gzip', Buffer.from(text)],
    ['br', Buffer.from(text)],
    ['identity', Buffer.from(text)],
    ['constructor', Buffer.from(text)],
  ] as const) {
    it(`a body labelled ${encoding} of ${bytes.length} bytes`, async () => {
      const body = { base64: bytes.toString('base64') };
      const { response } = await readOne(changed('response', { headers: { 'Content-Encoding': encoding }, body }));
      assert.equal(Buffer.from(response.body ?? '').toString(), text);
    });
  }

  it('records of other endpoints without looking at the rest of them', async () => {
    const odd = { headers: 7, body: { base64: '!' } };
    for (const other of [
      { request: { method: 'POST', url: '/v1/charges', ...odd }, response: { status: 200, ...odd } },
      { request: { method: 'GET', url, ...odd }, response: { status: 200, ...odd } },
    ]) {
      const exchange = await readOne(other);
      assert.deepEqual(exchange.request, { ...other.request, headers: [], body: undefined });
      assert.deepEqual(exchange.response, { status: 200, headers: [], body: undefined });
    }
    assert.equal((await readOne({ request: { method: 'GET', url: '/a' } })).response.status, 0);
  });
});

describe('ndjsonReader says of a line that', () => {
  const reasons: readonly (readonly [content: string, reason: string])[] = [
    ['{"v":1,', 'broken JSON: the text ends too early at character 8'],
    ['hello', 'broken JSON: expected a value at character 1'],
    [`${line}${line}`, `broken JSON: expected nothing more at character ${line.length + 1}`],
    ['[]', '`record` is an array, expected an object'],
    ['null', '`record` is null, expected an object'],
    ['{}', '`request` is missing'],
    ['{"v":2}', '`v` is not 1, the only version known'],
    ['{"request":"POST"}', '`request` is a string, expected an object'],
    ['{"request":{"url":"/"}}', '`request.method` is missing'],
    ['{"request":{"method":"POST"}}', '`request.url` is missing'],
    ['{"request":{"method":"POST","url":""}}', '`request.url` is empty, expected a string that is not empty'],
    ['{"request":{"method":7,"url":"/"}}', '`request.method` is a number, expected a string that is not empty'],
    [JSON.stringify({ ...record, response: undefined }), 'no response recorded'],
    [JSON.stringify({ ...record, response: null }), 'no response recorded'],
    [JSON.stringify({ ...record, response: [] }), '`response` is an array, expected an object'],
    [JSON.stringify(changed('response', { status: 0 })), 'no response recorded'],
    [JSON.stringify(changed('response', { status: undefined })), '`response.status` is missing'],
    [JSON.stringify(changed('response', { status: '200' })), '`response.status` is a string, expected an HTTP status'],
    [JSON.stringify(changed('response', { status: 20.5 })), '`response.status` is a number, expected an HTTP status'],
    [
      JSON.stringify(changed('request', { headers: 'a: b' })),
      '`request.headers` is a string, expected a list of pairs or an object',
    ],
    [
      JSON.stringify(changed('request', { headers: [['a', 'b'], ['c']] })),
      '`request.headers[1]` is an array, expected a pair of name and value',
    ],
    [
      JSON.stringify(changed('request', { headers: { a: { b: 1 } } })),
      '`request.headers.…` is an object, expected a string',
    ],
    [JSON.stringify(changed('response', { body: { base64: '{}' } })), '`response.body.base64` is not base64'],
  ];
  for (const [content, reason] of reasons) {
    it(reason, async () => assert.equal(await reasonOf(content), reason));
  }

  it('it is not UTF-8', async () => {
    assert.equal(await reasonOf(Buffer.from(line, 'latin1')), 'not UTF-8');
  });

  it('its body is labelled compressed and cannot be unpacked', async () => {
    for (const [encoding, bytes] of [
      ['gzip', gzipSync('{}'.repeat(100)).subarray(0, 20)],
      ['br', Buffer.of(0xff, 0xfe, 0xfd)],
      ['zstd', Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0)],
    ] as const) {
      const body = { base64: bytes.toString('base64') };
      const reason = await reasonOf(
        JSON.stringify(changed('response', { headers: { 'content-encoding': encoding }, body })),
      );
      assert.equal(reason, `\`response.body.base64\` is labelled ${encoding} and cannot be decompressed`);
    }
  });

  it('its body unpacks to more than memory should hold', async () => {
    const body = { base64: gzipSync(Buffer.alloc(65 * 1024 * 1024)).toString('base64') };
    const bomb = changed('response', { headers: { 'content-encoding': 'gzip' }, body });
    assert.match(await reasonOf(JSON.stringify(bomb)), /labelled gzip and cannot be decompressed/);
  });

  it('its body is nested too deeply to be written as text again', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    assert.equal(await reasonOf(line.replace('{"text":"{\\"a\\":1}"}', deep)), '`request.body` is nested too deeply');
  });

  it('it is too long, and reads the next one without having held more of it than the longest line', async () => {
    const piece = Buffer.alloc(1024 * 1024, 0x20);
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count <= 64; count++) yield piece;
      yield Buffer.from(`x\n${line}\n`);
    }
    const before = process.memoryUsage().arrayBuffers;
    const records = await read(chunks());
    assert.deepEqual(places(records), [
      ['unreadable', 1, 1],
      ['exchange', 2, 2],
    ]);
    assert.ok(process.memoryUsage().arrayBuffers - before < 80 * 1024 * 1024);
    assert.equal(records[0]?.kind === 'unreadable' && records[0].reason, 'the line is longer than 64 MiB');
  });
});

describe('ndjsonReader recognises', () => {
  const recognised: readonly (readonly [what: string, head: string, is: boolean])[] = [
    ['a record', line, true],
    ['the beginning of a record', line.slice(0, 20), true],
    ['a record that is broken', '{"v":1,"request":\n', true],
    ['members in another order', `{"level":"info","request":{},"response":{}}\n`, true],
    ['records behind other lines', `starting\n{"level":"info"}\n\n${line}\n`, true],
    ['no JSON lines of another kind', '{"level":"info"}\n{"level":"warn"}\n', false],
    ['no indented JSON', JSON.stringify(record, null, 2), false],
    ['no list', `[\n${line},\n${line}\n]`, false],
    ['no HAR with an entry a line', `{"log":{"entries":[\n{"request":{}},\n{"request":{}}]}}`, false],
    ['no text', 'hello\n', false],
    ['nothing', '', false],
  ];
  for (const [what, head, is] of recognised) {
    it(what, () => assert.equal(ndjsonReader.detect(headOf(head)), is));
  }
});
