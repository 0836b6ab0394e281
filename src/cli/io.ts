/** The world as a command sees it: an argument, so that tests run commands without a process. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly env: { readonly [name: string]: string | undefined };
  /** Aborted when the user or the system wants the command to stop; the reason is an `Interruption`. */
  readonly signal: AbortSignal;
}

export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export type InterruptionCause = 'SIGINT' | 'SIGTERM' | 'EPIPE';

/** Why a command was told to stop. Its name is the one by which the platform's APIs know an abort. */
export class Interruption extends Error {
  readonly by: InterruptionCause;

  constructor(by: InterruptionCause) {
    super(`Stopped by ${by}.`);
    this.name = 'AbortError';
    this.by = by;
  }
}

/** What stopped the command; `undefined` while nothing has. */
export function interruptionOf({ signal }: Pick<Io, 'signal'>): InterruptionCause | undefined {
  if (!signal.aborted) return undefined;
  return signal.reason instanceof Interruption ? signal.reason.by : 'SIGINT';
}

/** Columns for prose: wider lines than these are hard to read. */
export function widthOf({ columns }: OutputStream): number {
  return Math.min(Math.max(columns ?? 80, 40), 100);
}

/** Whether a command threw because it was told to stop. */
export function isAbort(thrown: unknown, { signal }: Pick<Io, 'signal'>): boolean {
  return signal.aborted && (thrown === signal.reason || (thrown instanceof Error && thrown.name === 'AbortError'));
}
