import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadCatalogue } from '../contract/contract.ts';
import { loadPacts } from './load-pacts.ts';

const catalogue = loadCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const interaction = { description: 'a link', request: {}, response: {} };

describe('loadPacts', () => {
  it('loads the pacts of the package, in the order of the catalogue', () => {
    const pacts = loadPacts(catalogue);
    assert.deepEqual(
      pacts.map(({ source }) => source),
      catalogue.contracts.map(({ id }) => `${id}.json`),
    );
    for (const { source, interactions } of pacts) {
      for (const { contract } of interactions) assert.equal(`${contract}.json`, source);
    }
  });

  it('loads those of one contract', () => {
    assert.deepEqual(
      loadPacts(catalogue, { contracts: ['2026-09-30.endive'] }).map(({ source }) => source),
      ['2026-09-30.endive.json'],
    );
  });

  it('loads a file, or all pacts of a folder in the order of their names', () => {
    const b = file('b.json', { interactions: [interaction, interaction] });
    const a = file('a.json', { interactions: [interaction] });
    file('notes.txt', 'no pact');
    assert.deepEqual(
      loadPacts(catalogue, { path: b }).map(({ source }) => source),
      [b],
    );
    assert.deepEqual(
      loadPacts(catalogue, { path: folder }).map(({ source }) => source),
      [a, b],
    );
    assert.deepEqual(
      loadPacts(catalogue, { path: b })[0]?.interactions.map(({ description }) => description),
      ['a link', 'a link (2)'],
    );
  });

  const unreadable: readonly (readonly [string, () => string, RegExp])[] = [
    ['that is not there', () => join(folder, 'absent.json'), /ENOENT/],
    [
      'that is no JSON',
      () => file('text.json', 'hello'),
      /text\.json cannot be used: it is no JSON, .* at character 1\./,
    ],
    ['that is no pact', () => file('other.json', { openapi: '3.1.0' }), /it has no list `interactions`/],
    ['that is a list', () => file('list.json', []), /it has no list `interactions`/],
    [
      'with messages',
      () => file('m.json', { interactions: [{ ...interaction, type: 'Asynchronous/Messages' }] }),
      /Messages/,
    ],
    [
      'without a description',
      () => file('d.json', { interactions: [{ request: {}, response: {} }] }),
      /interactions\/0/,
    ],
    ['without a request', () => file('r.json', { interactions: [{ description: 'a', response: {} }] }), /no request/],
    ['without a response', () => file('s.json', { interactions: [{ description: 'a', request: {} }] }), /no response/],
    [
      'with states that are none',
      () => file('p.json', { interactions: [{ ...interaction, providerStates: [1] }] }),
      /providerStates\/0/,
    ],
    [
      'whose states are no list',
      () => file('q.json', { interactions: [{ ...interaction, providerStates: {} }] }),
      /not a list/,
    ],
  ];
  for (const [what, path, message] of unreadable) {
    it(`refuses a file ${what}`, () => {
      assert.throws(() => loadPacts(catalogue, { path: path() }), {
        name: 'ToolError',
        code: 'pact-unreadable',
        message,
      });
    });
  }

  it('refuses a folder without a pact', () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    assert.throws(() => loadPacts(catalogue, { path: empty }), { code: 'pact-unreadable', message: /no \.json file/ });
  });
});
