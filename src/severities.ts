import { capSeverity, isAtLeast, type Severity } from './evidence.ts';
import type { Finding } from './finding.ts';

/** Severities that somebody gave to rules, and who: by rule. */
export type Severities = ReadonlyMap<string, { readonly severity: Severity; readonly by: string }>;

/** Rules that say that something could not be judged. Below this they would make a pass of it. */
const unknowns: { readonly [rule: string]: Severity } = {
  'provider/no-answer': 'error',
  'version/missing': 'warning',
  'version/repeated': 'warning',
  'version/unknown': 'warning',
  'version/before-endpoint': 'warning',
};

/** The least severity that a rule may be given; `undefined` where any will do. */
export function leastSeverity(rule: string): Severity | undefined {
  return Object.hasOwn(unknowns, rule) ? unknowns[rule] : undefined;
}

/**
 * The finding with the severity that its rule was given. Its fingerprint stays: it is the same fault. What is only assumed
 * warns at most, whatever anybody says.
 */
export function withSeverity(finding: Finding, severities: Severities | undefined): Finding {
  const given = severities?.get(finding.rule);
  if (given === undefined) return finding;
  const severity = capSeverity(given.severity, finding.evidence);
  if (severity === finding.severity) return finding;
  const isLowered = isAtLeast(finding.severity, severity);
  if (isLowered && leastSeverity(finding.rule) !== undefined) return finding;
  return { ...finding, severity, overridden: { from: finding.severity, by: given.by } };
}
