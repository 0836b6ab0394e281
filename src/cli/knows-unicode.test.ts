import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { knowsUnicode } from './knows-unicode.ts';

const cases: readonly (readonly [
  what: string,
  said: boolean | undefined,
  env: { readonly [name: string]: string },
  shown: boolean,
])[] = [
  ['says nothing, as a Windows console does', undefined, {}, false],
  ['has a locale of UTF-8', undefined, { LANG: 'en_GB.UTF-8' }, true],
  ['has the locale C.utf8', undefined, { LC_CTYPE: 'C.utf8' }, true],
  ['has a locale without UTF-8', undefined, { LANG: 'de_DE.ISO-8859-1' }, false],
  ['overrules LANG by LC_ALL', undefined, { LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, false],
  ['is an empty locale in the log of a GitHub action', undefined, { LANG: '', GITHUB_ACTIONS: 'true' }, true],
  ['is Windows Terminal', undefined, { WT_SESSION: '1' }, true],
  ['is told not to', false, { LANG: 'en_GB.UTF-8' }, false],
  ['is told to', true, { LANG: 'C' }, true],
];

describe('More than ASCII', () => {
  for (const [what, said, env, shown] of cases) {
    it(`is ${shown ? '' : 'not '}shown by what ${what}`, () => {
      assert.equal(knowsUnicode(said, env), shown);
    });
  }
});
