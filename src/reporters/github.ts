import type { Severity } from '../evidence.ts';
import type { Finding } from '../finding.ts';
import type { Report } from '../report.ts';
import type { Reporter } from './reporter.ts';
import { counted } from './text/counted.ts';
import { severityText } from './text/finding-facts.ts';
import { printable } from './text/printable.ts';

/** Annotations for the log of a GitHub action. A step shows ten of a kind and drops the others without a word: we say so. */
export const github: Reporter = {
  id: 'github',
  title: 'Annotations of GitHub Actions, the ten worst of each kind',
  create: ({ write }) => ({
    finish: (report, unlisted) =>
      write(
        linesOf(report, unlisted)
          .map(line => `${line}\n`)
          .join(''),
      ),
  }),
};

const most = 10;
const commands: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', notice: 'notice' };

function linesOf({ findings, summary, verdict, command }: Report, unlisted: number): readonly string[] {
  // The worst problems and findings share the places of their kind, problems first: without judging there is no verdict.
  const problems = summary.problems.map(({ code, message }) => annotation('error', {}, code, message));
  const room = { error: Math.max(0, most - problems.length), warning: most, notice: most };
  const shown = (['error', 'warning', 'notice'] as const).flatMap(severity =>
    findings.filter(finding => finding.severity === severity).slice(0, room[severity]),
  );
  const left = findings.length - shown.length + unlisted + Math.max(0, problems.length - most);
  const verdictText = `account-links ${printable(command)}: ${verdict}`;
  return [
    ...problems.slice(0, most),
    ...shown.map(toAnnotation),
    left === 0 ? verdictText : `${verdictText}; ${counted(left, 'more finding')} not shown as annotations`,
  ];
}

function toAnnotation(finding: Finding): string {
  const { severity, rule, message, expected, received, fix, at, overridden } = finding;
  const isFile = !/^[a-z][a-z0-9+.-]+:\/\//i.test(at.source) && at.source !== '-';
  const place = isFile ? { file: at.source, line: String(at.line ?? 1) } : {};
  const text = [
    message,
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...(received === undefined ? [] : [`Received: ${received}`]),
    ...(fix === undefined ? [] : [fix]),
    ...(overridden === undefined ? [] : [`Severity: ${severityText(finding)}`]),
    `Entry ${at.entry} of ${at.source}${at.pointer === undefined ? '' : `, ${at.pointer}`}`,
  ];
  return annotation(severity, place, rule, text.map(printable).join('\n'));
}

function annotation(
  severity: Severity,
  place: { readonly file?: string; readonly line?: string },
  title: string,
  text: string,
): string {
  const properties = Object.entries({ ...place, title }).map(([name, value]) => `${name}=${escapedProperty(value)}`);
  return `::${commands[severity]} ${properties.join(',')}::${escapedData(text)}`;
}

/** The line breaks of a message are its only ones: all else that controls a terminal is shown as an escape. */
function escapedData(text: string): string {
  return text.split('\n').map(printable).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
