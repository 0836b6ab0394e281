// Builds dist/: validators, then plain tsc, then the one generated file that tsc does not carry over.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const run = (script: string, ...args: string[]) =>
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });

rmSync(new URL('dist/', root), { recursive: true, force: true });
run('node_modules/tsx/dist/cli.mjs', 'scripts/generate-validators.ts');
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
mkdirSync(new URL('dist/generated/', root), { recursive: true });
for (const name of ['validators.js', 'validators.d.ts']) {
  copyFileSync(new URL(`src/generated/${name}`, root), new URL(`dist/generated/${name}`, root));
}
chmodSync(new URL('dist/cli/main.js', root), 0o755);
