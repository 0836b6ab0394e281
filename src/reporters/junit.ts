// The dialect that Jenkins, GitLab and the others share (Surefire's): GitLab takes `classname` for the suite, keeps only
// the first of two cases with one name, and for years showed the text of a failure but not its `message`.
import { isAtLeast } from '../evidence.ts';
import type { Finding } from '../finding.ts';
import type { CaseResult, Report } from '../report.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { createColors } from './text/colors.ts';
import { counted, unlisted } from './text/counted.ts';
import { findingLines } from './text/finding-lines.ts';

/** A suite for each leg and a test for each case, not for each exchange: importers stop at some 100 000 elements. */
export const junit: Reporter = {
  id: 'junit',
  title: 'JUnit XML for CI servers',
  create: options => ({
    finish: report => options.write(documentOf(suitesOf(report, options.failAt))),
  }),
};

interface Suite {
  readonly name: string;
  readonly tests: readonly Test[];
}

interface Test {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly message: string;
  /** Shown in full: of a failure with its message, of a passed test as its output. */
  readonly text: string;
}

function suitesOf(report: Report, failAt: ReporterOptions['failAt']): readonly Suite[] {
  const { cases, problems } = report.summary;
  const listed = new Map(report.findings.map(finding => [finding.fingerprint, finding]));
  const attached = new Set(cases.flatMap(({ findings }) => findings));
  const legs = [...new Set(cases.map(({ leg }) => leg))];
  const loose = report.findings.filter(({ fingerprint }) => !attached.has(fingerprint));
  const suites: readonly Suite[] = [
    ...legs.map(leg => ({
      name: leg,
      tests: cases.filter(one => one.leg === leg).map(one => caseTest(one, listed)),
    })),
    { name: 'findings', tests: loose.map(finding => findingTest(finding, failAt)) },
    { name: 'problems', tests: problems.map(problemTest) },
    { name: 'unlisted', tests: unlisted(report) === 0 ? [] : [unlistedTest(unlisted(report))] },
  ];
  return suites.filter(({ tests }) => tests.length > 0);
}

function caseTest({ name, result, detail, findings }: CaseResult, listed: ReadonlyMap<string, Finding>): Test {
  const found = findings.flatMap(fingerprint => listed.get(fingerprint) ?? []);
  const missing = findings.length - found.length;
  const text = [
    ...(detail === undefined ? [] : [detail]),
    ...found.map(textOf),
    ...(missing === 0 ? [] : [`${counted(missing, 'more finding')} not listed.`]),
  ].join('\n\n');
  if (result === 'not-tested') return { name, outcome: 'skipped', message: detail ?? 'not tested', text };
  if (result === 'passed') return { name, outcome: 'passed', message: '', text: findings.length === 0 ? '' : text };
  const [first] = found;
  const message = first === undefined ? (detail ?? 'failed') : withMore(first.message, findings.length - 1);
  return { name, outcome: 'failure', type: first?.rule ?? 'failed', message, text };
}

function findingTest(finding: Finding, failAt: ReporterOptions['failAt']): Test {
  const outcome = isAtLeast(finding.severity, failAt) ? 'failure' : 'passed';
  const name = `${finding.rule} ${finding.at.pointer ?? ''} ${finding.fingerprint}`;
  return { name, outcome, type: finding.rule, message: finding.message, text: textOf(finding) };
}

function problemTest({ code, message }: Report['summary']['problems'][number]): Test {
  return { name: code, outcome: 'error', type: code, message, text: '' };
}

function unlistedTest(count: number): Test {
  const text = `${counted(count, 'more finding')} not listed: raise --max-findings to see more.`;
  return { name: 'findings not listed', outcome: 'passed', message: '', text };
}

function textOf(finding: Finding): string {
  return findingLines(finding, Number.POSITIVE_INFINITY, createColors(false)).join('\n');
}

function withMore(message: string, more: number): string {
  return more === 0 ? message : `${message} (and ${counted(more, 'more finding')})`;
}

function documentOf(suites: readonly Suite[]): string {
  const tests = suites.flatMap(suite => suite.tests);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="account-links"${totals(tests)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>\n',
  ].join('\n');
}

function suiteLines({ name, tests }: Suite): string[] {
  const used = new Set<string>();
  return [
    `  <testsuite${attribute('name', name)}${totals(tests)}>`,
    ...tests.flatMap(test => testLines(`account-links.${name}`, uniqueName(legal(test.name), used), test)),
    '  </testsuite>',
  ];
}

function totals(tests: readonly Test[]): string {
  const count = (outcome: Test['outcome']) => String(tests.filter(test => test.outcome === outcome).length);
  return (
    attribute('tests', String(tests.length)) +
    attribute('failures', count('failure')) +
    attribute('errors', count('error')) +
    attribute('skipped', count('skipped')) +
    attribute('time', '0')
  );
}

function testLines(className: string, name: string, test: Test): string[] {
  const opened = `    <testcase${attribute('classname', className)}${attribute('name', name)}${attribute('time', '0')}`;
  const inside = outcomeLine(test);
  return inside === undefined ? [`${opened}/>`] : [`${opened}>`, `      ${inside}`, '    </testcase>'];
}

function outcomeLine({ outcome, type, message, text }: Test): string | undefined {
  if (outcome === 'passed') return text === '' ? undefined : `<system-out>${escapeText(text)}</system-out>`;
  if (outcome === 'skipped') return `<skipped${attribute('message', message)}/>`;
  const attributes = attribute('type', type ?? outcome) + attribute('message', message);
  return `<${outcome}${attributes}>${escapeText(`${message}\n\n${text}`.trimEnd())}</${outcome}>`;
}

function uniqueName(name: string, used: Set<string>): string {
  let unique = name;
  for (let count = 2; used.has(unique); count++) unique = `${name} (${count})`;
  used.add(unique);
  return unique;
}

function attribute(name: string, value: string): string {
  // A raw line break in an attribute is read as a space (XML 1.0, 3.3.3).
  const escaped = escapeText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
  return ` ${name}="${escaped}"`;
}

function escapeText(text: string): string {
  return legal(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** Without what XML 1.0 cannot hold, not even escaped (2.2): most control characters and unpaired surrogates. */
function legal(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');
}
