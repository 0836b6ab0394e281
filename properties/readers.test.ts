// Every reader gives back what was recorded, however it was written down and in whatever pieces it arrives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { isAccountLinksExchange, type RawBody, type RawExchange } from '../src/exchange.ts';
import { flat } from '../src/readers/flat.ts';
import { headOf } from '../src/readers/head.ts';
import { formatNames, readers } from '../src/readers/index.ts';
import { readInputs } from '../src/readers/read-inputs.ts';
import type { Batch, ReadRecord } from '../src/readers/reader.ts';
import { beginnings, canonical, type Message, type Pair, type Recorded, writers } from './recorded.ts';

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

describe('Every reader', () => {
  it('is tested here', () => assert.deepEqual(Object.keys(writers), formatNames));

  for (const reader of readers) {
    const { prepare = (one: Recorded) => one, write: writer } = writers[reader.id] ?? assert.fail(reader.id);
    const written = fc.tuple(fc.array(recorded.map(prepare), { maxLength: 5 }), writer);

    it(`gives back what was recorded as ${reader.id}, in whatever pieces it arrives`, async () => {
      await fc.assert(
        fc.asyncProperty(
          written,
          fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant(1_000_000)),
          async ([list, write], size) => {
            const records = await all(reader.read(pieces(write(list), size), 'source', { parseAll: true }));
            assert.deepEqual(inOrder(records).map(withoutPlace), list.map(expected));
          },
        ),
      );
    });

    it(`is found by what is recorded as ${reader.id}, and by no other format`, async () => {
      await fc.assert(
        fc.asyncProperty(written, async ([list, write]) => {
          fc.pre(list.length > 0);
          const content = write(list);
          const head = headOf(content.replace('\ufeff', ''));
          for (const other of readers) assert.equal(other.detect(head), other === reader, `${other.id}: ${content}`);
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
          const entries = records.map(entryOf).sort((a, b) => a - b);
          assert.deepEqual(
            entries,
            [...entries.keys()].map(index => index + 1),
          );
        }),
      );
    });

    it(`passes over nothing of our endpoint in ${reader.id}`, async () => {
      await fc.assert(
        fc.asyncProperty(written, fc.integer({ min: 1, max: 200 }), async ([list, write], size) => {
          const read = (parseAll: boolean) => all(reader.read(pieces(write(list), size), 'source', { parseAll }));
          const ours = (records: readonly ReadRecord[]) =>
            records.filter(one => one.kind === 'exchange' && isAccountLinksExchange(one.exchange));
          const [quick, whole] = [await read(false), await read(true)];
          assert.deepEqual(ours(quick), ours(whole));
          assert.equal(quick.length, whole.length);
        }),
      );
    });

    it(`tells of ${reader.id} where each exchange is, in lines and bytes`, async () => {
      await fc.assert(
        fc.asyncProperty(written, async ([list, write]) => {
          const content = Buffer.from(write(list));
          const records = inOrder(await all(reader.read(pieces(content, 50), 'source', { parseAll: true })));
          let last = -1;
          for (const record of records) {
            const { line = 0, offset = -1 } = record.kind === 'exchange' ? record.exchange : assert.fail('unreadable');
            // A folder of examples is one place.
            assert.ok(offset > last || (reader.id === 'postman' && offset === last));
            assert.equal(line, content.subarray(0, offset).filter(byte => byte === 0x0a).length + 1);
            assert.match(content.toString('latin1', offset, offset + 4), beginnings[reader.id] ?? /^\{/);
            last = offset;
          }
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
        const [read] = await all(reader.read(pieces(JSON.stringify(value), 1000), 'source', { parseAll: true }));
        // Of other endpoints no more is read than the method and the URL.
        fc.pre(read?.kind === 'unreadable' || (read?.kind === 'exchange' && isAccountLinksExchange(read.exchange)));
        assert.equal(read?.kind === 'exchange', validate(value), JSON.stringify(read));
      }),
      { numRuns: 2000 },
    );
  });
});

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
    response: { status: isOurs ? response.status : 0, ...content(response) },
  };
}

function entryOf(record: ReadRecord): number {
  if (record.kind === 'exchange') return record.exchange.entry;
  return record.kind === 'passed-over' ? assert.fail('passed over') : record.entry;
}

/** Where requests and answers are apart, exchanges come in the order of their answers. */
function inOrder(records: readonly ReadRecord[]): readonly ReadRecord[] {
  return [...records].sort((a, b) => entryOf(a) - entryOf(b));
}

function withoutPlace(record: ReadRecord): unknown {
  if (record.kind !== 'exchange') return record;
  const { source, entry, request, response } = record.exchange;
  const content = ({ headers, body }: RawExchange['request'] | RawExchange['response']): object => {
    assert.ok(Array.isArray(headers));
    return { headers: sorted(headers), body: decoded(body) };
  };
  return {
    ...{ source, entry },
    request: { method: request.method, url: request.url, ...content(request) },
    response: { status: isAccountLinksExchange({ request }) ? response.status : 0, ...content(response) },
  };
}

function sorted(headers: readonly Pair[]): readonly Pair[] {
  return [...headers].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
}

function decoded(body: RawBody): string | undefined {
  return (typeof body === 'string' ? body : body && Buffer.from(body).toString()) || undefined;
}

/** Each piece is good until the next is asked for, and something else from then on: files are read into one buffer. */
async function* pieces(content: string | Buffer, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    yield piece;
    piece.fill('#');
  }
}

async function all(batches: AsyncIterable<Batch>): Promise<ReadRecord[]> {
  const list: ReadRecord[] = [];
  // Copied: what a record holds is good until the next is asked for.
  for await (const record of flat(batches)) list.push(structuredClone(record));
  return list;
}
