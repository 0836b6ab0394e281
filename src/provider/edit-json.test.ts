import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json } from '../json.ts';
import { type Edit, editJson } from './edit-json.ts';

const before: Json = { a: 1, list: ['x', 'y'], within: { b: null, '/~': 2 } };

describe('editJson', () => {
  const cases: readonly (readonly [name: string, edits: readonly Edit[], after: Json])[] = [
    ['adds a member', [{ op: 'add', path: '/c', value: 3 }], { ...before, c: 3 }],
    ['adds in place of what is there', [{ op: 'add', path: '/a', value: 3 }], { ...before, a: 3 }],
    [
      'adds within a list, and at its end',
      [
        { op: 'add', path: '/list/1', value: 'w' },
        { op: 'add', path: '/list/-', value: 'z' },
      ],
      { ...before, list: ['x', 'w', 'y', 'z'] },
    ],
    ['replaces within a list', [{ op: 'replace', path: '/list/1', value: 'z' }], { ...before, list: ['x', 'z'] }],
    ['replaces null', [{ op: 'replace', path: '/within/b', value: 1 }], { ...before, within: { b: 1, '/~': 2 } }],
    ['replaces all of it', [{ op: 'replace', path: '', value: 'other' }], 'other'],
    ['removes by an escaped name', [{ op: 'remove', path: '/within/~1~0' }], { ...before, within: { b: null } }],
    ['removes from a list', [{ op: 'remove', path: '/list/0' }], { ...before, list: ['y'] }],
    ['copies', [{ op: 'copy', from: '/list', path: '/within/b' }], { ...before, within: { b: ['x', 'y'], '/~': 2 } }],
    ['moves', [{ op: 'move', from: '/a', path: '/list/-' }], { list: ['x', 'y', 1], within: { b: null, '/~': 2 } }],
    ['takes a part for the whole', [{ op: 'copy', from: '/within', path: '' }], { b: null, '/~': 2 }],
    [
      'adds a member called like the prototype',
      [{ op: 'add', path: '/__proto__', value: 1 }],
      JSON.parse('{"a":1,"list":["x","y"],"within":{"b":null,"/~":2},"__proto__":1}'),
    ],
  ];
  for (const [name, edits, after] of cases) it(name, () => assert.deepEqual(editJson(before, edits), after));

  const nowhere: readonly Edit[] = [
    { op: 'replace', path: '/c', value: 1 },
    { op: 'replace', path: '/toString', value: 1 },
    { op: 'add', path: '/c/d', value: 1 },
    { op: 'add', path: '/a/d', value: 1 },
    { op: 'add', path: '/list/9', value: 1 },
    { op: 'add', path: '/list/01', value: 1 },
    { op: 'replace', path: '/list/length', value: 1 },
    { op: 'remove', path: '/list/length' },
    { op: 'remove', path: '/c' },
    { op: 'remove', path: '/a/b/c' },
    { op: 'copy', from: '/c', path: '/d' },
    { op: 'move', from: '/c', path: '/d' },
  ];
  for (const edit of nowhere) {
    it(`does nothing where ${JSON.stringify(edit)} leads nowhere`, () =>
      assert.deepEqual(editJson(before, [edit]), before));
  }
});
