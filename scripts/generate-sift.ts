// Compiles src/readers/sift-lines.wat into src/generated/: a kilobyte of WebAssembly, as text in a module, so that it
// comes along in every bundle and every thread.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const source = new URL('../src/readers/sift-lines.wat', import.meta.url);
const folder = new URL('../src/generated/', import.meta.url);
mkdirSync(folder, { recursive: true });

const compiler = await wabt();
const module = compiler.parseWat('sift-lines.wat', readFileSync(source), { simd: true });
module.validate();
const code = Buffer.from(module.toBinary({}).buffer).toString('base64');
module.destroy();

writeFileSync(
  new URL('sift-lines.js', folder),
  `export function instantiate() {
  const code = Buffer.from('${code}', 'base64');
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(code)) return undefined;
  return new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
}
`,
);
writeFileSync(
  new URL('sift-lines.d.ts', folder),
  `/** The functions of sift-lines.wat on a memory of their own; \`undefined\` where this machine cannot run them. */
export declare function instantiate():
  | {
      readonly memory: { readonly buffer: ArrayBuffer };
      readonly begin: (size: number) => void;
      readonly next: () => number;
    }
  | undefined;
`,
);
