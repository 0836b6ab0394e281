import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { jsonPieces } from './json-pieces.ts';

describe('JSON in pieces', () => {
  it('is the text of JSON.stringify, however many levels are cut', () => {
    fc.assert(
      fc.property(fc.object({ values: [fc.string(), fc.integer(), fc.constant(null)] }), fc.nat(4), (value, levels) => {
        assert.equal([...jsonPieces(value, levels)].join(''), JSON.stringify(value, null, 2));
      }),
    );
  });

  it('leaves out what is undefined', () => {
    const value = { a: undefined, b: [{ c: undefined, d: 1 }] };
    assert.equal([...jsonPieces(value, 3)].join(''), JSON.stringify(value, null, 2));
  });

  it('is in small pieces where there are many', () => {
    const pieces = [...jsonPieces({ cases: Array.from({ length: 1000 }, (_, name) => ({ name })) }, 3)];
    assert.ok(Math.max(...pieces.map(piece => piece.length)) < 100, 'a piece is long');
  });
});
