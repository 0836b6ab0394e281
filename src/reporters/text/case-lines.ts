import type { CaseResult } from '../../report.ts';
import type { Colors } from './colors.ts';
import { counted } from './counted.ts';
import { hang } from './wrap.ts';

const shownAtMost = 10;
const results: readonly CaseResult['result'][] = ['failed', 'pending', 'not-tested', 'passed'];
const words: Readonly<Record<CaseResult['result'], string>> = {
  failed: 'failed',
  pending: 'pending',
  'not-tested': 'not tested',
  passed: 'passed',
};

/** The cases of one leg: the failed ones all, of the others as many as ten lines hold. */
export function caseLines(leg: string, cases: readonly CaseResult[], width: number, colors: Colors): string[] {
  const sorted = results.flatMap(result => cases.filter(one => one.result === result));
  const failed = cases.filter(({ result }) => result === 'failed').length;
  const shown = sorted.slice(0, Math.max(failed, shownAtMost));
  const hidden = sorted.slice(shown.length);
  return [
    `${leg}: ${counted(cases.length, 'case')}, ${tally(cases)}`,
    ...shown.flatMap(one => caseLine(one, width, colors)),
    ...(hidden.length === 0 ? [] : [`  and more: ${tally(hidden)}`]),
  ];
}

function caseLine({ name, result, detail }: CaseResult, width: number, colors: Colors): string[] {
  const color = { failed: colors.red, pending: colors.yellow, 'not-tested': colors.yellow, passed: colors.green }[
    result
  ];
  const label = `  ${words[result].padEnd(12)}`;
  const lines = hang(label, detail === undefined ? name : `${name}: ${detail}`, width);
  return lines.map(line => (line.startsWith(label) ? `  ${color(label.slice(2))}${line.slice(label.length)}` : line));
}

/** `1 failed, 14 passed` */
function tally(cases: readonly CaseResult[]): string {
  return results
    .map(result => [cases.filter(one => one.result === result).length, words[result]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}
