// Compiles the schemas of all contracts into src/generated/validators.js, so that `validate` starts without ajv's compiler.
import { mkdirSync, writeFileSync } from 'node:fs';
import { toValidatorModule } from '../src/compile/to-validator.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import type { Schema } from '../src/contract/schema.ts';

const schemas = new Map<string, Schema>();
for (const contract of loadCatalogue().contracts) {
  schemas.set(`${contract.id}/request`, contract.request);
  schemas.set(`${contract.id}/response`, contract.response);
  schemas.set('error', contract.error);
}

const folder = new URL('../src/generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('validators.js', folder), toValidatorModule(schemas));
writeFileSync(
  new URL('validators.d.ts', folder),
  `import type { CompiledSchema } from '../compile/violation.ts';\nexport declare const validators: { readonly [name: string]: CompiledSchema | undefined };\n`,
);
