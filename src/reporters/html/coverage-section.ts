import type { CoverageRow, Report } from '../../report.ts';
import { type Markup, markup } from './markup.ts';

/** Which constraints of the request were kept and broken: members down, keywords across, a table for each contract. */
export function coverageSection({ summary: { fuzz } }: Report): Markup | undefined {
  if (fuzz === undefined || fuzz.coverage.rows.length === 0) return undefined;
  const { percent, rows } = fuzz.coverage;
  const contracts = [...new Set(rows.map(({ contract }) => contract))];
  return markup`<section id="coverage" aria-labelledby="coverage-heading">
<h2 id="coverage-heading">Coverage of the request</h2>
<p class="lead">Each constraint was kept and broken by requests, and the answers were looked at: <b>${percent} %</b> of these cells were answered right at least once.</p>
<ul class="legend">
<li class="right"><span>12</span> all answered right</li>
<li class="partly"><span>9/12</span> some answered right</li>
<li class="wrong"><span>0/12</span> none answered right</li>
<li class="unsent"><span>&ndash;</span> not sent</li>
</ul>
${contracts.map(contract =>
  matrix(
    contract,
    rows.filter(row => row.contract === contract),
  ),
)}
</section>`;
}

function matrix(contract: string, rows: readonly CoverageRow[]): Markup {
  const members = inTreeOrder(new Set(rows.map(memberOf)));
  const keywords = [...new Set(rows.map(keywordOf))];
  const cells = new Map(rows.map(row => [JSON.stringify([memberOf(row), keywordOf(row)]), row]));
  return markup`<section class="scroll" tabindex="0" aria-label="Constraints of ${contract}">
<table class="matrix">
<caption>${contract}</caption>
<thead>
<tr><th scope="col" rowspan="2">Member</th>${keywords.map(keyword => markup`<th scope="colgroup" colspan="2">${keywordText(keyword)}</th>`)}</tr>
<tr>${keywords.map(() => markup`<th scope="col"><abbr title="satisfied">kept</abbr></th><th scope="col"><abbr title="violated">broken</abbr></th>`)}</tr>
</thead>
<tbody>
${members.map(
  member => markup`<tr><th scope="row">${memberText(member)}</th>${keywords.map(keyword => {
    const row = cells.get(JSON.stringify([member, keyword]));
    return row === undefined ? markup`<td class="none"></td><td class="none"></td>` : pair(row);
  })}</tr>
`,
)}</tbody>
</table>
</section>`;
}

function pair({ satisfied, violated }: CoverageRow): Markup {
  return markup`${cell(satisfied)}${cell(violated)}`;
}

function cell({ sent, right }: CoverageRow['satisfied']): Markup {
  if (sent === 0) return markup`<td class="unsent"><span>&ndash;</span></td>`;
  const state = right === 0 ? 'wrong' : right < sent ? 'partly' : 'right';
  return markup`<td class="${state}"><span>${right === sent ? sent : `${right}/${sent}`}</span></td>`;
}

function memberOf({ constraint }: CoverageRow): string {
  return constraint.slice(0, Math.max(0, constraint.lastIndexOf('/')));
}

function keywordOf({ constraint }: CoverageRow): string {
  return constraint.slice(constraint.lastIndexOf('/') + 1);
}

/** `additionalProperties` may break before its capital. */
function keywordText(keyword: string): readonly Markup[] {
  return keyword.split(/(?=[A-Z])/).map(part => markup`<wbr>${part}`);
}

/** Parents before their children, the body before all. */
function inTreeOrder(members: ReadonlySet<string>): readonly string[] {
  const key = (member: string): string => (member === 'body' ? '' : member.replaceAll('.', '\u0000'));
  return [...members].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Indented like a tree for the eye; who hears it hears the whole path. */
function memberText(member: string): Markup {
  const at = member.lastIndexOf('.', member.endsWith('.*') ? member.length - 3 : member.length) + 1;
  const depth = Math.min(5, member.slice(0, at).split('.').length - 1);
  return markup`<span class="depth-${depth}"><span class="unseen">${member.slice(0, at)}</span>${member.slice(at)}</span>`;
}
