import type { Severity } from '../../evidence.ts';
import type { Finding, Place } from '../../finding.ts';
import type { Colors } from './colors.ts';
import { printable } from './printable.ts';
import { hang, wrap } from './wrap.ts';

/** A finding for people: what, where, expected and received, what to do, on what evidence, how to see it again. */
export function findingLines(finding: Finding, width: number, colors: Colors): string[] {
  const { rule, severity, party, evidence, source, count } = finding;
  const times = count === 1 ? '' : `, ${count} times`;
  const facts: readonly (readonly [label: string, text: string | undefined])[] = [
    [count === 1 ? 'at' : 'first at', placeText(finding.at)],
    ['also at', alsoAt(finding)],
    ['expected', finding.expected],
    ['received', finding.received],
    ['fix', finding.fix],
    ['evidence', source === undefined ? evidence : `${evidence} (${source})`],
    ['contract', finding.contract],
  ];
  return [
    `${colorOf(severity, colors)(severity)} ${colors.bold(printable(rule))} (${party}${times})`,
    ...wrap(finding.message, width - 2).map(line => `  ${line}`),
    ...facts.flatMap(([label, text]) => (text === undefined ? [] : hang(`  ${label.padEnd(10)}`, text, width))),
    ...reproduceLines(finding.reproduce ?? []),
  ];
}

/** `links.har:120, entry 12, /response/body/expires_at` */
export function placeText({ source, line, entry, pointer }: Place): string {
  const file = line === undefined ? source : `${source}:${line}`;
  return [file, `entry ${entry}`, ...(pointer === undefined || pointer === '' ? [] : [pointer])].join(', ');
}

/** `:7, :9, other.har:3, …`: the next places, without what they share with the first. */
function alsoAt({ at, more = [], count }: Finding): string | undefined {
  if (more.length === 0) return undefined;
  const places = more.map(place => {
    const file = place.source === at.source && place.line !== undefined ? '' : place.source;
    return place.line === undefined ? `${file}, entry ${place.entry}` : `${file}:${place.line}`;
  });
  return [...new Set(places), ...(count > more.length + 1 ? ['…'] : [])].join('; ');
}

export function colorOf(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, notice: colors.cyan }[severity];
}

/** Whole and unwrapped, whatever the width, so that they can be copied. */
function reproduceLines(commands: readonly string[]): string[] {
  if (commands.length === 0) return [];
  return ['  reproduce', ...commands.flatMap(command => command.split(/\r?\n/)).map(line => `    ${printable(line)}`)];
}
