import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { textNumber } from './text-number.ts';

const unit = fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code));
const latin = fc.string({ unit, maxLength: 40 });
const texts = fc.oneof(
  latin,
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.stringMatching(/^[\u4e00-\u4e0f\0]{0,9}$/),
);

describe('The number of a text', () => {
  it('is another one for another text', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        assert.equal(textNumber(one) === textNumber(other), one === other, JSON.stringify([one, other]));
      }),
      {
        numRuns: 20_000,
        examples: [
          ['\u4e00\u4e01', '\u4f00\u4e00'],
          ['a', 'a\0'],
          ['abcd\0', 'abcd'],
          ['\0', '\0\0\0\0'],
        ],
      },
    );
  });

  it('is another one for each of many texts that are alike, wherever they differ', () => {
    for (const places of [
      [0, 4, 8],
      [1, 5, 9],
      [2, 6, 10],
      [3, 7, 11],
      [0, 1, 2],
      [12, 13, 14],
    ]) {
      const numbers = new Set<number>();
      for (let count = 0; count < 64 ** 3; count += 1) {
        const signs = [...'acct_1Nv0K8abcd'];
        for (const [index, place] of places.entries())
          signs[place] = String.fromCharCode(0x30 + ((count >> (6 * index)) & 63));
        numbers.add(textNumber(signs.join('')));
      }
      assert.equal(numbers.size, 64 ** 3, `of texts that differ at ${places}`);
    }
  });

  it('is a whole one of 52 bits, and 0 for none', () => {
    assert.equal(textNumber(''), 0);
    fc.assert(
      fc.property(texts, text => {
        const number = textNumber(text);
        assert.ok(Number.isInteger(number) && number < 2 ** 52 && (text === '' || number > 0), `${number}`);
      }),
    );
  });
});
