// Writes docs/rules.md from the rules, the contracts and the codes, and the schema of the configuration from the options.
// Tests hold them together.
import { mkdirSync, writeFileSync } from 'node:fs';
import { commands } from '../src/cli/commands/index.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import { pagesOf } from '../src/explain/pages.ts';
import { toMarkdown } from '../src/explain/to-markdown.ts';
import { configSchema } from './config-schema.ts';

const folder = new URL('../docs/', import.meta.url);
mkdirSync(folder, { recursive: true });
const pages = pagesOf(loadCatalogue());
writeFileSync(new URL('rules.md', folder), toMarkdown(pages));
const schema = configSchema(
  commands,
  pages.filter(({ kind }) => kind === 'rule'),
);
writeFileSync(new URL('../schemas/shared/config.schema.json', import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
