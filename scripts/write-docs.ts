// Writes what is made of the code: docs/rules.md, docs/api.md, the schema of the configuration, and in each document what
// its ```console blocks print. Tests hold them together. An argument chooses the documents whose path contains it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../src/cli/commands/index.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import { pagesOf } from '../src/explain/pages.ts';
import { toMarkdown } from '../src/explain/to-markdown.ts';
import { configSchema } from './config-schema.ts';
import { apiDocument } from './docs/api.ts';
import { blocksOf } from './docs/blocks.ts';
import { documents } from './docs/documents.ts';
import { projectForDocuments } from './docs/project-for-documents.ts';
import { runDocument } from './docs/run-document.ts';
import { packPackage, root } from './pack/pack-package.ts';

const pages = pagesOf(loadCatalogue());
writeFileSync(join(root, 'docs/rules.md'), toMarkdown(pages));
const rules = pages.filter(({ kind }) => kind === 'rule');
const schema = `${JSON.stringify(configSchema(commands, rules), null, 2)}\n`;
writeFileSync(join(root, 'schemas/shared/config.schema.json'), schema);
writeFileSync(join(root, 'docs/api.md'), apiDocument());

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'docs-'));
const packed = packPackage(folder);
for (const name of documents().filter(path => wanted.length === 0 || wanted.some(part => path.includes(part)))) {
  const text = readFileSync(join(root, name), 'utf8');
  if (!blocksOf(text).some(({ kind }) => kind === 'console')) continue;
  const now = await runDocument(text, projectForDocuments(join(folder, name), packed));
  if (now === text) continue;
  writeFileSync(join(root, name), now);
  console.log(`${name} has changed.`);
}
rmSync(folder, { recursive: true, force: true });
