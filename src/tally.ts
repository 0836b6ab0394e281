import type { ErrorCode } from './errors.ts';
import { isAtLeast, type Severity } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { CaseResult, ExchangeCounts, FuzzSummary, Report, Summary, Threshold, Verdict } from './report.ts';
import { withSeverity } from './severities.ts';

/** Collects what a command sees and makes the report of it. Memory is bounded by the number of distinct findings. */
export interface Tally {
  /** Counts one exchange that was judged or is of another endpoint, for a case. */
  exchange(caseKey: CaseKey, verdict: 'conforming' | 'violating' | 'other-endpoint', contract?: string): void;
  /** Counts exchanges of other endpoints that nobody looked at further. */
  others(caseKey: CaseKey, count: number): void;
  unreadable(caseKey: CaseKey): void;
  finding(caseKey: CaseKey, finding: Finding): void;
  /** Says how a case went when that is not plain from its findings. */
  outcome(caseKey: CaseKey, outcome: { readonly result?: CaseResult['result']; readonly detail?: string }): void;
  problem(code: ErrorCode, message: string): void;
  report(command: string, version: string, threshold: Threshold, fuzz?: FuzzSummary): Report;
}

export interface CaseKey {
  readonly leg: CaseResult['leg'];
  readonly name: string;
}

type OpenCase = { -readonly [K in keyof CaseResult]: CaseResult[K] } & {
  findings: string[];
  given?: CaseResult['result'];
};

/** Places of a finding that are told besides the first. */
const mostPlaces = 4;

export function createTally(): Tally {
  const counts = { read: 0, judged: 0, conforming: 0, violating: 0, otherEndpoint: 0, unreadable: 0 };
  const cases = new Map<string, OpenCase>();
  const findings = new Map<string, { -readonly [K in keyof Finding]: Finding[K] }>();
  const contracts = new Set<string>();
  const problems: Summary['problems'][number][] = [];

  let latest: { readonly key: CaseKey; readonly found: OpenCase } | undefined;
  const open = (key: CaseKey): OpenCase => {
    // Records of one source come one after the other.
    if (latest?.key !== key) latest = { key, found: find(key) };
    return latest.found;
  };
  const find = ({ leg, name }: CaseKey): OpenCase => {
    const key = `${leg}\n${name}`;
    const held = cases.get(key);
    if (held !== undefined) return held;
    const found: OpenCase = { leg, name, result: 'passed', exchanges: 0, findings: [] };
    cases.set(key, found);
    return found;
  };

  return {
    exchange(key, verdict, contract) {
      counts.read++;
      open(key).exchanges++;
      if (verdict === 'other-endpoint') counts.otherEndpoint++;
      else {
        counts.judged++;
        counts[verdict]++;
      }
      if (contract !== undefined) contracts.add(contract);
    },
    others(key, count) {
      counts.read += count;
      counts.otherEndpoint += count;
      open(key).exchanges += count;
    },
    unreadable(key) {
      counts.read++;
      counts.unreadable++;
      open(key).exchanges++;
    },
    finding(key, finding) {
      const held = findings.get(finding.fingerprint);
      if (held === undefined) findings.set(finding.fingerprint, { ...finding });
      else {
        held.count += finding.count;
        // Where requests are generated the next ones tell nothing more.
        if (finding.at.line !== undefined && (held.more?.length ?? 0) < mostPlaces)
          held.more = [...(held.more ?? []), finding.at];
      }
      const found = open(key);
      if (!found.findings.includes(finding.fingerprint)) found.findings.push(finding.fingerprint);
    },
    outcome(key, { result, detail }) {
      const found = open(key);
      if (result !== undefined) found.given = result;
      if (detail !== undefined) found.detail = detail;
    },
    problem(code, message) {
      if (!problems.some(problem => problem.message === message)) problems.push({ code, message });
    },
    report(command, version, threshold, fuzz) {
      const counted: readonly Finding[] = [...findings.values()]
        .map(finding => withSeverity({ ...finding }, threshold.severities))
        .filter(({ party }) => threshold.party === 'both' || party === threshold.party)
        .sort(byWeight);
      const failing = new Set(
        counted.filter(finding => fails(finding, threshold)).map(({ fingerprint }) => fingerprint),
      );
      const kept = new Map(counted.map(finding => [finding.fingerprint, finding]));
      return {
        schemaVersion: 1,
        tool: { name: 'account-links', version },
        command,
        verdict: verdictOf(failing.size > 0, problems.length > 0, counts),
        contracts: [...contracts].sort(),
        summary: {
          exchanges: { ...counts },
          findings: countBySeverity(counted),
          cases: [...cases.values()].map(found => close(found, failing, kept)),
          problems: [...problems],
          ...(fuzz === undefined ? {} : { fuzz }),
        },
        findings: counted,
      };
    },
  };
}

function verdictOf(hasFailing: boolean, hasProblem: boolean, counts: ExchangeCounts): Verdict {
  if (hasFailing) return 'fail';
  if (counts.judged === 0) return 'none';
  return hasProblem ? 'fail' : 'pass';
}

function fails({ severity }: Finding, { failOn }: Threshold): boolean {
  return failOn !== 'never' && isAtLeast(severity, failOn);
}

/** Worst first; then the most frequent; then in a fixed order, so that two runs print the same. */
function byWeight(a: Finding, b: Finding): number {
  const order: readonly Severity[] = ['error', 'warning', 'notice'];
  return (
    order.indexOf(a.severity) - order.indexOf(b.severity) ||
    b.count - a.count ||
    a.rule.localeCompare(b.rule) ||
    a.fingerprint.localeCompare(b.fingerprint)
  );
}

function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, notice: 0 };
  for (const { severity, count } of findings) counts[severity] += count;
  return counts;
}

function close(
  { given, ...found }: OpenCase,
  failing: ReadonlySet<string>,
  kept: ReadonlyMap<string, Finding>,
): CaseResult {
  const findings = found.findings.filter(one => kept.has(one));
  const failed = findings.some(fingerprint => failing.has(fingerprint));
  // An interaction failed for findings that somebody has made less of; a recording for what nobody could read.
  const isLess = findings.some(one => kept.get(one)?.overridden !== undefined);
  const isForgiven = given === 'failed' && found.leg === 'verify' && isLess;
  return { ...found, findings, result: failed ? 'failed' : isForgiven ? 'passed' : (given ?? 'passed') };
}
