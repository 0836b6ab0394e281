import type { Finding } from '../finding.ts';
import type { CaseResult, FuzzSummary, Report } from '../report.ts';
import { isFailing, type Reporter, type ReporterOptions } from './reporter.ts';
import { createColors } from './text/colors.ts';
import { counted } from './text/counted.ts';
import { coverageLines } from './text/coverage-lines.ts';
import { findingGroups } from './text/finding-groups.ts';
import { groupLines } from './text/finding-lines.ts';
import type { Look } from './text/look.ts';
import { type Suite, type Test, toJunitXml } from './text/to-junit-xml.ts';

/** Lines of any length: who shows them wraps them. */
const look: Look = { width: Number.POSITIVE_INFINITY, colors: createColors(false), unicode: true };

/**
 * A suite for each leg, in it a test for each case and, where one fails, for each rule of it: the name of a test says what
 * is wrong. Not one for each exchange: importers stop at some 100 000 elements.
 */
export const junit: Reporter = {
  id: 'junit',
  title: 'JUnit XML for CI servers',
  create: ({ write, failOn }) => ({
    finish(report, unlisted) {
      for (const piece of toJunitXml(suitesOf(report, unlisted, failOn))) write(piece);
    },
  }),
};

function suitesOf(report: Report, unlisted: number, failOn: ReporterOptions['failOn']): readonly Suite[] {
  const { cases, problems, fuzz } = report.summary;
  const listed = new Map(report.findings.map(finding => [finding.fingerprint, finding]));
  const attached = new Set(cases.flatMap(({ findings }) => findings));
  const loose = report.findings.filter(({ fingerprint }) => !attached.has(fingerprint));
  const legs = [...new Set(cases.map(({ leg }) => leg))];
  const suites: readonly Suite[] = [
    ...legs.map(leg => ({
      name: leg,
      tests: cases.filter(one => one.leg === leg).flatMap(one => caseTests(one, listed, failOn)),
    })),
    { name: 'findings', tests: [...loose.map(finding => findingTest(finding, failOn)), ...unlistedTests(unlisted)] },
    { name: 'problems', tests: problems.map(problemTest) },
    { name: 'coverage', tests: fuzz === undefined ? [] : coverageTests(fuzz) },
  ];
  return suites.filter(({ tests }) => tests.length > 0);
}

/** What fails is told by rule; an interaction stays one test, for it is one thing that was tried. */
function caseTests(
  one: CaseResult,
  listed: ReadonlyMap<string, Finding>,
  failOn: ReporterOptions['failOn'],
): readonly Test[] {
  const found = one.findings.flatMap(fingerprint => listed.get(fingerprint) ?? []);
  const isTold = found.length === one.findings.length && found.some(({ severity }) => isFailing(severity, failOn));
  if (one.leg === 'verify' || one.result !== 'failed' || one.detail !== undefined || !isTold) {
    return [caseTest(one, listed)];
  }
  return [...new Set(found.map(({ rule }) => rule))].map(rule => {
    const ofRule = found.filter(finding => finding.rule === rule);
    const [first] = ofRule;
    return {
      name: `${one.name}: ${rule}`,
      outcome: ofRule.some(({ severity }) => isFailing(severity, failOn)) ? 'failure' : 'passed',
      type: rule,
      message: withMore(first?.message ?? rule, ofRule.length - 1),
      text: ofRule.map(textOf).join('\n\n'),
    };
  });
}

function caseTest({ name, result, detail, findings }: CaseResult, listed: ReadonlyMap<string, Finding>): Test {
  const found = findings.flatMap(fingerprint => listed.get(fingerprint) ?? []);
  const missing = findings.length - found.length;
  const text = [
    ...(detail === undefined ? [] : [detail]),
    ...found.map(textOf),
    ...(missing === 0 ? [] : [`${counted(missing, 'more finding')} not listed.`]),
  ].join('\n\n');
  if (result === 'not-tested') return { name, outcome: 'skipped', message: detail ?? 'Not tested.', text };
  if (result === 'pending') return { name, outcome: 'skipped', message: `Pending. ${detail ?? ''}`.trim(), text };
  if (result === 'passed') return { name, outcome: 'passed', message: '', text: findings.length === 0 ? '' : text };
  const [first] = found;
  const message = first === undefined ? (detail ?? 'The case failed.') : withMore(first.message, findings.length - 1);
  return { name, outcome: 'failure', type: first?.rule ?? 'failed', message, text };
}

/** A finding that no case claims must not get lost. */
function findingTest(finding: Finding, failOn: ReporterOptions['failOn']): Test {
  const { rule, at, fingerprint, message } = finding;
  return {
    name: [rule, at.pointer, fingerprint].filter(Boolean).join(' '),
    outcome: isFailing(finding.severity, failOn) ? 'failure' : 'passed',
    type: rule,
    message,
    text: textOf(finding),
  };
}

function unlistedTests(unlisted: number): readonly Test[] {
  if (unlisted === 0) return [];
  const text = `${counted(unlisted, 'more finding')} not listed: raise --max-findings.`;
  return [{ name: 'findings not listed', outcome: 'passed', message: '', text }];
}

function problemTest({ code, message }: Report['summary']['problems'][number]): Test {
  return { name: code, outcome: 'error', type: code, message, text: '' };
}

/** What was covered, for the reader: what is too little is a problem of its own. */
function coverageTests(summary: FuzzSummary): readonly Test[] {
  const text = coverageLines(summary, look).join('\n');
  return text === '' ? [] : [{ name: 'coverage of the request schema', outcome: 'passed', message: '', text }];
}

/** Very many cases may have one finding: its text is made once. */
const texts = new WeakMap<Finding, string>();

function textOf(finding: Finding): string {
  const known = texts.get(finding);
  if (known !== undefined) return known;
  const lines = findingGroups([finding]).flatMap(group => groupLines(group, look));
  const text = lines.join('\n');
  texts.set(finding, text);
  return text;
}

function withMore(message: string, more: number): string {
  return more === 0 ? message : `${message} (and ${counted(more, 'more finding')})`;
}
