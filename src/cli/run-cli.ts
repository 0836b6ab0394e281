import { ToolError } from '../errors.ts';
import type { Command } from './command.ts';
import { commands as allCommands } from './commands/index.ts';
import { complain } from './complain.ts';
import { exitCodes } from './exit-code.ts';
import { helpText } from './help.ts';
import { type Io, isAbort, widthOf } from './io.ts';
import { packageVersion } from './package-version.ts';
import { parseArguments } from './parse-arguments.ts';

/** Runs a command line, without the process around it, and resolves to the exit code. Never rejects. */
export async function runCli(
  argv: readonly string[],
  io: Io,
  commands: readonly Command[] = allCommands,
): Promise<number> {
  try {
    return await runCommand(argv, io, commands);
  } catch (thrown) {
    if (isAbort(thrown, io)) return exitCodes.interrupted;
    if (thrown instanceof ToolError) {
      complain(io, `${thrown.code}: ${thrown.message}`);
      const next = thrown.code === 'usage' ? helpCall(argv, commands) : `account-links explain ${thrown.code}`;
      complain(io, `Run \`${next}\`.`);
      return exitCodes.notJudged;
    }
    complainOfBug(io, thrown);
    return exitCodes.bug;
  }
}

/** What cannot be told apart from wrong results by whoever reads the exit code has one of its own. */
export function complainOfBug(io: Pick<Io, 'stderr'>, thrown: unknown): void {
  complain(io, thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown));
  complain(io, 'This is a bug in account-links: please report it.');
}

async function runCommand(argv: readonly string[], io: Io, commands: readonly Command[]): Promise<number> {
  const parsed = await parseArguments(argv, commands, io.env);
  if (parsed.kind === 'command') return parsed.command.run(parsed.args, io);
  if (parsed.kind === 'version') {
    io.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  if (parsed.kind === 'help') {
    io.stdout.write(helpText(parsed.command, commands, widthOf(io.stdout)));
    return 0;
  }
  io.stderr.write(helpText(undefined, commands, widthOf(io.stderr)));
  return exitCodes.notJudged;
}

function helpCall([first]: readonly string[], commands: readonly Command[]): string {
  return commands.some(({ name }) => name === first) ? `account-links ${first} --help` : 'account-links --help';
}
