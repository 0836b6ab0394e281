// Compiles the schemas into src/generated/, a module for each contract, so that `validate` starts without ajv's compiler
// and without the validators of contracts that nobody asks for.
import { mkdirSync, writeFileSync } from 'node:fs';
import { toValidatorModule } from '../src/compile/to-validator.ts';
import { loadCatalogue } from '../src/contract/contract.ts';

const folder = new URL('../src/generated/', import.meta.url);
mkdirSync(folder, { recursive: true });

const { contracts } = loadCatalogue();
for (const { id, request, response, error } of contracts) {
  writeFileSync(new URL(`${id}.cjs`, folder), toValidatorModule({ request, response, error }));
}

// By the way from here, which is the way from the bundle of the command line as well.
const list = contracts.map(({ id }) => `  '${id}': () => load('../generated/${id}.cjs'),\n`).join('');
writeFileSync(
  new URL('validators.js', folder),
  `import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);\nexport const modules = {\n${list}};\n`,
);
writeFileSync(
  new URL('validators.d.ts', folder),
  `import type { CompiledSchema } from '../compile/violation.ts';
export type Formats = { readonly [name: string]: (text: string) => boolean };
export type ValidatorModule = (formats: Formats) => { readonly [name: string]: CompiledSchema | undefined };
export declare const modules: { readonly [name: string]: (() => ValidatorModule) | undefined };
`,
);
