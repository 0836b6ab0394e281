import { spawn } from 'node:child_process';

/** A tool or a package that this machine has not, and cannot get. */
export class Unavailable extends Error {}

/** What a command prints. Throws when it fails, an `Unavailable` when there is no such command. */
export function output(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 });
    let [out, err] = ['', ''];
    child.stdout.on('data', chunk => {
      out += chunk;
    });
    child.stderr.on('data', chunk => {
      err += chunk;
    });
    child.on('error', () => reject(new Unavailable(`there is no \`${command}\`.`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(out);
      const end = `${out}\n${err}`.trim().split('\n').slice(-8).join('\n');
      reject(new Error(`\`${command} ${args[0] ?? ''}\` ended with ${signal ?? code}:\n${end}`));
    });
  });
}

/** The same for what installs: whoever has no registry within reach has not broken anything. */
export async function installed(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): Promise<string> {
  try {
    return await output(command, args, options);
  } catch (thrown) {
    if (thrown instanceof Unavailable || !(thrown instanceof Error)) throw thrown;
    throw new Unavailable(`its packages cannot be installed: ${thrown.message}`);
  }
}
