// A copy of the repository in which things are broken.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const copied = ['bench', 'cases', 'pacts', 'properties', 'schemas', 'scripts', 'src', 'package.json', 'tsconfig.json'];

export interface Copy {
  /** What fails of the tests of a mutant in it, if anything does; everything is put back afterwards. */
  failureOf(mutant: Mutant): Promise<string | undefined>;
  remove(): void;
}

export function createCopy(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    async failureOf({ edits, tests }) {
      const before = new Map(edits.map(({ file }) => [file, readFileSync(join(folder, file), 'utf8')]));
      try {
        for (const { file, change } of edits) {
          writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
        }
        return await firstFailure(folder, tests);
      } finally {
        for (const [file, text] of before) writeFileSync(join(folder, file), text);
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Resolves as soon as the first test has failed. */
function firstFailure(folder: string, tests: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/test.ts', ...tests], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, CATALOGUE_SEED: '1' },
    });
    let failure: string | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      failure ??= /✖.*/.exec(text)?.[0];
      if (failure !== undefined) child.kill();
    });
    child.on('error', reject);
    child.on('close', status => resolve(failure ?? (status === 0 ? undefined : `exit code ${status}`)));
  });
}
