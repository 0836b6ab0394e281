// For people, at a terminal and in the log of a build. All of it is ASCII where nobody can know that more is shown.
import type { Report } from '../report.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { caseLines } from './text/case-lines.ts';
import { createColors } from './text/colors.ts';
import { counted } from './text/counted.ts';
import { coverageLines } from './text/coverage-lines.ts';
import { findingGroups } from './text/finding-groups.ts';
import { groupLines } from './text/finding-lines.ts';
import { byLeg } from './text/legs.ts';
import type { Look } from './text/look.ts';
import { printable } from './text/printable.ts';
import { mapTexts, toAscii } from './text/to-ascii.ts';
import { verdictWords } from './text/verdict-words.ts';
import { hang, wrap } from './text/wrap.ts';

/** The verdict first and last; between them what was tried, what was found and what could not be judged. */
export const pretty: Reporter = {
  id: 'pretty',
  title: 'Text for people (the default)',
  create: options => ({
    finish: (report, unlisted) => options.write(`${reportLines(report, unlisted, options).join('\n')}\n`),
  }),
};

function reportLines(given: Report, unlisted: number, options: ReporterOptions): string[] {
  const { width, color, quiet, unicode } = options;
  const look = { width, unicode, colors: createColors(color) };
  const { colors } = look;
  const report = unicode ? given : mapTexts(given, toAscii);
  const [word, explanation] = verdictWords(report, options);
  const wordColor = word === 'PASS' ? colors.green : word === 'FAIL' ? colors.red : colors.yellow;
  const verdict = `${colors.bold(wordColor(word))}  account-links ${printable(report.command)}: ${explanation}`;
  if (quiet && word === 'PASS') return [verdict];
  const sections = [
    ...triedLines(report, look),
    ...foundLines(report, unlisted, look),
    report.summary.fuzz === undefined ? [] : coverageLines(report.summary.fuzz, look),
    problemLines(report, look),
    acceptedLines(report, width),
    accountLines(report, width),
  ].filter(lines => lines.length > 0);
  return [verdict, '', ...sections.flatMap(lines => [...lines, '']), verdict];
}

function triedLines({ summary }: Report, look: Look): string[][] {
  return byLeg(summary.cases).map(({ leg, cases }) => caseLines(leg, cases, look));
}

function foundLines({ findings }: Report, unlisted: number, look: Look): string[][] {
  const blocks = findingGroups(findings).map(group => groupLines(group, look));
  const more = `${counted(unlisted, 'more finding')} not shown: raise --max-findings.`;
  return unlisted > 0 ? [...blocks, wrap(more, look.width)] : blocks;
}

function problemLines({ summary }: Report, { width, colors }: Look): string[] {
  if (summary.problems.length === 0) return [];
  return [
    colors.yellow('Could not judge:'),
    ...summary.problems.flatMap(({ code, message }) => hang('  ', `${code}: ${message}`, width)),
    ...[...new Set(summary.problems.map(({ code }) => code))].map(code => `  explain   account-links explain ${code}`),
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

function accountLines({ contracts, summary }: Report, width: number): string[] {
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
  if (contracts.length > 0) accounts.push(`${counted(contracts.length, 'contract')}: ${contracts.join(', ')}.`);
  return accounts.flatMap(line => wrap(line, width));
}
