import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import fc from 'fast-check';
import { isUri } from './is-uri.ts';

const piece = fc.constantFrom(
  ...[
    'http',
    'https',
    'HTTP',
    'mailto',
    ':',
    '//',
    '/',
    '?',
    '#',
    '@',
    ':8443',
    ':99999',
    'a.example',
    '_x',
    '[::1]',
    '127.0.0.1',
  ],
  ...[
    '%41',
    '%',
    '%zz',
    ' ',
    '\n',
    '\u00e9',
    '\\',
    '"',
    '<',
    '{',
    "'",
    '~',
    '!$&()*+,;=',
    'acct_1',
    '..',
    '-',
    '^',
    '|',
    '`',
  ],
);

describe('isUri', () => {
  it('takes what the expression for the whole of RFC 3986 takes, and nothing else', () => {
    const whole = fullFormats.uri as (text: string) => boolean; // a function in ajv-formats 3
    const prefix = fc.constantFrom('', 'http://', 'https://', 'https://a.example', 'https://a.example/r?');
    const texts = fc.tuple(prefix, fc.array(fc.oneof(piece, fc.string({ maxLength: 2 })), { maxLength: 8 }));
    fc.assert(
      fc.property(texts, ([start, pieces]) => {
        const text = start + pieces.join('');
        assert.equal(isUri(text), whole(text), JSON.stringify(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('copes with a URL of a megabyte', () => {
    assert.equal(isUri(`https://a.example/${'a'.repeat(1_000_000)}`), true);
  });
});
