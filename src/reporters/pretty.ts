// For people at a terminal. Plain ASCII of our own, so that a console with an old code page shows it as well.
import type { Report } from '../report.ts';
import { isFailing, type Reporter, type ReporterOptions } from './reporter.ts';
import { caseLines } from './text/case-lines.ts';
import { type Colors, createColors } from './text/colors.ts';
import { counted, countedFindings } from './text/counted.ts';
import { coverageLines } from './text/coverage-lines.ts';
import { findingLines } from './text/finding-lines.ts';
import { printable } from './text/printable.ts';
import { hang, wrap } from './text/wrap.ts';

/** The verdict first and last; between them what was tried, what was found and what could not be judged. */
export const pretty: Reporter = {
  id: 'pretty',
  title: 'Text for people (the default)',
  create: options => ({
    finish: (report, unlisted) => options.write(`${reportLines(report, unlisted, options).join('\n')}\n`),
  }),
};

function reportLines(report: Report, unlisted: number, options: ReporterOptions): string[] {
  const { width, color, quiet } = options;
  const colors = createColors(color);
  const [word, explanation] = verdictWords(report, options);
  const wordColor = word === 'PASS' ? colors.green : word === 'FAIL' ? colors.red : colors.yellow;
  const verdict = `${colors.bold(wordColor(word))}  account-links ${printable(report.command)}: ${explanation}`;
  if (quiet && word === 'PASS') return [verdict];
  const sections = [
    triedLines(report, width, colors),
    foundLines(report, unlisted, width, colors),
    report.summary.fuzz === undefined ? [] : coverageLines(report.summary.fuzz, width, colors),
    problemLines(report, width, colors),
    acceptedLines(report, width),
    accountLines(report, width),
  ].filter(lines => lines.length > 0);
  return [verdict, '', ...sections.flatMap(lines => [...lines, '']), verdict];
}

/** One word more than the verdict of the report has: what failed only because it could not all be judged. */
function verdictWords(report: Report, { failOn }: ReporterOptions): readonly [word: string, explanation: string] {
  const { verdict, findings, summary } = report;
  const found = countedFindings(summary.findings) || 'no findings';
  const problems = summary.problems.length > 0 ? '; not all could be judged' : '';
  if (verdict === 'none') return ['NOT JUDGED', 'nothing could be judged'];
  if (findings.some(({ severity }) => isFailing(severity, failOn))) return ['FAIL', found + problems];
  if (problems !== '') return ['INCOMPLETE', found + problems];
  const failed = summary.cases.filter(({ result }) => result === 'failed').length;
  if (verdict === 'fail') return ['FAIL', `${found}; ${counted(failed, 'case')} failed`];
  return ['PASS', `${found} in ${counted(summary.exchanges.judged, 'exchange')}`];
}

function triedLines({ summary }: Report, width: number, colors: Colors): string[] {
  const legs = [...new Set(summary.cases.map(({ leg }) => leg))];
  return legs.flatMap(leg => {
    const cases = summary.cases.filter(one => one.leg === leg);
    return caseLines(leg, cases, width, colors);
  });
}

function foundLines({ findings }: Report, unlisted: number, width: number, colors: Colors): string[] {
  const blocks = findings.map(finding => findingLines(finding, width, colors));
  if (unlisted > 0) blocks.push(wrap(`${counted(unlisted, 'more finding')} not shown: raise --max-findings.`, width));
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function problemLines({ summary }: Report, width: number, colors: Colors): string[] {
  if (summary.problems.length === 0) return [];
  return [
    colors.yellow('Could not judge:'),
    ...summary.problems.flatMap(({ code, message }) => hang('  ', `${code}: ${message}`, width)),
  ];
}

/** What does not fail the run because somebody answers for it. */
function acceptedLines({ summary: { accepted = [] } }: Report, width: number): string[] {
  if (accepted.length === 0) return [];
  return [
    'Accepted by the baseline:',
    ...accepted.flatMap(({ rule, severity, count, reason, owner, expires }) =>
      hang('  ', `${severity} ${rule} (${counted(count, 'time')}) until ${expires}, ${owner}: ${reason}`, width),
    ),
  ];
}

function accountLines({ contracts, summary, findings }: Report, width: number): string[] {
  const { read, judged, conforming, violating, otherEndpoint, unreadable } = summary.exchanges;
  const accounts = [
    `${counted(read, 'exchange')} read: ${judged} judged (${conforming} conforming, ${violating} violating), ` +
      `${otherEndpoint} of other endpoints, ${unreadable} unreadable.`,
  ];
  if (summary.fuzz !== undefined) {
    const { seed, requests, coverage } = summary.fuzz;
    accounts.push(
      `${counted(requests, 'request')} sent with seed ${seed}; ${coverage.percent} % of the contract covered.`,
    );
  }
  accounts.push(...(summary.notes ?? []));
  const [worst] = findings;
  if (worst !== undefined) accounts.push(`account-links explain ${worst.rule} tells more of that rule.`);
  if (contracts.length > 0) accounts.push(`${counted(contracts.length, 'contract')}: ${contracts.join(', ')}.`);
  return accounts.flatMap(line => wrap(line, width));
}
