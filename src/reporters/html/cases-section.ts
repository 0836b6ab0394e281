import type { Report } from '../../report.ts';
import { counted } from '../text/counted.ts';
import { results, resultWords } from '../text/legs.ts';
import { type Markup, markup } from './markup.ts';

const most = 2000;

/** Every case that was tried, the failed ones first. */
export function casesSection({ summary: { cases } }: Report): Markup | undefined {
  if (cases.length === 0) return undefined;
  const sorted = results.flatMap(result => cases.filter(one => one.result === result));
  const shown = sorted.slice(0, most);
  return markup`<section id="cases" aria-labelledby="cases-heading">
<h2 id="cases-heading">Every case</h2>
<details><summary>${counted(cases.length, 'case')}</summary>
<section class="scroll" tabindex="0" aria-label="Table of every case">
<table class="cases">
<thead><tr><th scope="col">Result</th><th scope="col">Leg</th><th scope="col">Case</th><th scope="col">Exchanges</th></tr></thead>
<tbody>
${shown.map(
  ({ leg, name, result, detail, exchanges }) =>
    markup`<tr class="${result}"><td><span class="result">${resultWords[result]}</span></td><td>${leg}</td><td><code>${name}</code>${detail === undefined ? undefined : markup`<br><span class="aside">${detail}</span>`}</td><td>${exchanges}</td></tr>
`,
)}</tbody>
</table>
</section>
${sorted.length === shown.length ? undefined : markup`<p class="aside">${sorted.length - shown.length} more are in the JSON report.</p>`}
</details>
</section>`;
}
