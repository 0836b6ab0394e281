import { grouped } from '../../grouped.ts';
import type { CaseResult } from '../../report.ts';
import { counted } from './counted.ts';
import { countedCases, countedResults, type Leg, results, resultWords } from './legs.ts';
import type { Look } from './look.ts';
import { hang } from './wrap.ts';

/** Names on lines of their own up to so many; more stand one after the other. */
const mostLines = 6;
const mostNames = 60;

const marks: Readonly<Record<CaseResult['result'], string>> = {
  failed: '✖ ',
  pending: '◌ ',
  'not-tested': '○ ',
  passed: '✔ ',
};

/** What a leg tried: each failed case by itself where they are few, the others by result and reason. */
export function caseLines(leg: Leg, cases: readonly CaseResult[], look: Look): string[] {
  const exchanges = cases.reduce((sum, one) => sum + one.exchanges, 0);
  return [
    ...hang(
      '',
      `${leg}: ${countedCases(leg, cases.length)}, ${counted(exchanges, 'exchange')}: ${countedResults(cases)}`,
      look.width,
    ).map((line, index) => (index === 0 ? line.replace(leg, look.colors.bold(leg)) : line)),
    ...results.flatMap(result =>
      resultLines(
        leg,
        result,
        cases.filter(one => one.result === result),
        look,
      ),
    ),
  ];
}

function resultLines(leg: Leg, result: CaseResult['result'], cases: readonly CaseResult[], look: Look): string[] {
  const groups = grouped(cases, ({ detail }) => detail);
  return [...groups].flatMap(([detail, own]) => {
    const most = result === 'failed' ? mostNames : detail === undefined ? mostLines : 1;
    const isListed = own.length <= most;
    const texts = isListed
      ? own.map(({ name }) => (detail === undefined ? name : `${name}: ${detail}`))
      : flowing(leg, own).map(text => (detail === undefined ? text : `${detail} (${own.length}): ${text}`));
    return texts.flatMap(text => labelled(result, text, look));
  });
}

function labelled(result: CaseResult['result'], text: string, { width, colors, unicode }: Look): string[] {
  const color = { failed: colors.red, pending: colors.yellow, 'not-tested': colors.yellow, passed: colors.green }[
    result
  ];
  const label = `  ${unicode ? marks[result] : ''}${resultWords[result].padEnd(12)}`;
  const [first = '', ...following] = hang(label, text, width);
  return [`  ${color(first.slice(2, label.length))}${first.slice(label.length)}`, ...following];
}

/** `2025-12-15.clover: examples, members, invalid/* (67)`: the names of each contract, what belongs together once. */
function flowing(leg: Leg, cases: readonly CaseResult[]): readonly string[] {
  const parts = cases.map(({ name }) => {
    const [, contract = '', rest = name] = leg === 'validate' ? [] : (/^(\S+) (.+)$/s.exec(name) ?? []);
    return { contract, rest };
  });
  const heads = grouped(parts, ({ contract }) => contract);
  return [...heads].map(([contract, own]) => {
    const names = own.map(({ rest }) => rest);
    const told = folded(leg, names);
    const left = told.length > mostNames ? `, and ${told.length - mostNames} more` : '';
    return `${contract === '' ? '' : `${contract}: `}${told.slice(0, mostNames).join(leg === 'verify' ? '; ' : ', ')}${left}`;
  });
}

function folded(leg: Leg, names: readonly string[]): readonly string[] {
  const folders = grouped(names, name => {
    const end = leg === 'validate' ? name.lastIndexOf('/') : name.indexOf('/');
    return leg === 'verify' || end < 0 ? name : name.slice(0, end);
  });
  return [...folders].flatMap(([folder, own]) => (own.length > 2 ? [`${folder}/* (${own.length})`] : own));
}
