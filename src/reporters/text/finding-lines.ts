import type { Severity } from '../../evidence.ts';
import type { Finding, Place } from '../../finding.ts';
import type { Colors } from './colors.ts';
import { counted } from './counted.ts';
import { evidenceText, severityText } from './finding-facts.ts';
import type { FindingGroup } from './finding-groups.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';
import { hang } from './wrap.ts';

/**
 * Findings of one rule for people: of each what, unless the one before says it, where, expected, received and how to see
 * it again; then once what to do, on what evidence, and where to read on.
 */
export function groupLines({ rule, shared, findings }: FindingGroup, look: Look): string[] {
  const { colors } = look;
  const { severity, party, fix } = shared;
  const [only, ...others] = findings;
  const contracts = [...new Set(findings.map(({ contract }) => contract))];
  const times = findings.reduce((sum, { count }) => sum + count, 0);
  const notes = [
    party,
    ...(others.length === 0 ? [] : [counted(findings.length, 'finding')]),
    ...(times === findings.length ? [] : [`${times} times`]),
  ];
  const isMany = others.length > 0;
  return [
    `${colorOf(severity, colors)(severity)} ${colors.bold(printable(rule))} (${notes.join(', ')})`,
    ...(only === undefined || isMany ? [] : [...hang('  ', only.message, look.width), ...factsOf(only, look, '  ')]),
    ...(isMany ? numbered(findings, look, contracts.length > 1) : []),
    ...factLines(
      [
        ['fix', fix],
        ['evidence', evidenceText(shared)],
        ['severity', shared.overridden === undefined ? undefined : severityText(shared)],
        ['contract', contracts.join(', ')],
        ['explain', `account-links explain ${rule}`],
      ],
      '  ',
      look,
    ),
  ];
}

function numbered(findings: readonly Finding[], look: Look, withContract: boolean): string[] {
  const digits = String(findings.length).length;
  return findings.flatMap((finding, index) => {
    const label = `  ${String(index + 1).padStart(digits)}. `;
    const indent = ' '.repeat(label.length);
    const contract = withContract ? factLines([['contract', finding.contract]], indent, look) : [];
    const isSaid = index > 0 && findings[index - 1]?.message === finding.message;
    const [first = '', ...lines] = factsOf(finding, look, indent);
    const told = isSaid
      ? [`${label}${first.slice(indent.length)}`, ...lines]
      : [...hang(label, finding.message, look.width), first, ...lines];
    return [...told, ...contract];
  });
}

/** Where one finding is and what it is, without what it shares with the others of its rule. */
function factsOf(finding: Finding, look: Look, indent: string): string[] {
  const { at, count, expected, received } = finding;
  const { width, colors } = look;
  return [
    ...whereLines(count === 1 ? 'at' : 'first at', at, indent, look),
    ...pointerLines(at.pointer ?? '', `${indent}          `, width, colorOf(finding.severity, colors)),
    ...factLines(
      [
        ['also at', alsoAt(finding)],
        ['expected', expected],
        ['received', received],
      ],
      indent,
      look,
    ),
    ...reproduceLines(finding.reproduce ?? [], indent),
  ];
}

function factLines(
  facts: readonly (readonly [label: string, text: string | undefined])[],
  indent: string,
  { width, colors }: Look,
): string[] {
  return facts.flatMap(([label, text]) => {
    if (text === undefined) return [];
    const color = label === 'expected' ? colors.green : label === 'received' ? colors.red : colors.dim;
    const [first = '', ...following] = hang(`${indent}${label.padEnd(10)}`, text, width);
    return [`${indent}${color(label)}${first.slice(indent.length + label.length)}`, ...following];
  });
}

/** The file and the entry on one line where it is long enough: neither is ever broken. */
function whereLines(label: string, at: Place, indent: string, look: Look): string[] {
  const whole = factLines([[label, whereText(at)]], indent, { ...look, width: Number.POSITIVE_INFINITY });
  const length = indent.length + 10 + printable(whereText(at)).length;
  if (length <= look.width) return whole;
  const [file, entry] = splitPlace(at);
  return [...factLines([[label, `${file},`]], indent, look), `${indent}          ${entry}`];
}

/** `links.har:120, entry 12, /response/body/expires_at` */
export function placeText(at: Place): string {
  return [whereText(at), ...(at.pointer === undefined || at.pointer === '' ? [] : [at.pointer])].join(', ');
}

function whereText(at: Place): string {
  return splitPlace(at).join(', ');
}

function splitPlace({ source, line, entry }: Place): readonly [file: string, entry: string] {
  return [line === undefined ? source : `${source}:${line}`, `entry ${entry}`];
}

/** The pointer on a line of its own, and the member that is meant underlined where that has room. */
function pointerLines(pointer: string, indent: string, width: number, color: (text: string) => string): string[] {
  if (pointer === '') return [];
  const shown = printable(pointer);
  const from = shown.lastIndexOf('/') + 1;
  const line = `${indent}${shown}`;
  const isMarked = from < shown.length && line.length <= width;
  return [line, ...(isMarked ? [`${indent}${' '.repeat(from)}${color('^'.repeat(shown.length - from))}`] : [])];
}

/** `:7, :9, other.har:3, …`: the next places, without what they share with the first. */
function alsoAt({ at, more = [], count }: Finding): string | undefined {
  if (more.length === 0) return undefined;
  const places = more.map(place => {
    const file = place.source === at.source && place.line !== undefined ? '' : place.source;
    return place.line === undefined ? `${file}, entry ${place.entry}` : `${file}:${place.line}`;
  });
  return [...new Set(places), ...(count > more.length + 1 ? ['...'] : [])].join('; ');
}

function colorOf(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, notice: colors.cyan }[severity];
}

/** Whole and unwrapped, whatever the width, so that they can be copied. */
function reproduceLines(commands: readonly string[], indent: string): string[] {
  if (commands.length === 0) return [];
  const lines = commands.flatMap(command => command.split(/\r?\n/));
  return [`${indent}reproduce`, ...lines.map(line => `${indent}  ${printable(line)}`)];
}
