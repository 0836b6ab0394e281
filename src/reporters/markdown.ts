import type { Finding } from '../finding.ts';
import type { CaseResult, Report } from '../report.ts';
import type { Reporter } from './reporter.ts';
import { counted, countedFindings } from './text/counted.ts';
import { evidenceText, severityText } from './text/finding-facts.ts';
import { placeText } from './text/finding-lines.ts';
import { printable } from './text/printable.ts';

/** For a comment or the summary of a step: `--reporter markdown="$GITHUB_STEP_SUMMARY"`. */
export const markdown: Reporter = {
  id: 'markdown',
  title: 'Markdown for a comment or a step summary',
  create: ({ write }) => ({
    finish: (report, unlisted) => write(bounded(blocksOf(report, unlisted))),
  }),
};

/** GitHub throws away a summary of more than 1 MiB as a whole. */
const mostCharacters = 300_000;

const marks = { pass: '✅', fail: '❌', none: '⚠️' } as const;

/** Whole blocks, as many as there is room for, and how many were left out. */
function bounded(blocks: readonly string[]): string {
  let text = '';
  for (const [index, block] of blocks.entries()) {
    if (text.length + block.length > mostCharacters) {
      return `${text}_${counted(blocks.length - index, 'more section')} left out: the summary would be too long._\n`;
    }
    text += `${block}\n\n`;
  }
  return text;
}

function blocksOf(report: Report, unlisted: number): readonly string[] {
  const { command, verdict, findings, summary, contracts } = report;
  const { read, judged, conforming, violating, otherEndpoint, unreadable } = summary.exchanges;
  const found = countedFindings(summary.findings) || 'no findings';
  return [
    `## ${marks[verdict]} account-links ${plain(command)}: ${verdict === 'none' ? 'not judged' : verdict}, ${found}`,
    ...summary.problems.map(({ code, message }) => `> **${plain(code)}**: ${plain(message)}`),
    ...(summary.cases.length === 0 ? [] : [casesTable(summary.cases)]),
    ...findings.map(findingBlock),
    ...(unlisted === 0 ? [] : [`_${counted(unlisted, 'more finding')} not listed: raise --max-findings._`]),
    ...(summary.fuzz === undefined
      ? []
      : [
          `${counted(summary.fuzz.requests, 'request')} with seed ${summary.fuzz.seed}; ${summary.fuzz.coverage.percent} % of the contract covered.`,
        ]),
    `${counted(read, 'exchange')} read: ${judged} judged (${conforming} conforming, ${violating} violating), ${otherEndpoint} of other endpoints, ${unreadable} unreadable.`,
    ...(summary.notes ?? []).map(plain),
    ...(contracts.length === 0 ? [] : [`Contracts: ${contracts.map(plain).join(', ')}.`]),
  ];
}

/** What was tried, by leg: how many cases passed, failed and were not tested. */
function casesTable(cases: readonly CaseResult[]): string {
  const legs = [...new Set(cases.map(({ leg }) => leg))];
  const count = (leg: string, result: CaseResult['result']): number =>
    cases.filter(one => one.leg === leg && one.result === result).length;
  return [
    '| leg | passed | failed | not tested |',
    '| --- | ---: | ---: | ---: |',
    ...legs.map(leg => `| ${leg} | ${count(leg, 'passed')} | ${count(leg, 'failed')} | ${count(leg, 'not-tested')} |`),
  ].join('\n');
}

function findingBlock(finding: Finding): string {
  const { severity, rule, party, message, at, expected, received, fix, count } = finding;
  const rows = [
    [count === 1 ? 'at' : `first of ${count} at`, code(placeText(at))],
    ...(expected === undefined ? [] : [['expected', code(expected)]]),
    ...(received === undefined ? [] : [['received', code(received)]]),
    ...(fix === undefined ? [] : [['fix', plain(fix)]]),
    ['evidence', plain(evidenceText(finding))],
    ...(finding.overridden === undefined ? [] : [['severity', plain(severityText(finding))]]),
    ['explain', code(`account-links explain ${rule}`)],
  ];
  return [
    `### ${severity}: ${plain(rule)} (${party})`,
    '',
    plain(message),
    '',
    ...rows.map(([label, text]) => `- **${label}**: ${text}`),
    ...reproduceBlock(finding.reproduce ?? []),
  ].join('\n');
}

function reproduceBlock(commands: readonly string[]): readonly string[] {
  if (commands.length === 0) return [];
  const text = commands.flatMap(command => command.split(/\r?\n/)).map(printable);
  return ['', '<details><summary>reproduce</summary>', '', ...text.map(line => `    ${line}`), '', '</details>'];
}

/** Text that was recorded makes no markup, no mention and no reference. */
function plain(text: string): string {
  return printable(text)
    .replace(/[\\`*_[\]<>|~&]/g, sign => `\\${sign}`)
    .replace(/[@#]/g, sign => `&#${sign.charCodeAt(0)};`);
}

/** A code span that holds backticks needs more of them around it. */
function code(text: string): string {
  const shown = printable(text);
  const fence = '`'.repeat(1 + Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)));
  return `${fence} ${shown} ${fence}`;
}
