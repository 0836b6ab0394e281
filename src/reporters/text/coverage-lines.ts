import type { CoverageRow, FuzzSummary } from '../../report.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';
import { hang } from './wrap.ts';

/** How many constraints that lack the same are named. */
const mostNamed = 10;

/** What the run sent by phase, and which constraints it satisfied and broke, by keyword. */
export function coverageLines({ phases, coverage }: FuzzSummary, { width, colors, unicode }: Look): string[] {
  const { percent, rows } = coverage;
  if (rows.length === 0) return [];
  const table = [...groups(rows)].map(([keyword, group]) => line(keyword, group));
  return [
    `coverage of the request schema: ${percent} % answered right  ${bar(percent, unicode)}`,
    ...Object.entries(phases).map(([phase, requests]) => `  ${printable(phase).padEnd(22)}${requests} requests`),
    colors.dim(
      `  ${'keyword'.padEnd(22)}${'constraints'.padStart(11)}${'satisfied'.padStart(11)}${'violated'.padStart(11)}`,
    ),
    ...table,
    ...lacks(rows).flatMap(text => hang('  ', text, width)),
  ];
}

/** Twenty signs; full only when nothing lacks. */
function bar(percent: number, unicode: boolean): string {
  const full = Math.floor(Math.min(100, Math.max(0, percent)) / 5);
  return (unicode ? '█' : '#').repeat(full) + (unicode ? '░' : '.').repeat(20 - full);
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

/** What no request has shown, by what is missing: `satisfied, but never answered right (2): account/type, body/type`. */
function lacks(rows: readonly CoverageRow[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const side of ['satisfied', 'violated'] as const) {
    for (const { contract, constraint, [side]: count } of rows) {
      if (count.right > 0) continue;
      const what = count.sent === 0 ? `never ${side}` : `${side}, but never answered right`;
      const key = `${contract}: ${what}`;
      groups.set(key, [...(groups.get(key) ?? []), constraint]);
    }
  }
  return [...groups].map(([what, names]) => {
    const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : '';
    return `${what} (${names.length}): ${names.slice(0, mostNamed).join(', ')}${more}`;
  });
}
