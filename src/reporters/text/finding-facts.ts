import type { Finding } from '../../finding.ts';

/** `documented (reference-2025-12-15.clover)` */
export function evidenceText({ evidence, source }: Finding): string {
  return source === undefined ? evidence : `${evidence} (${source})`;
}

/** Who made its severity another one than the rule has. */
export function severityText({ severity, overridden }: Finding): string {
  return overridden === undefined ? severity : `${severity}, not ${overridden.from}: ${overridden.by} says so`;
}
