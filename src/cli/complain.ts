import { redactText } from '../redact.ts';
import { printable } from '../reporters/text/printable.ts';
import type { Io } from './io.ts';

/** Says something on standard error: what a user typed or a file held can carry neither a secret nor a control character there. */
export function complain(io: Pick<Io, 'stderr'>, text: string): void {
  const lines = text.split(/\r?\n/).map(line => printable(redactText(line)));
  io.stderr.write(`${lines.join('\n')}\n`);
}
