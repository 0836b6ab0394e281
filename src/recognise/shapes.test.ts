import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { foundIn, machineForTests, written } from './machine-fixture.ts';
import { type OpenKind, openKinds, shapes } from './shapes.ts';

const machine = machineForTests();
/** For each kind a pattern that ends with it, and those of a value in JSON and in a text of JSON. */
const patterns = new Map(
  openKinds.map(kind => [
    kind,
    {
      alone: written(machine, [':', { kind }]),
      '"': written(machine, [':', { kind }, '","a":1}']),
      '\\"': written(machine, [':', { kind }, '\\","a":1}']),
    },
  ]),
);

function isFound(kind: OpenKind, text: string, pattern: 'alone' | '"' | '\\"' = 'alone'): boolean {
  const { root, likeness } = patterns.get(kind)?.[pattern] ?? assert.fail(kind);
  return foundIn(machine, root, text) === likeness;
}

const kinds = fc.constantFrom(...openKinds);

/** Texts that are of a kind, and how they come to be none. */
const examples = [
  ...[
    '',
    'Mon, 05 Oct 2026 \xe9 [1]',
    '0',
    '-12.50',
    '1e9',
    '3.1E-12',
    '01',
    '1.',
    '1e',
    '1e+',
    '-',
    '12345678901234567890123',
  ],
  ...['acct_1Nv', 'acct_', 'acct_1-2', 'acct', 'key-1:2/3+4==', 'req_1', '/d/acct_1/x', 'a~b'],
  ...[
    'https://a',
    'https://',
    'https://-a',
    'https://localhost/1',
    'https://localhostess.example',
    'https://LOCALHOST/1',
    'https://LocalHost',
    'https://127.0.0.1/1',
  ],
  ...[
    'https://127a.example',
    'https://a.example/b/~c?d=e&f',
    'https://a.example?d',
    'https://a.example/?',
    'http://a.example',
  ],
  ...['https://a.example/#top', 'https://a.example:80/', 'https://a_b.example/%41'],
  ...['2026-10-05T23:59:59.999Z', '2024-02-29T00:00:00.000Z', '2026-02-28T00:00:00.000Z', '2026-04-31T00:00:00.000Z'],
  ...['2026-13-01T00:00:00.000Z', '2026-00-01T00:00:00.000Z', '2026-12-31T24:00:00.000Z', '2026-12-31T23:60:00.000Z'],
  ...['2026-12-31T23:59:60.000Z', '2026-12-31T23:59:59.99Z', '2026-12-31t23:59:59.999Z', '2026-12-31T23:59:59.999z'],
  ...['2026-12-00T23:59:59.999Z', '2026-12-32T23:59:59.999Z', '2026x12-31T23:59:59.999Z', '202x-12-31T23:59:59.999Z'],
];
const sign = fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code));
/** One of them with a sign put in, taken out or repeated so often that it may be too long. */
const texts = fc
  .tuple(fc.constantFrom(...examples), fc.nat(30), fc.oneof(sign, fc.constantFrom(...'0123456789aZ.-/_?')), fc.nat(3))
  .map(([text, at, sign, way]) => {
    const place = at % (text.length + 1);
    const [before, after] = [text.slice(0, place), text.slice(place)];
    if (way === 0) return text;
    if (way === 1) return before + sign + after;
    return way === 2
      ? before + after.slice(1)
      : before + sign.repeat([20, 21, 99, 251, 500, 1995, 2000, 2001][at % 8] ?? 1) + after;
  });

describe('What is found in an open part', () => {
  it('is what the regular expression of its kind takes', () => {
    fc.assert(
      fc.property(kinds, texts, (kind, text) => {
        assert.equal(isFound(kind, `:${text}`), shapes[kind].test(text), `${kind}: ${JSON.stringify(text)}`);
      }),
      {
        numRuns: 20_000,
        examples: examples.flatMap(text => openKinds.map(kind => [kind, text] as [OpenKind, string])),
      },
    );
  });

  it('is told by nothing behind the end of the record', () => {
    fc.assert(
      fc.property(kinds, texts, fc.nat(30), (kind, text, cut) => {
        isFound(kind, `:${text}`); // leaves all of it in the memory
        const part = text.slice(0, cut);
        assert.equal(isFound(kind, `:${part}`), shapes[kind].test(part), `${kind}: ${JSON.stringify(part)}`);
      }),
      { numRuns: 5000 },
    );
  });

  it('ends where what stands there goes on no more', () => {
    fc.assert(
      fc.property(kinds, texts, fc.constantFrom('"' as const, '\\"' as const), (kind, text, end) => {
        fc.pre(shapes[kind].test(text));
        assert.ok(isFound(kind, `:${text}${end},"a":1}`, end), `${kind}: ${JSON.stringify(text)}`);
      }),
      { numRuns: 5000 },
    );
  });
});
