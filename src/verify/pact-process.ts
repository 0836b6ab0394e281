import { type ChildProcess, fork } from 'node:child_process';
import { devNull } from 'node:os';
import { extname, join } from 'node:path';
import { platform } from 'node:process';
import { reasonOf, ToolError } from '../errors.ts';
import { redactText } from '../redact.ts';

/** One pact to verify; all URLs are those of the guard. */
export interface PactJob {
  readonly pactUrl: string;
  readonly providerUrl: string;
  readonly statesUrl: string;
  /** For one request, and longer than the guard's own: it is the guard that knows why nothing came. */
  readonly timeoutMs: number;
}

/** What the child says of a job: the verifier's report (JSON), or why there is none. */
export type PactReply =
  | { readonly kind: 'verified'; readonly report: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface PactProcess {
  /** The verifier's report. Throws a `ToolError` when there is none, within `limitMs` too. */
  verify(job: PactJob, limitMs: number): Promise<string>;
  /** Ends the process, whatever it is doing. */
  close(): void;
}

/** Starts the process that runs Pact's verifier. `execArgv` are the options of Node, such as a TypeScript loader. */
export function startPactProcess(execArgv: readonly string[] = process.execArgv): PactProcess {
  const child = fork(join(import.meta.dirname, `pact-child${extname(import.meta.filename)}`), {
    cwd: import.meta.dirname, // Pact looks for its native code in the working directory first
    env: quietEnvironment(process.env),
    execArgv: loadersOf(execArgv),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const tail = collectTail(child);
  let end: ToolError | undefined;
  child.on('error', thrown => {
    end ??= failed(reasonOf(thrown), tail());
  });
  child.on('exit', (code, signal) => {
    end ??= failed(`its process ended with ${signal ?? `code ${code}`}`, tail());
  });

  return {
    async verify(job, limitMs) {
      const reply = await ask(child, job, limitMs, () => end);
      if (reply.kind === 'verified') return reply.report;
      if (reply.kind === 'failed') throw failed(reply.reason, tail());
      throw new ToolError(
        'pact-missing',
        'The optional package @pact-foundation/pact-core is not installed, so that no pact can be verified. ' +
          'Install it with `npm install @pact-foundation/pact-core`.',
      );
    },
    close() {
      child.kill('SIGKILL');
    },
  };
}

const loaders: ReadonlySet<string> = new Set(['--import', '--require', '-r', '--loader', '--experimental-loader']);

/** The options that make Node read TypeScript. Others may want a port (`--inspect`) or a file that is not the child's. */
function loadersOf(execArgv: readonly string[]): string[] {
  return execArgv.flatMap((argument, index) => {
    if (!loaders.has(argument.split('=', 1)[0] ?? '')) return [];
    return argument.includes('=') ? [argument] : [argument, execArgv[index + 1] ?? ''];
  });
}

function ask(
  child: ChildProcess,
  job: PactJob,
  limitMs: number,
  ended: () => ToolError | undefined,
): Promise<PactReply> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      act();
    };
    const onMessage = (reply: PactReply): void => settle(() => resolve(reply));
    const onEnd = (): void => settle(() => reject(ended() ?? failed('its process ended', '')));
    const timer = setTimeout(() => {
      settle(() => reject(failed(`it had no result after ${Math.round(limitMs / 1000)} s`, '')));
    }, limitMs);
    child.on('message', onMessage).on('exit', onEnd).on('error', onEnd);
    if (ended() !== undefined) onEnd();
    else child.send(job, thrown => thrown !== null && onEnd());
  });
}

/** Without what would change how Pact behaves: its own settings, log levels, proxies. It calls home but for `true`. */
function quietEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^PACT_|^LOG_LEVEL$|^RUST_LOG$|_proxy$/i.test(name));
  return { ...Object.fromEntries(kept), PACT_DO_NOT_TRACK: 'true', ...withoutCertificates };
}

/**
 * The child speaks plain HTTP with this process alone, and yet would read every certificate of the system for each
 * request: half of its time. Seen on Linux; elsewhere the certificates do not come from a file.
 */
const withoutCertificates: NodeJS.ProcessEnv =
  platform === 'linux' ? { SSL_CERT_FILE: devNull, SSL_CERT_DIR: devNull } : {};

/**
 * The last of what the child wrote to stderr, for the message of a crash. Its stdout is read and dropped: Pact prints
 * there what a provider answered.
 */
function collectTail(child: ChildProcess): () => string {
  let tail = '';
  child.stdout?.resume();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-2000);
  });
  return () => tail;
}

function failed(reason: string, tail: string): ToolError {
  const output = tail.trim() === '' ? '' : ` It wrote last: ${redactText(tail.trim())}`;
  return new ToolError('pact-failed', `Pact's verifier failed: ${redactText(reason)}.${output}`);
}
