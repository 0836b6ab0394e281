// Findings that somebody has accepted for a time: known, told, and not failing the run.
import { readFileSync } from 'node:fs';
import { reasonOf, ToolError } from './errors.ts';
import { isAtLeast } from './evidence.ts';
import { createFinding, type Finding, type Party } from './finding.ts';
import { isJsonObject, type Json, member } from './json.ts';
import type { Accepted, Report, Threshold } from './report.ts';
import { withSeverity } from './severities.ts';

/** What a baseline itself may be told of. */
export const baselineRules = {
  'baseline/expired': {
    title: 'An accepted finding is gone by the day on which its acceptance ends.',
    why: 'What is accepted without an end is forgotten; from that day on the finding counts again.',
    fix: 'Correct the fault, or accept it anew with a later day and a reason that still holds.',
  },
  'baseline/unused': {
    title: 'What a baseline accepts is still found.',
    why: 'An entry for a fault that is gone would hide the same fault when it comes back.',
    fix: 'Remove the entry if the fault is gone; look for it if this run tested less than the one before.',
  },
} as const;

/** One accepted finding. All of it must be said: what nobody answers for is forgotten, not accepted. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, `2027-01-31`. */
  readonly expires: string;
}

export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** Reads a baseline. Throws a `ToolError` that names the entry and what it lacks. */
export function readBaseline(file: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    const advice = 'Make one of a report: `account-links baseline report.json > baseline.json`.';
    throw new ToolError('usage', `The baseline ${file} cannot be used: ${reasonOf(thrown)}. ${advice}`);
  }
  const accepted = member(value, 'accepted');
  if (member(value, 'v') !== 1 || !Array.isArray(accepted)) {
    throw new ToolError('usage', `${file} is no baseline: it must be {"v": 1, "accepted": [...]}.`);
  }
  return { file, entries: accepted.map((entry, index) => entryOf(entry, `${file}, entry ${index + 1}`)) };
}

function entryOf(entry: Json, place: string): BaselineEntry {
  const text = (name: keyof BaselineEntry): string => {
    const value = member(entry, name);
    if (typeof value === 'string' && value.trim() !== '') return value;
    throw new ToolError('usage', `${place}: \`${name}\` must be said.`);
  };
  const read = {
    ...{ fingerprint: text('fingerprint'), rule: text('rule'), reason: text('reason') },
    ...{ owner: text('owner'), expires: text('expires') },
  };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(read.expires) || Number.isNaN(Date.parse(read.expires))) {
    throw new ToolError('usage', `${place}: \`expires\` must be a day such as 2027-01-31, not \`${read.expires}\`.`);
  }
  return read;
}

/** A baseline of everything a report has found, with what somebody must still say left empty. */
export function baselineOf(report: unknown, expires: string): object {
  const findings = member(report, 'findings');
  if (!Array.isArray(findings)) throw new ToolError('input-unreadable', 'This is no report of `--reporter json`.');
  const accepted = findings.filter(isJsonObject).map(({ fingerprint = '', rule = '' }) => ({
    ...{ fingerprint, rule, reason: '', owner: '', expires },
  }));
  return { v: 1, accepted };
}

/**
 * The report without the findings that are accepted, which its summary names. An entry that has expired or that matches
 * nothing is a warning of its own; one of the party that was not asked for is passed over, since nobody looked. What could
 * not be judged stays so: a baseline accepts findings, never a gap.
 *
 * @param today - `2026-11-22`
 */
export function applyBaseline(
  report: Report,
  { file, entries }: Baseline,
  { failOn, party, severities }: Threshold,
  today: string,
): Report {
  const found = new Map(report.findings.map(finding => [finding.fingerprint, finding]));
  const accepted = new Map<string, Accepted>();
  const own: Finding[] = [];
  for (const [index, entry] of entries.entries()) {
    if (party !== 'both' && partyOf(entry.rule) !== party) continue;
    const finding = found.get(entry.fingerprint);
    if (finding !== undefined && entry.expires >= today) {
      accepted.set(entry.fingerprint, { ...entry, severity: finding.severity, count: finding.count });
    } else {
      const told = entryFinding(entry, { source: file, entry: index + 1 }, finding !== undefined);
      own.push(withSeverity(told, severities));
    }
  }
  const findings = [...report.findings.filter(({ fingerprint }) => !accepted.has(fingerprint)), ...own];
  const isFailing = ({ severity }: Finding): boolean => failOn !== 'never' && isAtLeast(severity, failOn);
  const failing = new Set(findings.filter(isFailing).map(({ fingerprint }) => fingerprint));
  const wasFailing = report.findings.some(isFailing);
  const counts = { error: 0, warning: 0, notice: 0 };
  for (const { severity, count } of findings) counts[severity] += count;
  const cases = report.summary.cases.map(one => {
    const kept = one.findings.filter(fingerprint => !accepted.has(fingerprint));
    const isForgiven =
      one.result === 'failed' && kept.length < one.findings.length && !kept.some(id => failing.has(id));
    return { ...one, findings: kept, result: isForgiven ? ('passed' as const) : one.result };
  });
  return {
    ...report,
    verdict: verdictOf(report, failing.size > 0, wasFailing),
    summary: { ...report.summary, findings: counts, cases, accepted: [...accepted.values()] },
    findings,
  };
}

function verdictOf({ verdict, summary }: Report, isFailing: boolean, wasFailing: boolean): Report['verdict'] {
  if (isFailing) return 'fail';
  // Failed for its findings alone, and judged: then none of them is left.
  return verdict === 'fail' && wasFailing && summary.problems.length === 0 ? 'pass' : verdict;
}

function entryFinding(
  { fingerprint, rule, owner, expires }: BaselineEntry,
  at: { readonly source: string; readonly entry: number },
  isExpired: boolean,
): Finding {
  const named = isExpired ? 'baseline/expired' : 'baseline/unused';
  const message = isExpired
    ? `The acceptance of ${rule} by ${owner} ended on ${expires}.`
    : `What ${owner} accepted of ${rule} was not found.`;
  const { fix } = baselineRules[named];
  const shared = { severity: 'warning', party: partyOf(rule), evidence: 'documented' } as const;
  return createFinding(
    { ...shared, rule: named, message, fix, pointer: `/accepted/${at.entry - 1}` },
    'baseline',
    at,
    fingerprint,
  );
}

function partyOf(rule: string): Party {
  return /^(?:request|version)\//.test(rule) ? 'client' : 'provider';
}
