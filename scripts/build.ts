// Builds dist/: what is generated, the library by plain tsc with the generated files that tsc does not carry over, and the
// command line as a bundle.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { bundleCli } from './bundle-cli.ts';
import { prune } from './pack/prune.ts';

const root = new URL('../', import.meta.url);
const run = (script: string, ...args: string[]) =>
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });

rmSync(new URL('dist/', root), { recursive: true, force: true });
run('node_modules/tsx/dist/cli.mjs', 'scripts/generate.ts');
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
mkdirSync(new URL('dist/generated/', root), { recursive: true });
for (const name of readdirSync(new URL('src/generated/', root))) {
  copyFileSync(new URL(`src/generated/${name}`, root), new URL(`dist/generated/${name}`, root));
}
await bundleCli(root);
// Parts of these come along: the parser within the bundle, and what AssemblyScript compiles in of its library.
mkdirSync(new URL('dist/licenses/', root));
copyFileSync(new URL('node_modules/yargs-parser/LICENSE.txt', root), new URL('dist/licenses/yargs-parser.txt', root));
copyFileSync(new URL('node_modules/assemblyscript/LICENSE', root), new URL('dist/licenses/assemblyscript.txt', root));
prune();
