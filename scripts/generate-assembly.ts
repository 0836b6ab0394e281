// Compiles the modules of src/assembly/ into src/generated/: some kilobytes of WebAssembly, as text in modules of their own,
// so that they come along in every bundle and every thread.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const folder = new URL('src/generated/', root);
mkdirSync(folder, { recursive: true });

/** What each module is for whoever calls it: numbers are addresses in its memory. */
const modules = {
  'sift-lines': `{
      readonly memory: { readonly buffer: ArrayBuffer };
      readonly block: { readonly value: number };
      readonly found: { readonly value: number };
      readonly begin: (size: number) => void;
      readonly next: () => number;
    }`,
  recognise: `{
      readonly memory: { readonly buffer: ArrayBuffer };
      readonly free: { readonly value: number };
      readonly spans: { readonly value: number };
      readonly compared: { readonly value: number };
      readonly recognise: (root: number, from: number, stop: number) => number;
      readonly compare: (likeness: number) => void;
    }`,
};

for (const [name, type] of Object.entries(modules)) {
  const code = compiled(name).toString('base64');
  writeFileSync(
    new URL(`${name}.js`, folder),
    `export function instantiate() {
  const code = Buffer.from('${code}', 'base64');
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(code)) return undefined;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  } catch (thrown) {
    // V8 reserves gigabytes of addresses for each memory: under a limit on these there may be none.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}
`,
  );
  writeFileSync(
    new URL(`${name}.d.ts`, folder),
    `/** What src/assembly/${name}.ts exports, on a memory of its own; \`undefined\` where this machine cannot run it. */
export declare function instantiate(): ${type} | undefined;
`,
  );
}

/** By a process of its own: tsx would read all of the compiler first, which takes ten times as long. */
function compiled(name: string): Buffer {
  const file = fileURLToPath(new URL(`${name}.wasm`, folder));
  const compiler = fileURLToPath(new URL('node_modules/assemblyscript/bin/asc.js', root));
  const options = ['--config', 'src/assembly/asconfig.json', '--outFile', file];
  execFileSync(process.execPath, [compiler, `src/assembly/${name}.ts`, ...options], { cwd: root, stdio: 'inherit' });
  const code = readFileSync(file);
  rmSync(file);
  return code;
}
