// For tests: a world in memory, so that a command line runs without a process.
import type { Io } from './io.ts';

export interface CapturedIo extends Io {
  /** What was written so far. */
  out(): string;
  err(): string;
}

/** An `Io` that remembers what is written to it. */
export function capturedIo(given: Partial<Io> = {}): CapturedIo {
  const written = { out: '', err: '' };
  const stream = (name: keyof typeof written) => ({
    write(text: string) {
      written[name] += text;
    },
  });
  return {
    stdout: stream('out'),
    stderr: stream('err'),
    stdin: noInput(),
    env: {},
    signal: new AbortController().signal,
    ...given,
    out: () => written.out,
    err: () => written.err,
  };
}

async function* noInput(): AsyncGenerator<Uint8Array> {}
