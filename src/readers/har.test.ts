import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { RawExchange } from '../exchange.ts';
import { flat } from './flat.ts';
import { harReader } from './har.ts';
import { headOf } from './head.ts';
import { createListScanner } from './list-scanner.ts';
import type { ReadRecord } from './reader.ts';

const url = 'https://api.stripe.com/v2/core/account_links';
const request = {
  ...{ method: 'POST', url, httpVersion: 'HTTP/2', cookies: [], queryString: [], headersSize: -1, bodySize: 7 },
  headers: [{ name: 'Stripe-Version', value: '2026-02-25.clover' }],
  postData: { mimeType: 'application/json', text: '{"a":1}' },
};
const response = {
  ...{ status: 200, statusText: 'OK', httpVersion: 'HTTP/2', cookies: [], redirectURL: '', headersSize: -1 },
  bodySize: 10,
  headers: [{ name: 'Content-Type', value: 'application/json' }],
  content: { size: 10, mimeType: 'application/json', text: '{"b":"\u00fc"}' },
};
const entry = { startedDateTime: '2026-11-21T22:47:31.381Z', time: 5, request, response, cache: {}, timings: {} };

function har(entries: readonly unknown[]): object {
  return { log: { version: '1.2', creator: { name: 'test', version: '1' }, pages: [], entries, comment: 'a "log"' } };
}

async function read(content: string | Uint8Array, size = 1 << 20): Promise<ReadRecord[]> {
  const bytes = Buffer.from(content);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const records: ReadRecord[] = [];
  for await (const one of flat(harReader.read(chunks(), 'a.har', { parseAll: true }))) records.push(one);
  return records;
}

/** The same entries in a text that is not UTF-8, for what follows them: none of it is taken at a glance. */
function notText(entries: readonly unknown[]): Buffer {
  const bytes = Buffer.from(JSON.stringify(har([...entries, { comment: 'not' }])));
  bytes[bytes.lastIndexOf('not')] = 0xff;
  return bytes;
}

async function readEntry(value: unknown): Promise<ReadRecord> {
  const [only, ...others] = await read(JSON.stringify(har([value])));
  assert.equal(others.length, 0);
  assert.ok(only !== undefined);
  return only;
}

async function exchangeOf(value: unknown): Promise<RawExchange> {
  const only = await readEntry(value);
  assert.ok(only.kind === 'exchange', only.kind === 'unreadable' ? only.reason : '');
  return only.exchange;
}

async function reasonOf(value: unknown): Promise<string> {
  const only = await readEntry(value);
  assert.ok(only.kind === 'unreadable');
  return only.reason;
}

