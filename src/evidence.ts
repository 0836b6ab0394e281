// How far a statement about the contract can be trusted, and what that allows a rule to do.

/**
 * `documented`: in Stripe's reference, SDK types, changelog or OpenAPI description.
 * `observed`: in real answers that integrators have quoted.
 * `assumed`: our reading; nobody outside has confirmed it.
 */
export type Evidence = 'documented' | 'observed' | 'assumed';

export type Severity = 'error' | 'warning' | 'notice';

const ranks: Record<Severity, number> = { notice: 0, warning: 1, error: 2 };

/** The severity that the evidence allows: an assumed rule warns at most. */
export function capSeverity(severity: Severity, evidence: Evidence): Severity {
  return evidence === 'assumed' && severity === 'error' ? 'warning' : severity;
}

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return ranks[severity] >= ranks[threshold];
}
