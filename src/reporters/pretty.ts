// For people at a terminal. Plain ASCII of our own, so that a console with an old code page shows it as well.
import type { Report } from '../report.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { caseLines } from './text/case-lines.ts';
import { type Colors, createColors } from './text/colors.ts';
import { counted, countedFindings, unlisted } from './text/counted.ts';
import { findingLines } from './text/finding-lines.ts';
import { printable } from './text/printable.ts';
import { hang, wrap } from './text/wrap.ts';

/** The verdict first and last; between them what was tried, what was found and what could not be judged. */
export const pretty: Reporter = {
  id: 'pretty',
  title: 'Text for people (the default)',
  create: options => ({
    finish: report => options.write(`${reportLines(report, options).join('\n')}\n`),
  }),
};

function reportLines(report: Report, { width, color, quiet }: ReporterOptions): string[] {
  const colors = createColors(color);
  const verdict = verdictLine(report, colors);
  if (quiet && report.verdict === 'pass' && report.summary.problems.length === 0) return [verdict];
  const sections = [
    triedLines(report, width, colors),
    foundLines(report, width, colors),
    problemLines(report, width, colors),
    accountLines(report, width),
  ].filter(lines => lines.length > 0);
  return [verdict, '', ...sections.flatMap(lines => [...lines, '']), verdict];
}

function verdictLine(report: Report, colors: Colors): string {
  const [word, explanation] = verdictWords(report);
  const color = report.verdict === 'fail' ? colors.red : word === 'PASS' ? colors.green : colors.yellow;
  return `${colors.bold(color(word))}  account-links ${printable(report.command)}: ${explanation}`;
}

function verdictWords({ verdict, summary }: Report): readonly [word: string, explanation: string] {
  const incomplete = summary.problems.length > 0;
  const findings = countedFindings(summary.findings);
  if (verdict === 'none') return ['NOT JUDGED', 'nothing could be judged'];
  if (verdict === 'fail') {
    const failed = summary.cases.filter(({ result }) => result === 'failed').length;
    const what = findings === '' ? `${counted(failed, 'case')} failed` : findings;
    return ['FAIL', incomplete ? `${what}; not all could be judged` : what];
  }
  if (incomplete) return ['INCOMPLETE', `${findings || 'no findings'}; not all could be judged`];
  return ['PASS', `${findings || 'no findings'} in ${counted(summary.exchanges.judged, 'exchange')}`];
}

function triedLines({ summary }: Report, width: number, colors: Colors): string[] {
  const legs = [...new Set(summary.cases.map(({ leg }) => leg))];
  return legs.flatMap(leg => {
    const cases = summary.cases.filter(one => one.leg === leg);
    return caseLines(leg, cases, width, colors);
  });
}

function foundLines(report: Report, width: number, colors: Colors): string[] {
  const hidden = unlisted(report);
  const lines = report.findings.flatMap((finding, index) => [
    ...(index === 0 ? [] : ['']),
    ...findingLines(finding, width, colors),
  ]);
  if (hidden === 0) return lines;
  const note = `${counted(hidden, 'more finding')} not shown: raise --max-findings to see more.`;
  return [...lines, ...(lines.length === 0 ? [] : ['']), ...wrap(note, width)];
}

function problemLines({ summary }: Report, width: number, colors: Colors): string[] {
  if (summary.problems.length === 0) return [];
  return [
    colors.yellow('Could not judge:'),
    ...summary.problems.flatMap(({ code, message }) => hang('  ', `${code}: ${message}`, width)),
  ];
}

function accountLines({ contracts, summary }: Report, width: number): string[] {
  const { read, judged, conforming, violating, otherEndpoint, unreadable } = summary.exchanges;
  const accounts = [
    `${counted(read, 'exchange')} read: ${judged} judged (${conforming} conforming, ${violating} violating), ` +
      `${otherEndpoint} of other endpoints, ${unreadable} unreadable.`,
  ];
  if (summary.fuzz !== undefined) {
    const { seed, requests, constraints } = summary.fuzz;
    accounts.push(
      `${counted(requests, 'request')} sent with seed ${seed}; ` +
        `${constraints.covered} of ${constraints.total} constraints covered.`,
    );
  }
  if (contracts.length > 0) accounts.push(`${counted(contracts.length, 'contract')}: ${contracts.join(', ')}.`);
  return accounts.flatMap(line => wrap(line, width));
}
