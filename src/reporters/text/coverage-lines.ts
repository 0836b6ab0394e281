import type { CoverageRow, FuzzSummary } from '../../report.ts';
import type { Colors } from './colors.ts';
import { printable } from './printable.ts';
import { hang } from './wrap.ts';

/** How many constraints that lack something are named one by one. */
const mostNamed = 10;

/** What the run sent by phase, and which constraints it satisfied and broke, by keyword. */
export function coverageLines({ phases, coverage }: FuzzSummary, width: number, colors: Colors): string[] {
  const { percent, rows } = coverage;
  if (rows.length === 0) return [];
  const table = [...groups(rows)].map(([keyword, group]) => line(keyword, group));
  const lacking = rows.filter(row => row.satisfied.right === 0 || row.violated.right === 0);
  return [
    `coverage of the request schema: ${percent} % answered right`,
    ...Object.entries(phases).map(([phase, requests]) => `  ${printable(phase).padEnd(22)}${requests} requests`),
    colors.dim(
      `  ${'keyword'.padEnd(22)}${'constraints'.padStart(11)}${'satisfied'.padStart(11)}${'violated'.padStart(11)}`,
    ),
    ...table,
    ...lacking.slice(0, mostNamed).flatMap(row => hang('  ', lack(row), width)),
    ...(lacking.length > mostNamed ? [`  and ${lacking.length - mostNamed} more constraints that lack something`] : []),
  ];
}

function groups(rows: readonly CoverageRow[]): Map<string, CoverageRow[]> {
  const found = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    const keyword = row.constraint.split('/').at(-1) ?? '';
    found.set(keyword, [...(found.get(keyword) ?? []), row]);
  }
  return found;
}

function line(keyword: string, rows: readonly CoverageRow[]): string {
  const right = (side: 'satisfied' | 'violated'): string =>
    String(rows.filter(row => row[side].right > 0).length).padStart(11);
  return `  ${printable(keyword).padEnd(22)}${String(rows.length).padStart(11)}${right('satisfied')}${right('violated')}`;
}

function lack({ contract, constraint, satisfied, violated }: CoverageRow): string {
  const told = ([side, count]: readonly [string, CoverageRow['satisfied']]): string[] =>
    count.right > 0 ? [] : [`${side}: ${count.sent === 0 ? 'not sent' : `${count.sent} sent, none answered right`}`];
  const missing = [['satisfied', satisfied] as const, ['violated', violated] as const].flatMap(told);
  return `lacks ${printable(constraint)} of ${printable(contract)} (${missing.join('; ')})`;
}
