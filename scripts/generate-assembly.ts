// Compiles src/assembly/ into src/generated/: some kilobytes of WebAssembly, as text in a module, so that it comes along in
// every bundle and every thread.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const folder = new URL('src/generated/', root);
mkdirSync(folder, { recursive: true });

const code = compiled().toString('base64');
writeFileSync(
  new URL('assembly.js', folder),
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
  new URL('assembly.d.ts', folder),
  `/** What src/assembly/ exports, on a memory of its own: numbers are addresses in that. */
export interface Assembly {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly pieceSize: { readonly value: number };
  readonly piece: { readonly value: number };
  readonly block: { readonly value: number };
  readonly free: { readonly value: number };
  readonly found: { readonly value: number };
  readonly begin: (from: number, size: number) => void;
  readonly next: () => number;
  readonly spans: { readonly value: number };
  readonly compared: { readonly value: number };
  readonly recognise: (root: number, from: number, stop: number) => number;
  readonly compare: (likeness: number) => void;
}
/** \`undefined\` where this machine cannot run it. */
export declare function instantiate(): Assembly | undefined;
`,
);

/** By a process of its own: tsx would read all of the compiler first, which takes ten times as long. */
function compiled(): Buffer {
  const file = fileURLToPath(new URL('assembly.wasm', folder));
  const compiler = fileURLToPath(new URL('node_modules/assemblyscript/bin/asc.js', root));
  const options = ['--config', 'src/assembly/asconfig.json', '--outFile', file];
  execFileSync(process.execPath, [compiler, 'src/assembly/index.ts', ...options], { cwd: root, stdio: 'inherit' });
  const code = readFileSync(file);
  rmSync(file);
  return code;
}
