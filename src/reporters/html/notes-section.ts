import type { Report } from '../../report.ts';
import { counted } from '../text/counted.ts';
import { type Markup, markup, prose } from './markup.ts';

/** Why not all could be judged. Right below the verdict: without it the verdict cannot be understood. */
export function problemsSection({ summary: { problems } }: Report): Markup | undefined {
  if (problems.length === 0) return undefined;
  return markup`<section id="problems" aria-labelledby="problems-heading">
<h2 id="problems-heading">What could not be judged</h2>
<ul>${problems.map(({ code, message }) => markup`<li><code>${code}</code> ${prose(message)}</li>`)}</ul>
</section>`;
}

/** What does not fail the run because somebody answers for it. */
export function acceptedSection({ summary: { accepted = [] } }: Report): Markup | undefined {
  if (accepted.length === 0) return undefined;
  return markup`<section id="accepted" aria-labelledby="accepted-heading">
<h2 id="accepted-heading">Accepted by the baseline</h2>
<section class="scroll" tabindex="0" aria-label="Table of what is accepted">
<table class="cases">
<thead><tr><th scope="col">Rule</th><th scope="col">Found</th><th scope="col">Owner</th><th scope="col">Until</th><th scope="col">Reason</th></tr></thead>
<tbody>${accepted.map(
    ({ rule, severity, count, owner, expires, reason }) =>
      markup`<tr><td>${severity} <code>${rule}</code></td><td>${counted(count, 'time')}</td><td>${owner}</td><td>${expires}</td><td>${reason}</td></tr>
`,
  )}</tbody>
</table>
</section>
</section>`;
}
