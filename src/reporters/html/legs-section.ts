import type { CaseResult, Report } from '../../report.ts';
import { counted } from '../text/counted.ts';
import { byLeg, countedCases, legWords, results, resultWords } from '../text/legs.ts';
import { type Markup, markup } from './markup.ts';

/** More dots than these tell nothing more. */
const mostDots = 600;

/** What was tried: a card for each leg, in which each case is a dot. */
export function legsSection({ summary: { cases } }: Report): Markup | undefined {
  if (cases.length === 0) return undefined;
  return markup`<section id="tried" aria-labelledby="tried-heading">
<h2 id="tried-heading">What was tried</h2>
<div class="legs">
${byLeg(cases).map(
  ({ leg, cases: own }) => markup`<article class="leg">
<h3>${legWords[leg].title} <span class="aside">${leg}</span></h3>
<p class="figure">${countedCases(leg, own.length)}</p>
${dots(own)}
<ul class="tally">${results.map(result => count(own, result))}</ul>
<p class="aside">${counted(
    own.reduce((sum, { exchanges }) => sum + exchanges, 0),
    'exchange',
  )}</p>
</article>
`,
)}</div>
</section>`;
}

function count(cases: readonly CaseResult[], result: CaseResult['result']): Markup | undefined {
  const of = cases.filter(one => one.result === result).length;
  return of === 0 ? undefined : markup`<li class="${result}"><b>${of}</b> ${resultWords[result]}</li>`;
}

function dots(cases: readonly CaseResult[]): Markup {
  const [size, step, columns] = [9, 12, 30];
  const shown = cases.slice(0, mostDots);
  const rows = Math.ceil(shown.length / columns);
  const width = Math.min(shown.length, columns) * step - step + size;
  return markup`<svg class="dots" aria-hidden="true" width="${width}" height="${rows * step - step + size}" viewBox="0 0 ${width} ${rows * step - step + size}">
${shown.map(
  ({ result, name }, index) =>
    markup`<rect class="${result}" x="${(index % columns) * step}" y="${Math.floor(index / columns) * step}" width="${size}" height="${size}" rx="2"><title>${name}: ${resultWords[result]}</title></rect>`,
)}
</svg>
${cases.length > shown.length ? markup`<p class="aside">and ${cases.length - shown.length} more</p>` : undefined}`;
}
