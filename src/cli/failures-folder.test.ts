import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ToolError } from '../errors.ts';
import { loadFailures } from './failures-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'account-links-'));
after(() => rmSync(root, { recursive: true }));

const unwritable = (thrown: unknown): boolean => thrown instanceof ToolError && thrown.code === 'output-unwritable';

describe('The folder of --failures', () => {
  it('is made, with those above it, and holds nothing yet', () => {
    const folder = join(root, 'one/two/three');
    assert.deepEqual(loadFailures(folder), []);
    assert.ok(existsSync(folder), 'it is there');
    assert.deepEqual(loadFailures(folder), [], 'once more');
  });

  it('is refused where a file stands in its place, or above it', () => {
    writeFileSync(join(root, 'file'), '');
    assert.throws(() => loadFailures(join(root, 'file')), unwritable);
    assert.throws(() => loadFailures(join(root, 'file/inner')), unwritable);
  });

  it('is refused where the system takes no folders', { skip: platform() !== 'linux' }, () => {
    assert.throws(() => loadFailures('/proc/no-such-folder'), unwritable);
  });
});
