import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fits, type OpenKind, shapes } from './shapes.ts';

/** The same as regular expressions. */
const references: { readonly [Kind in OpenKind]: RegExp } = {
  ignored: /^[ !#-[\]-~\x80-\xff]{0,2000}$/,
  ignoredNumber: /^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/,
  key: /^[\w.:/+=-]{1,500}$/,
  id: /^[\w.:/+=-]{1,500}$/,
  account: /^acct_[A-Za-z0-9_]{1,100}$/,
  url: /^https:\/\/(?![lL][oO][cC][aA][lL][hH][oO][sS][tT]|127\.)[A-Za-z0-9][\w.-]{0,250}(?:\/[\w.~/-]{0,2000})?(?:\?[\w.~=&/-]{0,2000})?$/,
  time: /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
  link: /^[\w.~/-]{1,2000}$/,
};
const kinds = fc.constantFrom(...(Object.keys(references) as OpenKind[])); // its own names

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

describe('The shapes of what may stand in an open part', () => {
  it('take what the regular expressions take that say the same', () => {
    fc.assert(
      fc.property(kinds, texts, (kind, text) => {
        assert.equal(fits(kind, text), references[kind].test(text), `${kind}: ${JSON.stringify(text)}`);
      }),
      {
        numRuns: 20_000,
        examples: examples.flatMap(text =>
          Object.keys(references).map(kind => [kind as OpenKind, text] as [OpenKind, string]),
        ),
      },
    );
  });

  it('look at nothing behind the end of the record', () => {
    fc.assert(
      fc.property(kinds, texts, fc.nat(30), (kind, text, cut) => {
        const bytes = Buffer.from(text, 'latin1');
        const stop = Math.min(cut, bytes.length);
        const alone = Buffer.from(text.slice(0, stop), 'latin1');
        assert.equal(shapes[kind](bytes, 0, stop), shapes[kind](alone, 0, stop), `${kind}: ${JSON.stringify(text)}`);
      }),
      { numRuns: 5000 },
    );
  });

  it('end where what stands there goes on no more', () => {
    fc.assert(
      fc.property(kinds, texts, fc.constantFrom('"', '\\"'), (kind, text, end) => {
        fc.pre(references[kind].test(text));
        const bytes = Buffer.from(`:${text}${end},"a":1}`, 'latin1');
        assert.equal(shapes[kind](bytes, 1, bytes.length), 1 + text.length, `${kind}: ${JSON.stringify(text)}`);
      }),
      { numRuns: 5000 },
    );
  });
});
