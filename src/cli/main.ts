#!/usr/bin/env node
// The process around `runCli`. It ends by `process.exit`, never by running dry: a crash that leaves Node to choose the
// exit code gives 1, which would read as "findings".
import { complain } from './complain.ts';
import { exitCodes } from './exit-code.ts';
import { Interruption, type InterruptionCause, type Io } from './io.ts';
import { complainOfBug, runCli } from './run-cli.ts';

const { stdout, stderr, env } = process;
const controller = new AbortController();

for (const cause of ['SIGINT', 'SIGTERM'] as const) {
  process.on(cause, () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted); // asked twice: no waiting for the rest
    stop(cause);
  });
}

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (thrown: unknown) => {
    complainOfBug({ stderr }, thrown);
    process.exit(exitCodes.bug);
  });
}

// Whoever reads the report may leave early (`| head`): then there is nobody to work for, and nothing to complain of.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return stop('EPIPE');
  complain({ stderr }, `output-unwritable: Standard output cannot be written: ${error.message}.`);
  process.exit(exitCodes.notJudged);
});
stderr.on('error', () => {});

// Nothing left to wait for and still no result: without this Node would exit with a code of its own.
process.on('beforeExit', () => {
  complainOfBug({ stderr }, new Error('The command ended without a result.'));
  process.exit(exitCodes.bug);
});

const { signal } = controller;
void runCli(process.argv.slice(2), { stdout, stderr, stdin: stdinOf(signal), env, signal }).then(async code => {
  await Promise.all([flushed(stdout), flushed(stderr)]);
  process.exit(code);
});

/** Standard input, opened by who reads it: most never do. A stop ends it, else it would wait for input that never comes. */
function stdinOf(signal: AbortSignal): Io['stdin'] {
  return {
    [Symbol.asyncIterator]() {
      const { stdin } = process;
      stdin.on('error', () => {});
      const end = () => stdin.destroy(signal.reason);
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
      return stdin[Symbol.asyncIterator]();
    },
  };
}

function stop(cause: InterruptionCause): void {
  if (!controller.signal.aborted) controller.abort(new Interruption(cause));
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise(resolve => {
    stream.write('', () => resolve());
  });
}
