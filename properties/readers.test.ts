// Every reader gives back what was recorded, however it was written down and in whatever pieces it arrives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { isAccountLinksExchange, type RawBody, type RawExchange } from '../src/exchange.ts';
import { formatNames, readers } from '../src/readers/index.ts';
import { readInputs } from '../src/readers/read-inputs.ts';
import type { ReadRecord } from '../src/readers/reader.ts';

type Pair = readonly [name: string, value: string];
interface Message {
  readonly headers: readonly Pair[];
  readonly body: string | undefined;
  /** Which of the ways a format has to write a body. */
  readonly form: 'text' | 'base64' | 'bare';
}
interface Recorded {
  readonly request: Message & { readonly method: string; readonly url: string };
  readonly response: Message & { readonly status: number };
}

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const message = {
  headers: fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,9}$/), text), { maxLength: 4 }),
  body: fc.option(fc.oneof(fc.json(), text), { nil: undefined }),
  form: fc.constantFrom('text' as const, 'base64' as const, 'bare' as const),
};
const recorded: fc.Arbitrary<Recorded> = fc.record({
  request: fc.record({
    ...message,
    method: fc.constantFrom('POST', 'POST', 'POST', 'GET'),
    url: fc.constantFrom('/v2/core/account_links', 'https://api.stripe.com/v2/core/account_links', '/v1/charges'),
  }),
  response: fc.record({ ...message, status: fc.integer({ min: 100, max: 599 }) }),
});

/** Ways to write a list of exchanges down. */
const writers: { readonly [format: string]: fc.Arbitrary<(list: readonly Recorded[]) => string> } = {
  ndjson: fc
    .record({
      end: fc.constantFrom('\n', '\r\n', '\n\n', ' \n'),
      mark: fc.constantFrom('', '\ufeff'),
      asObject: fc.boolean(),
    })
    .map(
      ({ end, mark, asObject }) =>
        list =>
          mark + list.map(one => JSON.stringify(canonical(one, asObject)) + end).join(''),
    ),
  har: fc
    .record({ indent: fc.nat({ max: 2 }), mark: fc.constantFrom('', '\ufeff') })
    .map(({ indent, mark }) => list => {
      const log = { version: '1.2', creator: { name: '{"entries":[', version: '1' }, entries: list.map(harEntry) };
      return mark + JSON.stringify({ log }, null, indent);
    }),
};

describe('Every reader', () => {
  it('is tested here', () => assert.deepEqual(Object.keys(writers), formatNames));

  for (const reader of readers) {
    const written = fc.tuple(fc.array(recorded, { maxLength: 5 }), writers[reader.id] ?? fc.constant(() => ''));

    it(`gives back what was recorded as ${reader.id}, in whatever pieces it arrives`, async () => {
      await fc.assert(
        fc.asyncProperty(written, fc.integer({ min: 1, max: 100 }), async ([list, write], size) => {
          const records = await all(reader.read(pieces(write(list), size), 'source'));
          assert.deepEqual(records.map(withoutLine), list.map(expected));
        }),
      );
    });

    it(`is found by what is recorded as ${reader.id}, and by no other format`, async () => {
      await fc.assert(
        fc.asyncProperty(written, async ([list, write]) => {
          fc.pre(list.length > 0);
          const content = write(list);
          for (const other of readers) assert.equal(other.detect(content.replace('\ufeff', '')), other === reader);
          const records = await all(readInputs(['-'], { format: 'auto', stdin: pieces(content, 100) }));
          assert.equal(records.length, list.length);
        }),
      );
    });

    it(`makes nothing worse than an unreadable record of broken ${reader.id}`, async () => {
      await fc.assert(
        fc.asyncProperty(written, fc.nat(), text, async ([list, write], where, damage) => {
          const content = write(list);
          const at = where % (content.length + 1);
          const broken = content.slice(0, at) + damage + content.slice(at + damage.length);
          const records = await all(reader.read(pieces(broken, 64), 'source'));
          const entries = records.map(record => (record.kind === 'exchange' ? record.exchange.entry : record.entry));
          assert.deepEqual(
            entries,
            [...entries.keys()].map(index => index + 1),
          );
        }),
      );
    });
  }
});

