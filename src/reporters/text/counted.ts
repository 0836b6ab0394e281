import type { Severity } from '../../evidence.ts';

/** A number with its noun: `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

/** `2 errors, 1 warning`; what there is none of is left out. */
export function countedFindings(counts: Readonly<Record<Severity, number>>): string {
  const severities: readonly Severity[] = ['error', 'warning', 'notice'];
  return severities
    .filter(severity => counts[severity] > 0)
    .map(severity => counted(counts[severity], severity))
    .join(', ');
}
