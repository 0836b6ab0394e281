// Each task of the README as it is printed, in an empty folder, with what npm has installed and npm's own npx.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runDocument } from '../docs/run-document.ts';
import { npm, packPackage, root } from './pack-package.ts';

const folder = mkdtempSync(join(tmpdir(), 'readme-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('The README', () => {
  it('works as printed in an empty folder', async () => {
    const project = join(folder, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{"private": true}');
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly devDependencies: { readonly stripe: string };
    }; // our own
    const packages = [packPackage(folder).path, `stripe@${devDependencies.stripe}`];
    npm(['install', '--save-dev', '--no-audit', '--no-fund', '--prefer-offline', ...packages], project);
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    assert.equal(await runDocument(text, { folder: project, path: [] }), text);
  });
});
