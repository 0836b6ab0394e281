// Writes docs/rules.md from the rules, the contracts and the codes. A test holds the two together.
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadCatalogue } from '../src/contract/contract.ts';
import { pagesOf } from '../src/explain/pages.ts';
import { toMarkdown } from '../src/explain/to-markdown.ts';

const folder = new URL('../docs/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('rules.md', folder), toMarkdown(pagesOf(loadCatalogue())));