describe('The schema of a canonical recording', () => {
  const path = new URL('../schemas/shared/recording.schema.json', import.meta.url);
  const ajv = new Ajv2020({ strict: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));

  it('accepts what is written in any of its forms', () => {
    fc.assert(
      fc.property(recorded, fc.boolean(), (one, asObject) => {
        assert.ok(validate(canonical(one, asObject)), ajv.errorsText(validate.errors));
      }),
    );
  });

  it('accepts exactly what its reader reads', async () => {
    const reader = readers.find(({ id }) => id === 'ndjson');
    assert.ok(reader !== undefined);
    const odd = fc.constantFrom(
      null,
      0,
      7,
      200,
      '',
      'POST',
      [],
      {},
      [['a', 'b']],
      [['a', 1]],
      [['a']],
      { a: ['b', 1] },
      { a: null },
    );
    const side = fc.record(
      {
        method: fc.oneof({ weight: 9, arbitrary: fc.constant('POST') }, odd),
        url: fc.oneof({ weight: 9, arbitrary: fc.constant('/v2/core/account_links') }, odd),
        status: fc.oneof({ weight: 9, arbitrary: fc.constant(200) }, odd),
        headers: odd,
        body: fc.oneof(odd, fc.constant({ text: 'a' }), fc.constant({ base64: 'YQ==' })),
      },
      { noNullPrototype: true },
    );
    const record = fc.record(
      {
        v: fc.constantFrom(1, 1, 1, 2, '1'),
        request: fc.oneof({ weight: 9, arbitrary: side }, odd),
        response: fc.oneof({ weight: 9, arbitrary: side }, odd),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(record, async value => {
        const [read] = await all(reader.read(pieces(JSON.stringify(value), 1000), 'source'));
        // Of other endpoints no more is read than the method and the URL.
        fc.pre(read?.kind === 'unreadable' || isAccountLinksExchange(read?.exchange ?? assert.fail()));
        assert.equal(read?.kind === 'exchange', validate(value), JSON.stringify(read));
      }),
      { numRuns: 2000 },
    );
  });
});

function canonical({ request, response }: Recorded, asObject: boolean): object {
  const content = ({ headers, body, form }: Message): object => ({
    headers: asObject ? grouped(headers) : headers,
    body: body === undefined ? null : form === 'bare' ? body : { [form]: form === 'text' ? body : base64(body) },
  });
  return {
    v: 1,
    time: '2026-11-21T22:47:31.381Z',
    request: { method: request.method, url: request.url, ...content(request) },
    response: { status: response.status, ...content(response) },
  };
}

function harEntry({ request, response }: Recorded): object {
  const headers = (pairs: readonly Pair[]): object[] =>
    [[':pseudo', 'x'] as const, ...pairs].map(([name, value]) => ({ name, value }));
  const body = ({ body: saved, form }: Message): object => {
    if (saved === undefined) return {};
    return form === 'base64' ? { text: base64(saved), encoding: 'base64' } : { text: saved };
  };
  const size = ({ body: saved = '' }: Message): number => Buffer.byteLength(saved);
  return {
    request: {
      ...{ method: request.method, url: request.url, headers: headers(request.headers), bodySize: size(request) },
      ...(request.body === undefined ? {} : { postData: { mimeType: 'a/b', ...body(request) } }),
    },
    response: {
      ...{ status: response.status, headers: headers(response.headers), bodySize: -1 },
      content: { size: size(response), mimeType: 'a/b', ...body(response) },
    },
  };
}

/** Repeated names in an object come together: a recording keeps the order of one header's values, not of all headers. */
function grouped(headers: readonly Pair[]): { readonly [name: string]: readonly string[] } {
  const lists: { [name: string]: string[] } = {};
  for (const [name, value] of headers) {
    lists[name] ??= [];
    lists[name].push(value);
  }
  return lists;
}

/** As the readers are compared: bytes decoded, an empty body none, headers in an order of their own. */
function expected({ request, response }: Recorded, index: number): unknown {
  const isOurs = isAccountLinksExchange({ request });
  const content = ({ headers, body }: Message): object => ({
    headers: isOurs ? sorted(headers) : [],
    body: (isOurs && body) || undefined,
  });
  return {
    ...{ source: 'source', entry: index + 1 },
    request: { method: request.method, url: request.url, ...content(request) },
    response: { status: response.status, ...content(response) },
  };
}

function withoutLine(record: ReadRecord): unknown {
  if (record.kind === 'unreadable') return record;
  const { source, entry, line, request, response } = record.exchange;
  assert.ok(line === undefined || line > 0);
  const content = ({ headers, body }: RawExchange['request'] | RawExchange['response']): object => {
    assert.ok(Array.isArray(headers));
    return { headers: sorted(headers), body: decoded(body) };
  };
  return {
    ...{ source, entry },
    request: { method: request.method, url: request.url, ...content(request) },
    response: { status: response.status, ...content(response) },
  };
}

function sorted(headers: readonly Pair[]): readonly Pair[] {
  return [...headers].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
}

function decoded(body: RawBody): string | undefined {
  return (typeof body === 'string' ? body : body && Buffer.from(body).toString()) || undefined;
}

function base64(body: string): string {
  return Buffer.from(body).toString('base64');
}

async function* pieces(content: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(records: AsyncIterable<ReadRecord>): Promise<ReadRecord[]> {
  const list: ReadRecord[] = [];
  for await (const record of records) list.push(record);
  return list;
}
