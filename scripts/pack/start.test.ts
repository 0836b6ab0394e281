// What a start of the built command line loads. It lasts as long as what it loads: whoever adds to these lists has measured.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { root, whyNoBuild } from './pack-package.ts';

const folder = mkdtempSync(join(tmpdir(), 'account-links-start-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const asked = join(folder, 'asked');
const preload = join(folder, 'preload.cjs');
writeFileSync(
  preload,
  `const { appendFileSync } = require('node:fs');
const loader = require('node:module');
const load = loader._load;
loader._load = function (name, parent, ...rest) {
  if (parent?.filename.includes('dist')) appendFileSync(${JSON.stringify(asked)}, name + '\\n');
  return load.call(this, name, parent, ...rest);
};`,
);

/** What the files of the command line require, each once. */
function requiredBy(...line: readonly string[]): readonly string[] {
  writeFileSync(asked, '');
  const main = join(root, 'dist/cli/main.js');
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, main, ...line], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const names = readFileSync(asked, 'utf8').split('\n');
  return [...new Set(names.filter(name => name !== '').map(name => name.replace(/^node:/, '')))].sort();
}

const always = [
  './command-line.js',
  './judging.js',
  './rolldown-runtime.js',
  'buffer',
  'fs',
  'module',
  'path',
  'url',
  'util',
];

describe('A start of the command line', { skip: whyNoBuild() ?? false }, () => {
  it('loads of Node and of ours what lines that keep the contract need, and no more', () => {
    const loaded = requiredBy('validate', join(root, 'cases/recordings/stripe-node-20.4.0.ndjson'));
    assert.deepEqual(loaded, ['../generated/2025-12-15.clover.cjs', ...always]);
  });

  it('loads no more than that where only the version is asked for', () => {
    const loaded = requiredBy('--version');
    assert.deepEqual(
      loaded.filter(name => !always.includes(name)),
      [],
    );
  });

  it('loads the formats with the first that is none of lines', () => {
    const loaded = requiredBy('validate', join(root, 'cases/recordings/stripe-node-20.4.0.har'));
    assert.ok(loaded.includes('./formats.js'), loaded.join(' '));
  });
});