function withContent(content: object, headers: readonly object[] = []): object {
  return { ...entry, response: { ...response, headers, content } };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const text = '{"object":"v2.core.account_link"}';

describe('harReader reads', () => {
  it('an entry', async () => {
    assert.deepEqual(await exchangeOf(entry), {
      ...{ source: 'a.har', entry: 1, line: 1, offset: 86 },
      request: { method: 'POST', url, headers: [['Stripe-Version', '2026-02-25.clover']], body: '{"a":1}' },
      response: { status: 200, headers: [['Content-Type', 'application/json']], body: '{"b":"\u00fc"}' },
    });
  });

  it('nothing from a HAR without entries', async () => {
    assert.deepEqual(await read(JSON.stringify(har([]))), []);
    assert.deepEqual(await read(JSON.stringify(har([]), null, 2)), []);
  });

  it('the line on which each entry begins', async () => {
    const pretty = JSON.stringify(har([entry, 7, entry]), null, 2);
    const lines = pretty.split('\n');
    const begins = lines.flatMap((line, index) => (/^ {6}[{7]/.test(line) ? [index + 1] : []));
    const records = await read(pretty);
    assert.deepEqual(
      records.map(one => (one.kind === 'exchange' ? one.exchange.line : one.kind === 'unreadable' && one.line)),
      begins,
    );
    assert.equal(begins.length, 3);
  });

  it('the same whatever the size of the chunks', async () => {
    const content = `\ufeff${JSON.stringify(har([entry, { request: '\\"]}' }, null, 'a,b', [1], entry]), null, 1)}\n`;
    const whole = await read(content);
    assert.equal(whole.length, 6);
    for (const size of [1, 7, 17]) assert.deepEqual(await read(content, size), whole);
  });

  it('at a glance what it reads piece by piece', async () => {
    const header = fc.record({ name: fc.constantFrom('A', ':method', '', 1), value: fc.constantFrom('b', 2, null) });
    const odd = fc.constantFrom<unknown>(undefined, null, '', '{"a":1}', 7, 'base64', [], {});
    const member = { requiredKeys: [] };
    const body = fc.option(
      fc.record({ text: odd, encoding: odd, _file: odd, params: odd, size: fc.constantFrom(-1, 0, 7) }, member),
    );
    const headers = fc.oneof(odd, fc.array(header, { maxLength: 3 }));
    const bodySize = fc.constantFrom(-1, 0, 7);
    const sent = fc.record({ headers, bodySize, postData: body, url: fc.constantFrom(url, '/v1') }, member);
    const received = fc.record({ headers, bodySize, content: body, status: fc.constantFrom(200, 0, null) }, member);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(sent, received), { minLength: 1, maxLength: 4 }), async list => {
        const entries = list.map(([more, less]) => ({
          request: { ...request, ...more },
          response: { ...response, ...less },
        }));
        const [own, closely] = [await read(JSON.stringify(har(entries))), await read(notText(entries))];
        assert.equal(closely.pop()?.kind, 'unreadable');
        assert.deepEqual(own, closely);
      }),
      { numRuns: 500 },
    );
  });

  it('what there is of one that never ends', async () => {
    let pieces = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"log":{"entries":[');
      for (;;) {
        pieces++;
        yield Buffer.from(`${JSON.stringify(entry)},`.repeat(100));
      }
    }
    let seen = 0;
    for await (const one of flat(harReader.read(endless(), 'a.har'))) {
      assert.equal(one.kind, 'exchange');
      assert.ok(++seen > (pieces - 1) * 100, 'a piece was asked for before the one before was read');
      if (seen === 20_000) break;
    }
    assert.equal(seen, 20_000);
  });

  it('no other list of that name', async () => {
    const decoys = {
      entries: [entry],
      a: { log: { entries: [entry] } },
      log: { log: { entries: [entry] }, b: [[entry]] },
    };
    assert.deepEqual(
      (await read(JSON.stringify({ ...decoys, log: { ...decoys.log, entries: [entry, entry] } }))).length,
      2,
    );
  });

  it('headers without the pseudo-headers of HTTP/2', async () => {
    const headers = [
      { name: ':method', value: 'POST' },
      { name: 'accept', value: 'a' },
    ];
    const exchange = await exchangeOf({ ...entry, request: { ...request, headers } });
    assert.deepEqual(exchange.request.headers, [['accept', 'a']]);
  });

  it('a body in base64, unpacked where it is compressed', async () => {
    const gzip = [{ name: 'Content-Encoding', value: 'gzip' }];
    const br = [{ name: 'content-encoding', value: 'br' }];
    for (const [content, headers] of [
      [base64(Buffer.from(text)), []],
      [base64(Buffer.from(text)), gzip],
      [base64(gzipSync(text)), gzip],
      [base64(brotliCompressSync(text)), br],
    ] as const) {
      const { response } = await exchangeOf(withContent({ size: 9, text: content, encoding: 'base64' }, headers));
      assert.equal(Buffer.from(response.body ?? '').toString(), text);
    }
  });

  it("Polly's list of base64 chunks of a compressed body", async () => {
    const bytes = gzipSync(text);
    const chunks = JSON.stringify([base64(bytes.subarray(0, 10)), base64(bytes.subarray(10))]);
    const headers = [{ name: 'content-encoding', value: 'gzip' }];
    const { response } = await exchangeOf(withContent({ size: 9, text: chunks, encoding: 'base64' }, headers));
    assert.equal(Buffer.from(response.body ?? '').toString(), text);
  });

  it('a form of which only the parameters were kept', async () => {
    const params = [
      { name: 'account', value: 'acct_1' },
      { name: 'use_case[type]', value: 'a b' },
    ];
    const postData = { mimeType: 'application/x-www-form-urlencoded', params };
    const exchange = await exchangeOf({ ...entry, request: { ...request, postData } });
    assert.equal(exchange.request.body, 'account=acct_1&use_case%5Btype%5D=a+b');
  });

  it('no body where there was none, or none is known of', async () => {
    for (const content of [{ size: 0 }, { size: 0, text: '' }, { size: 0, mimeType: 'x-unknown', text: null }]) {
      assert.equal((await exchangeOf(withContent(content))).response.body, undefined);
    }
    const bare = { method: 'POST', url };
    const exchange = await exchangeOf({ request: bare, response: { status: 404 } });
    assert.deepEqual(exchange.request, { ...bare, headers: [], body: undefined });
    assert.deepEqual(exchange.response, { status: 404, headers: [], body: undefined });
  });

  it('entries of other endpoints without looking at the rest of them', async () => {
    const odd = { headers: 'none', content: { _file: 'a', text: '!', encoding: 'base64' } };
    for (const [other, status] of [
      [{ request: { ...request, url: 'https://ads.example/' }, response: { status: 0, ...odd } }, 0],
      [{ request: { ...request, method: 'OPTIONS' }, response: { status: 204, ...odd } }, 204],
      [{ request: { ...request, method: 'GET' } }, 0],
    ] as const) {
      const exchange = await exchangeOf(other);
      assert.deepEqual(exchange.response, { status, headers: [], body: undefined });
      assert.equal(exchange.request.body, undefined);
    }
  });
});

