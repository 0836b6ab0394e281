import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commonMemory } from '../common-memory.ts';
import { createQuickSift, largestBlock, siftLines, siftPlainly, splitLines } from './sift-lines.ts';

const ours = '{"url":"/v2/core/account_links"}';
const other = '{"url":"/v1/charges"}';

const quick = createQuickSift() ?? siftPlainly;

/** The lines that are read, as text, and how many are passed over before each and behind them. */
function shown(text: string, sift = quick): { readonly read: readonly string[]; readonly passed: readonly number[] } {
  const block = Buffer.from(text);
  const { lines, rest } = sift(block);
  return {
    read: lines.map(({ start, stop }) => block.toString('utf8', start, stop)),
    passed: [...lines.map(({ passed }) => passed), rest],
  };
}

describe('siftLines', () => {
  it('passes over what is another endpoint’s', () => {
    assert.deepEqual(shown(`${other}\n${other}\n${ours}\n${other}\n`), { read: [ours], passed: [2, 1] });
  });

  it('finds nothing in nothing', () => assert.deepEqual(shown(''), { read: [], passed: [0] }));

  it('reads what is no object: blank, cut off, a list, text', () => {
    const lines = ['', ' ', '{', '}', '{"a":1', '[{}]', 'text', ' {}', '{}x', '{} \0x'];
    assert.deepEqual(shown(lines.map(line => `${line}\n`).join('')), {
      read: lines,
      passed: [...lines.map(() => 0), 0],
    });
  });

  it('passes over an object with white space or control signs behind it', () => {
    assert.deepEqual(shown(`{}\r\n{} \t\n{}\0\n{}${' '.repeat(100)}\n`), { read: [], passed: [4] });
  });

  for (const spelling of [
    'account_links',
    '\\u0061ccount_links',
    'account\\u005flinks',
    'account\\u005Flinks',
    'account_l\\u0069nks',
    'account_link\\u0073',
    '%61ccount_links',
    'account%5flinks',
    'account%5Flinks',
    'account_lin%6Bs',
    '\\u002561ccount_links',
    '%\\u0036%31ccount_links',
    '%6\\u0031ccount_links',
    'account\\\\u005flinks', // no escape, but who knows
    '1/account_links',
    'v1/%61ccount_links',
    '-account_links',
  ]) {
    it(`reads a line with ${spelling}`, () => {
      const line = `{"a":"${spelling}"}`;
      assert.deepEqual(shown(`${other}\n${line}\n${other}\n`), { read: [line], passed: [1, 1] });
    });
  }

  for (const spelling of [
    'account_link',
    'ccount_links',
    'account-links',
    'account_\\nlinks',
    'use_account_links',
    '/v1/account_links',
    '\\/v1\\/account_links',
    '\\u0026',
    '\\u003c',
    '\\u00e9',
    '\\u2028',
    '\\u005b',
    'u0061',
    '%5B%5D',
    '%2F%3a',
    '%62',
    '%76',
    '100 %',
  ]) {
    it(`passes over a line with ${spelling}`, () => {
      assert.deepEqual(shown(`{"a":"${spelling}"}\n`), { read: [], passed: [1] });
    });
  }

  it('sees no name that the end of a line cuts', () => {
    for (const name of ['account_links', '\\u006', '%61']) {
      for (let cut = 1; cut < name.length; cut++) {
        assert.deepEqual(shown(`{${name.slice(0, cut)}}\n{${name.slice(cut)}}\n`), { read: [], passed: [2] });
      }
    }
  });

  it('sees nothing of the block before', () => {
    shown(`${ours}\n`.repeat(10));
    assert.deepEqual(shown('{}\n'), { read: [], passed: [1] });
    assert.deepEqual(shown(''), { read: [], passed: [0] });
  });

  it('takes a block of any size', () => {
    for (const size of [1000, 2 ** 15 - 1, 2 ** 15, largestBlock - 1, largestBlock, largestBlock + 1]) {
      const end = `\n${ours}\n`;
      const line = `{${' '.repeat(size - end.length - 2)}}`;
      for (const sift of [siftLines, quick]) {
        assert.deepEqual(shown(line + end, sift), { read: [ours], passed: [1, 0] });
      }
    }
  });

  it('knows each digit behind what begins a character, and what is none', () => {
    for (const begin of ['%', '\\u00', '%\\u00']) {
      const lines = Array.from(
        { length: 2 ** 16 },
        (_, pair) => `{${begin}${String.fromCharCode(pair >> 8, pair & 0xff)}}\n`,
      );
      for (let at = 0; at < lines.length; at += 2 ** 14) {
        const block = Buffer.from(lines.slice(at, at + 2 ** 14).join(''), 'latin1');
        assert.deepEqual(quick(block), siftPlainly(block));
      }
    }
  });

  it('looks at 16 bytes at once on the machine of this test', () => {
    assert.notEqual(createQuickSift(), undefined);
  });

  it('sifts the largest block that there is room for', () => {
    assert.equal(commonMemory()?.pieceSize.value, largestBlock);
  });

  it('goes without WebAssembly', () => {
    assert.deepEqual(shown(`${other}\n${ours}\n`, siftPlainly), { read: [ours], passed: [1, 0] });
  });
});

describe('splitLines', () => {
  it('passes over nothing', () => {
    assert.deepEqual(shown(`${other}\n\n${ours}\n`, splitLines), { read: [other, '', ours], passed: [0, 0, 0, 0] });
  });
});
