import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root: string = resolve(import.meta.dirname, '../..');

export interface Packed {
  readonly path: string;
  readonly files: readonly string[];
  /** Of the tarball, in bytes. */
  readonly size: number;
  readonly unpackedSize: number;
}

/** Packs dist/ as it is: what `npm publish` would send. */
export function packPackage(folder: string): Packed {
  const text = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root);
  // npm says so of each package that it packed: https://docs.npmjs.com/cli/v11/commands/npm-pack#json
  const listed = JSON.parse(text) as readonly Listed[] | { readonly [name: string]: Listed };
  const [pack] = Array.isArray(listed) ? (listed as readonly Listed[]) : Object.values(listed);
  if (pack === undefined) throw new Error(`npm pack said nothing that we understand: ${text.slice(0, 200)}`);
  return {
    path: join(folder, pack.filename),
    files: pack.files.map(({ path }) => path),
    size: pack.size,
    unpackedSize: pack.unpackedSize,
  };
}

interface Listed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Runs npm and answers what it prints; what it complains of is in the error. */
export function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', [...args], {
    ...{ cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 },
    shell: process.platform === 'win32', // npm is a .cmd there
  });
}

/**
 * Why dist/ cannot be tested: it is not there, or older than what it is made of. Tests that need it skip by this where
 * somebody works, and fail in CI, which builds first.
 */
export function whyNoBuild(): string | undefined {
  const built = modifiedAt(join(root, 'dist/cli/main.js'));
  const newest = Math.max(
    ...filesIn('src')
      .filter(path => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('generated'))
      .map(modifiedAt),
    ...filesIn('schemas').map(modifiedAt),
  );
  if (built >= newest || process.env['CI'] !== undefined) return undefined;
  return 'dist/ is older than src/: run `npm run build`';
}

/** Every file of a folder of the project. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