describe('harReader says that', () => {
  const reasons: readonly (readonly [what: string, value: unknown, reason: string])[] = [
    ['an entry is no object', 7, '`record` is a number, expected an object'],
    ['a request is missing', {}, '`request` is missing'],
    ['a request has no URL', { request: { method: 'POST' } }, '`request.url` is missing'],
    ['a response is missing', { request }, 'no response recorded'],
    ['a request was blocked', { request, response: { status: 0 } }, 'no response recorded'],
    ['a request was aborted', { request, response: { status: -1 } }, 'no response recorded'],
    [
      'headers are no list',
      { ...entry, response: { ...response, headers: {} } },
      '`response.headers` is an object, expected a list',
    ],
    [
      'a header has no value',
      { ...entry, response: { ...response, headers: [{ name: 'a' }] } },
      '`response.headers[0].value` is missing',
    ],
    [
      'a text is no string',
      withContent({ size: 1, text: 7 }),
      '`response.content.text` is a number, expected a string',
    ],
    [
      'a text is not base64',
      withContent({ size: 1, text: '{}', encoding: 'base64' }),
      '`response.content.text` is not base64',
    ],
    [
      'a body was not saved',
      withContent({ size: 229, mimeType: 'application/json' }),
      'the body of the response was not saved: record with contents',
    ],
    [
      'a body of the request was not saved',
      { ...entry, request: { ...request, bodySize: 62, postData: { text: '' } } },
      'the body of the request was not saved: record with contents',
    ],
    [
      'a body is an attached file',
      withContent({ size: 229, _file: 'a.json' }),
      "`response.content._file` names an attached file that is not there: keep it beside the HAR, as in Playwright's .zip, or record with `content: 'embed'`",
    ],
    [
      'the body of a request is an attached file',
      { ...entry, request: { ...request, postData: { text: '', _file: 'a.json' } } },
      "`request.postData._file` names an attached file that is not there: keep it beside the HAR, as in Playwright's .zip, or record with `content: 'embed'`",
    ],
  ];
  for (const [what, value, reason] of reasons) {
    it(what, async () => assert.equal(await reasonOf(value), reason));
  }

  const whole = JSON.stringify(har([entry, entry]), null, 2);

  it('an entry is broken, and reads the others', async () => {
    const records = await read(whole.replace('"POST"', 'POST'));
    assert.deepEqual(
      records.map(({ kind }) => kind),
      ['unreadable', 'exchange'],
    );
    assert.match(
      records[0]?.kind === 'unreadable' ? records[0].reason : '',
      /^broken JSON: expected a value at character \d+$/,
    );
  });

  it('the file is cut off, and where, after the entries before', async () => {
    const cut = whole.slice(0, whole.lastIndexOf('"response"'));
    const records = await read(cut);
    const last = records.at(-1);
    assert.equal(records.length, 2);
    assert.ok(last?.kind === 'unreadable');
    assert.equal(last.entry, 2);
    const line = cut.split('\n').length;
    assert.match(last.reason, new RegExp(`^the HAR breaks off after ${cut.length + 1} bytes, in line ${line} within`));
  });

  it('the file is cut off, wherever that is', async () => {
    for (let at = 0; at < whole.length - 1; at += 13) {
      const records = await read(whole.slice(0, at));
      assert.equal(records.filter(({ kind }) => kind === 'unreadable').length, 1);
    }
  });

  it('there are no entries to be found', async () => {
    for (const content of [
      '{}',
      '{"log":{}}',
      '{"entries":[]}',
      '[]',
      '{"log":{"entries":{}}}',
      '{"log":[["entries"]]}',
    ]) {
      const [only] = await read(content);
      assert.ok(only?.kind === 'unreadable');
      assert.equal(only.reason, 'there is no list `log.entries`');
    }
  });

  it('something follows the end of the HAR', async () => {
    const records = await read(`${whole}\n${whole}`);
    const last = records.at(-1);
    assert.equal(records.length, 3);
    assert.match(last?.kind === 'unreadable' ? last.reason : '', /^more text follows the end of the HAR, in line \d+$/);
  });

  it('an entry is too long to be held, and finds the next one', () => {
    const scanner = createListScanner(['log', 'entries'], 100, 'HAR');
    const long = `{"a":"${'x'.repeat(100)}"}`;
    const found = [...`{"log":{"entries":[${long},{},${long}]}}`].flatMap(byte => [...scanner.push(Buffer.from(byte))]);
    assert.deepEqual(
      found.map(({ block, start, stop }) => block?.toString('utf8', start, stop)),
      [undefined, '{}', undefined],
    );
    assert.equal(scanner.end(), undefined);
  });

  it('an entry is not UTF-8', async () => {
    const [only] = await read(Buffer.from(JSON.stringify(har([entry])), 'latin1'));
    assert.equal(only?.kind === 'unreadable' && only.reason, 'not UTF-8');
  });
});

describe('harReader recognises', () => {
  const recognised: readonly (readonly [what: string, head: string, is: boolean])[] = [
    ['a HAR', JSON.stringify(har([])), true],
    ['an indented HAR', JSON.stringify(har([]), null, 2), true],
    ['the beginning of a HAR', '{"log":{"ver', true],
    ['a HAR with other members before', '{"$schema":"a","v":1.2,"x":null,"log":{', true],
    ['no log of another kind', '{"log":"started"}', false],
    ['no record', '{"v":1,"request":{"log":{}}}', false],
    ['nothing', '', false],
  ];
  for (const [what, head, is] of recognised) {
    it(what, () => assert.equal(harReader.detect(headOf(head)), is));
  }
});
