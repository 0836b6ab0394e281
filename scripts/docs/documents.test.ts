// What the documents show is what the packed package prints: each ```console block is run, and must come out the same.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { packPackage, root, whyNoBuild } from '../pack/pack-package.ts';
import { blocksOf } from './blocks.ts';
import { documents } from './documents.ts';
import { projectForDocuments } from './project-for-documents.ts';
import { runDocument } from './run-document.ts';

const skip = process.platform === 'win32' ? 'the commands are for bash' : (whyNoBuild() ?? false);
const folder = mkdtempSync(join(tmpdir(), 'docs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('The documents', { skip }, () => {
  const packed = skip === false ? packPackage(folder) : undefined;
  for (const name of documents()) {
    const text = readFileSync(join(root, name), 'utf8');
    if (!blocksOf(text).some(({ kind }) => kind === 'console')) continue;
    it(`show in ${name} what the commands print: else run \`npm run docs\``, async () => {
      assert.ok(packed !== undefined, 'nothing was packed');
      assert.equal(await runDocument(text, projectForDocuments(join(folder, name), packed)), text);
    });
  }
});
