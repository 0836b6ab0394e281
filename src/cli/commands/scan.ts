import type { Args, Command } from '../command.ts';
import { complain } from '../complain.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';

/** Looks for live secrets in recordings, before they are committed or handed on. */
export const scan: Command = {
  name: 'scan',
  summary: 'Find live keys and links in files, before they are shared',
  positionals: [
    { name: 'paths', summary: 'Files, folders (all files in them), or - for stdin.', required: true, variadic: true },
  ],
  examples: ['account-links scan recordings/ fixtures/', 'git diff --cached | account-links scan -'],
  options: [],
  run,
};

async function run(args: Args, io: Io): Promise<number> {
  const { findInputs, sourceOf } = await import('../../readers/find-sources.ts');
  const { scanSource } = await import('../../readers/scan-sources.ts');
  const { printable } = await import('../../reporters/text/printable.ts');
  const { counted } = await import('../../reporters/text/counted.ts');
  const inputs = await findInputs(args.positionals, io.stdin, 'every file');
  let secrets = 0;
  let unreadable = 0;
  for (const input of inputs) {
    for await (const found of scanSource(sourceOf(input))) {
      if (io.signal.aborted) return exitCodes.interrupted;
      if (found.kind === 'unreadable') {
        unreadable++;
        complain(io, `input-unreadable: ${found.source} cannot be read: ${found.reason}`);
        continue;
      }
      secrets++;
      const { kind, shown } = found.secret;
      io.stdout.write(`${printable(`${found.source}:${found.line}: ${kind} ${shown}`)}\n`);
    }
  }
  const files = counted(inputs.length, 'file');
  if (secrets > 0) {
    const advice = 'Revoke the keys in the Stripe Dashboard, and record again without them.';
    io.stdout.write(`FAIL  account-links scan: ${counted(secrets, 'live secret')} in ${files}. ${advice}\n`);
    return exitCodes.findings;
  }
  if (unreadable > 0) return exitCodes.notJudged;
  io.stdout.write(`PASS  account-links scan: no live secret in ${files}\n`);
  return exitCodes.conforming;
}
