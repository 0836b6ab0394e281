import type { ErrorCode } from './errors.ts';
import { isAtLeast, type Severity } from './evidence.ts';
import type { Finding, Place } from './finding.ts';
import { latest } from './latest.ts';
import type { CaseResult, ExchangeCounts, FuzzSummary, Report, Summary, Threshold, Verdict } from './report.ts';
import { withSeverity } from './severities.ts';

/** Collects what a command sees and makes the report of it. Memory is bounded by the number of distinct findings. */
export interface Tally {
  /** Counts one exchange that was judged or is of another endpoint, for a case. */
  exchange(caseKey: CaseKey, verdict: 'conforming' | 'violating' | 'other-endpoint', contract?: string): void;
  /** Adds what was counted elsewhere. */
  add(caseKey: CaseKey, counts: ExchangeCounts, contracts: readonly string[]): void;
  finding(caseKey: CaseKey, finding: Finding): void;
  /** Adds what was found elsewhere, so often and first at these places. */
  found(caseKey: CaseKey, finding: FindingWords, count: number, places: readonly Place[]): void;
  /** Says how a case went when that is not plain from its findings. */
  outcome(caseKey: CaseKey, outcome: { readonly result?: CaseResult['result']; readonly detail?: string }): void;
  problem(code: ErrorCode, message: string): void;
  /** Says in the report what was not looked for, and fails nothing. */
  note(text: string): void;
  report(command: string, version: string, threshold: Threshold, fuzz?: FuzzSummary): Report;
}

/** A finding without its places. */
export type FindingWords = Omit<Finding, 'at' | 'more' | 'count'>;

export interface CaseKey {
  readonly leg: CaseResult['leg'];
  readonly name: string;
}

type OpenCase = { -readonly [K in keyof CaseResult]: CaseResult[K] } & { given?: CaseResult['result'] };

type CasesByName = { readonly [leg in CaseKey['leg']]: Map<string, OpenCase> };

/** Places of a finding that are told besides the first. */
const mostPlaces = 4;

const none: readonly string[] = [];

export function createTally(): Tally {
  const counts = { read: 0, judged: 0, conforming: 0, violating: 0, otherEndpoint: 0, unreadable: 0 };
  const cases: OpenCase[] = [];
  const casesByName: CasesByName = { validate: new Map(), fuzz: new Map(), verify: new Map() };
  const findings = new Map<string, { -readonly [K in keyof Finding]: Finding[K] }>();
  const contracts = new Set<string>();
  const problems: Summary['problems'][number][] = [];
  const notes: string[] = [];

  // There may be a case for each of very many files: its name is its key, and what is empty costs nothing.
  const find = ({ leg, name }: CaseKey): OpenCase => {
    const named = casesByName[leg];
    const held = named.get(name);
    if (held !== undefined) return held;
    const found: OpenCase = { leg, name, result: 'passed', exchanges: 0, findings: none };
    named.set(name, found);
    cases.push(found);
    return found;
  };
  /** Records of one source come one after the other. */
  const open = latest(find);

  const found: Tally['found'] = (key, { contract, fingerprint, ...words }, count, places) => {
    const [at, ...next] = places;
    const held = findings.get(fingerprint);
    if (held === undefined) {
      if (at === undefined) throw new Error(`The finding ${fingerprint} has no place.`);
      findings.set(fingerprint, { ...words, at, contract, fingerprint, count, ...moreOf([], next) });
    } else {
      held.count += count;
      Object.assign(held, moreOf(held.more ?? [], places));
    }
    const case_ = open(key);
    if (!case_.findings.includes(fingerprint)) case_.findings = [...case_.findings, fingerprint];
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
    add(key, added, ids) {
      for (const [name, count] of Object.entries(added)) counts[name as keyof ExchangeCounts] += count; // its own names
      open(key).exchanges += added.read;
      for (const id of ids) contracts.add(id);
    },
    finding(key, { at, count, more: _, ...words }) {
      found(key, words, count, [at]);
    },
    found,
    outcome(key, { result, detail }) {
      const found = open(key);
      if (result !== undefined) found.given = result;
      if (detail !== undefined) found.detail = detail;
    },
    problem(code, message) {
      if (!problems.some(problem => problem.message === message)) problems.push({ code, message });
    },
    note(text) {
      if (!notes.includes(text)) notes.push(text);
    },
    report(command, version, threshold, fuzz) {
      const counted: readonly Finding[] = [...findings.values()]
        .map(finding => withSeverity({ ...finding }, threshold.severities))
        .filter(({ party }) => threshold.party === 'both' || party === threshold.party)
        .sort(byWeight);
      const failing = new Set(
        counted.filter(finding => fails(finding, threshold)).map(({ fingerprint }) => fingerprint),
      );
      const kept = new Map(counted.map((finding, rank) => [finding.fingerprint, { finding, rank }]));
      return {
        schemaVersion: 1,
        tool: { name: 'account-links', version },
        command,
        verdict: verdictOf(failing.size > 0, problems.length > 0, counts),
        contracts: [...contracts].sort(),
        summary: {
          exchanges: { ...counts },
          findings: countBySeverity(counted),
          cases: cases.map(found => close(found, failing, kept)),
          problems: [...problems],
          ...(notes.length === 0 ? {} : { notes: [...notes] }),
          ...(fuzz === undefined ? {} : { fuzz }),
        },
        findings: counted,
      };
    },
  };
}

/** Where requests are generated, without lines, the next places tell nothing more. */
function moreOf(held: readonly Place[], places: readonly Place[]): Pick<Finding, 'more'> {
  const more = [...held, ...places.filter(({ line }) => line !== undefined)].slice(0, mostPlaces);
  return more.length === 0 ? {} : { more };
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

interface Kept {
  readonly finding: Finding;
  /** Its place among all. */
  readonly rank: number;
}

/** Its findings are told in the order of the report, whichever was met first. */
function close(
  { given, ...found }: OpenCase,
  failing: ReadonlySet<string>,
  kept: ReadonlyMap<string, Kept>,
): CaseResult {
  const rankOf = (fingerprint: string): number => kept.get(fingerprint)?.rank ?? 0;
  if (found.findings.length === 0) return { ...found, result: given ?? 'passed' };
  const findings = found.findings.filter(one => kept.has(one)).sort((a, b) => rankOf(a) - rankOf(b));
  const failed = findings.some(fingerprint => failing.has(fingerprint));
  // An interaction failed for findings that somebody has made less of; a recording for what nobody could read.
  const isLess = findings.some(one => kept.get(one)?.finding.overridden !== undefined);
  const isForgiven = given === 'failed' && found.leg === 'verify' && isLess;
  return { ...found, findings, result: failed ? 'failed' : isForgiven ? 'passed' : (given ?? 'passed') };
}
