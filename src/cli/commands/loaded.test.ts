import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'account-links-loaded-'));
after(() => rmSync(folder, { recursive: true }));
const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const recording = fileURLToPath(new URL('../../../cases/recordings/stripe-node-20.4.0.ndjson', import.meta.url));

/** Writes down every module that is asked for by its name, by `import` or by `require`. */
const hooks = `
import { appendFileSync } from 'node:fs';
export async function resolve(specifier, context, next) {
  if (/^[\\w@]/.test(specifier) && !/^(node|file|data):/.test(specifier)) appendFileSync(${JSON.stringify(join(folder, 'asked'))}, specifier + '\\n');
  return next(specifier, context);
}`;
const preload = `
import { appendFileSync } from 'node:fs';
import module from 'node:module';
module.register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});
const load = module._load;
module._load = function (name, ...rest) {
  if (/^[\\w@]/.test(name) && !name.startsWith('node:') && !module.isBuiltin(name)) appendFileSync(${JSON.stringify(join(folder, 'asked'))}, name + '\\n');
  return load.call(this, name, ...rest);
};`;

/** The third parties that a command line loads. */
function loadedBy(...line: readonly string[]): readonly string[] {
  writeFileSync(join(folder, 'asked'), '');
  writeFileSync(join(folder, 'preload.mjs'), preload);
  const args = ['--import', import.meta.resolve('tsx'), '--import', join(folder, 'preload.mjs'), main, ...line];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const asked = readFileSync(join(folder, 'asked'), 'utf8').split('\n');
  return [...new Set(asked.filter(name => name !== '' && !isBuiltin(name) && !/^(tsx|esbuild)\b/.test(name)))].sort();
}

describe('What a command loads', () => {
  it('is no ajv, no fast-check, no Pact and not the whole of yargs where recordings are judged', () => {
    assert.deepEqual(loadedBy('validate', recording), ['yargs-parser']);
  });

  it('is little where only help is asked for', () => {
    assert.deepEqual(loadedBy('validate', '--help'), ['yargs-parser']);
  });

  it('is seen by this test', () => {
    assert.ok(loadedBy('fuzz', 'http://127.0.0.1:1', '--dry-run').includes('fast-check'), 'fuzz loads fast-check');
  });
});
