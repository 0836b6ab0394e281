import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { jsonFault, jsonFaultText } from './json-fault.ts';

describe('jsonFault', () => {
  const faults: readonly (readonly [text: string, at: number, problem: string])[] = [
    ['', 0, 'the text ends too early'],
    [' ', 1, 'the text ends too early'],
    ['{"a":1', 6, 'the text ends too early'],
    ['{"a":"b', 7, 'the text ends within a string'],
    ['hello', 0, 'expected a value'],
    ['[1,]', 3, 'expected a value'],
    ['[,1]', 1, 'expected a value or `]`'],
    ['[1 2]', 3, 'expected `,` or `]`'],
    ['[1}', 2, 'expected `,` or `]`'],
    ['{"a" 1}', 5, 'expected `:`'],
    ['{"a":}', 5, 'expected a value'],
    ['{"a":1,}', 7, 'expected a member name in double quotes'],
    ["{'a':1}", 1, 'expected a member name in double quotes or `}`'],
    ['{"a":1 "b":2}', 7, 'expected `,` or `}`'],
    ['{} {}', 3, 'expected nothing more'],
    ['01', 1, 'expected nothing more'],
    ['"\n"', 1, 'a control character in a string'],
    ['"a\\x"', 2, 'a wrong escape in a string'],
    ['\ufeff{}', 0, 'expected a value'],
  ];
  for (const [text, at, problem] of faults) {
    it(`finds in ${JSON.stringify(text)}: ${problem}`, () => {
      assert.deepEqual(jsonFault(text), { at, problem });
      assert.equal(jsonFaultText(text), `${problem} at character ${at + 1}`);
    });
  }

  it('finds a fault exactly where JSON.parse finds one', () => {
    const broken = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '{', '}', '[', ']', ':', '\\', 'e', '-', '0', '.', '\n', '\u0001'),
        fc.boolean(),
      )
      .map(([text, where, sign, isRemoved]) => {
        const at = where % (text.length + 1);
        return text.slice(0, at) + sign + text.slice(at + (isRemoved ? 1 : 0));
      });
    fc.assert(
      fc.property(broken, text => assert.equal(jsonFault(text) === undefined, isJson(text))),
      { numRuns: 2000 },
    );
  });

  it('needs no stack for deep nesting and long strings', () => {
    const deep = 200_000;
    assert.equal(jsonFault('['.repeat(deep) + ']'.repeat(deep)), undefined);
    assert.equal(jsonFault(`"${'a\\n'.repeat(1_000_000)}"`), undefined);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
