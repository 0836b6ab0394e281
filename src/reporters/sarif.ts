import type { Severity } from '../evidence.ts';
import type { Finding } from '../finding.ts';
import type { Report } from '../report.ts';
import type { Reporter } from './reporter.ts';
import { printable } from './text/printable.ts';

/**
 * SARIF 2.1.0 for code scanning. A result must stand in a file of the repository, or viewers refuse the whole document:
 * what was found in a recording is a result, what was found live is a notification of the run. There is no
 * `informationUri`, which Microsoft's validator would like: the tool has no public address that could be named.
 */
export const sarif: Reporter = {
  id: 'sarif',
  title: 'SARIF 2.1.0 for code scanning',
  create: ({ write }) => ({
    finish: (report, unlisted) => write(`${JSON.stringify(toSarif(report, unlisted), null, 2)}\n`),
  }),
};

const levels: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', notice: 'note' };

function toSarif({ tool, command, findings, summary }: Report, unlisted: number): object {
  const placed = findings.filter(isInFile);
  const live = findings.filter(finding => !isInFile(finding));
  const rules = [...new Map(placed.map(finding => [finding.rule, finding])).values()];
  const notifications = [
    ...live.map(finding => ({
      level: levels[finding.severity],
      message: { text: messageOf(finding) },
      descriptor: { id: finding.rule },
    })),
    ...summary.problems.map(({ code, message }) => ({
      level: 'error',
      message: { text: message },
      descriptor: { id: code },
    })),
    ...(unlisted === 0
      ? []
      : [{ level: 'note', message: { text: `${unlisted} more findings are not listed: raise --max-findings.` } }]),
  ];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            ...{ name: tool.name, version: tool.version, semanticVersion: tool.version },
            rules: rules.map(ruleOf),
          },
        },
        automationDetails: { id: `account-links/${printable(command)}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          { executionSuccessful: summary.problems.length === 0, toolExecutionNotifications: notifications },
        ],
        results: placed.map(finding =>
          resultOf(
            finding,
            rules.findIndex(({ rule }) => rule === finding.rule),
          ),
        ),
      },
    ],
  };
}

/** What stdin or a provider gave has no file that a viewer could open. */
function isInFile({ at: { source } }: Finding): boolean {
  return source !== '' && source !== '-' && !/^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}

function ruleOf({ rule, severity, fix = 'See the message.' }: Finding): object {
  return {
    id: rule,
    name: nameOf(rule),
    shortDescription: { text: `The contract rule ${rule}.` },
    fullDescription: { text: `The contract rule ${rule}. \`account-links explain ${rule}\` tells more.` },
    help: { text: `${fix} \`account-links explain ${rule}\` tells more.` },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['contract'], 'problem.severity': severity === 'notice' ? 'recommendation' : severity },
  };
}

function resultOf(finding: Finding, ruleIndex: number): object {
  const { rule, severity, at, fingerprint, count, evidence, contract, party, overridden } = finding;
  const { source, line = 1, pointer } = at;
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: messageOf(finding) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(source) }, region: { startLine: line } },
        ...(pointer === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: pointer, kind: 'member' }] }),
      },
    ],
    occurrenceCount: count,
    partialFingerprints: { 'accountLinks/v1': fingerprint },
    properties: { evidence, contract, party, entry: at.entry, ...(overridden === undefined ? {} : { overridden }) },
  };
}

function messageOf({ message, expected, received, at }: Finding): string {
  const facts = [
    expected === undefined ? '' : ` Expected ${expected}`,
    received === undefined ? '' : `${expected === undefined ? ' R' : ', r'}eceived ${received}`,
  ].join('');
  const place = at.pointer === undefined || at.pointer === '' ? '' : ` (entry ${at.entry}, ${at.pointer})`;
  return printable(`${message}${facts}${facts === '' ? '' : '.'}${place}`) || 'The contract is broken.';
}

/** `response/echo-account` → `ResponseEchoAccount`: viewers want a name without signs. */
function nameOf(rule: string): string {
  const words = rule.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Rule';
}

/** A path as a URI: relative to the repository when it was named so. */
function uriOf(path: string): string {
  const slashed = printable(path.replaceAll('\\', '/'));
  const uri = slashed.split('/').map(encodeURIComponent).join('/');
  return slashed.startsWith('/') ? `file://${uri}` : uri.replace(/^(?:\.\/)+/, '');
}
