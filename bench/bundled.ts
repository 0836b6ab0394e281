// Runs a benchmark as the command line runs: bundled by the same tool, as plain JavaScript. What tsx makes of the sources
// gives a name to each function each time one is made, which costs a tenth of what is measured.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const [name = 'fuzz', ...args] = process.argv.slice(2);
// Two folders below the root, like the sources: `import.meta.url` leads to schemas and recordings as before.
const file = fileURLToPath(new URL(`../dist/bench/${name}.js`, import.meta.url));
const bundle = await rolldown({
  input: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
  platform: 'node',
  external: id => !/^[./]/.test(id),
});
await bundle.write({ file, format: 'esm', codeSplitting: false });
await bundle.close();
spawn(process.execPath, [file, ...args], { stdio: 'inherit' }).on('exit', code => {
  process.exitCode = code ?? 1;
});
