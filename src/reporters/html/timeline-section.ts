import type { Finding } from '../../finding.ts';
import type { FuzzSummary, Report } from '../../report.ts';
import { type Markup, markup } from './markup.ts';
import type { Cell, Tape, Tapes } from './tape.ts';

const width = 1000;

/** The order in which things happened: the generated requests with the faults they showed, then record by record. */
export function timelineSection(report: Report, { tapes, unlisted }: ReturnType<Tapes['all']>): Markup | undefined {
  const { fuzz, cases } = report.summary;
  const shown = tapes.length > 0 ? tapes : storedTapes(report);
  if (fuzz === undefined && shown.length === 0) return undefined;
  return markup`<section id="timeline" aria-labelledby="timeline-heading">
<h2 id="timeline-heading">In the order of events</h2>
${fuzz === undefined || fuzz.requests === 0 ? undefined : requestsFigure(report, fuzz)}
${
  shown.length === 0
    ? undefined
    : markup`<figure class="tapes"><figcaption><h3>Recordings, record by record</h3>
<ul class="legend"><li class="conforming"><span></span> conforming</li><li class="violating"><span></span> violating</li><li class="other-endpoint"><span></span> of other endpoints</li><li class="unreadable"><span></span> unreadable</li></ul>
</figcaption>
${shown.map(tapeRow)}
${unlisted === 0 ? undefined : markup`<p class="aside">${unlisted} more sources of ${cases.length} cases have no room here.</p>`}
</figure>`
}
</section>`;
}

/** The phases by their share, and where each fault showed itself first. */
function requestsFigure({ findings }: Report, { requests, phases, seed }: FuzzSummary): Markup {
  const live = findings
    .map((finding, index) => ({ finding, id: index + 1 }))
    .filter(({ finding: { at } }) => /^https?:/.test(at.source));
  const last = Math.max(requests, ...live.map(({ finding }) => finding.at.entry));
  const total = Math.max(
    1,
    Object.values(phases).reduce((sum, count) => sum + count, 0),
  );
  let from = 0;
  const bars = Object.entries(phases).map(([phase, count], index) => {
    const share = (count / total) * width;
    const bar = markup`<rect class="phase-${index % 6}" x="${round(from)}" y="0" width="${round(Math.max(share - 2, 0.5))}" height="22"><title>${phase}: ${count} requests</title></rect>`;
    from += share;
    return bar;
  });
  return markup`<figure class="requests"><figcaption><h3>${requests} generated requests <span class="aside">seed ${seed}</span></h3></figcaption>
<svg viewBox="0 0 ${width} 22" preserveAspectRatio="none" class="phases" aria-hidden="true">${bars}</svg>
<ul class="legend">${Object.entries(phases).map(([phase, count], index) => markup`<li class="phase-${index % 6}"><span></span> ${phase} ${count}</li>`)}</ul>
${
  live.length === 0
    ? markup`<p class="aside">Not one of them showed a fault.</p>`
    : markup`<h4>When each fault was first seen</h4>
<div class="stems">${stems(live, last)}<p class="axis"><span>first request</span><span>request ${last}</span></p></div>`
}
</figure>`;
}

/** A stem at the request that showed a fault first; its head is as large as the fault is frequent. */
function stems(live: readonly { readonly finding: Finding; readonly id: number }[], last: number): Markup {
  const most = Math.max(...live.map(({ finding }) => finding.count));
  return markup`<svg viewBox="0 0 ${width} 110" role="group" aria-label="Faults by the request that showed each first">
<line class="axis" x1="0" y1="100" x2="${width}" y2="100"/>
${live.map(({ finding, id }) => {
  const radius = 5 + 11 * Math.sqrt(finding.count / most);
  const x = round(Math.min(width - 18, Math.max(18, (finding.at.entry / last) * width)));
  const y = round(92 - 70 * (Math.log2(1 + finding.count) / Math.max(1, Math.log2(1 + most))));
  return markup`<a href="#finding-${id}" class="stem ${finding.severity}" aria-label="${finding.rule}, first at request ${finding.at.entry}, ${finding.count} times"><line x1="${x}" y1="100" x2="${x}" y2="${y}"/><circle cx="${x}" cy="${y}" r="${round(radius)}"/><title>${finding.rule}: first at request ${finding.at.entry}, ${finding.count} times</title></a>`;
})}
</svg>`;
}

function tapeRow({ source, read, each, cells }: Tape): Markup {
  const sum = (verdict: keyof Cell): number => cells.reduce((count, cell) => count + cell[verdict], 0);
  const words = [
    `${read} read`,
    ...(['conforming', 'violating', 'other-endpoint', 'unreadable'] as const)
      .map(verdict => [sum(verdict), verdict === 'other-endpoint' ? 'of other endpoints' : verdict] as const)
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${count} ${word}`),
  ].join(', ');
  const columns = Math.max(cells.length, 80);
  return markup`<div class="tape"><p><code>${source}</code> <span class="aside">${words}${each === 1 ? '' : `; ${each} records a stroke`}</span></p>
<svg viewBox="0 0 ${columns * 10} 30" preserveAspectRatio="none" aria-hidden="true">${cells.map(stroke)}</svg></div>
`;
}

/** A stroke is as red as it must be: one violating record in a hundred still shows. */
function stroke(cell: Cell, index: number): Markup {
  const verdict = (['violating', 'unreadable', 'conforming', 'other-endpoint'] as const).find(one => cell[one] > 0);
  const [y, height] = verdict === 'violating' ? [2, 26] : verdict === 'unreadable' ? [6, 18] : [11, 8];
  return markup`<rect class="${verdict ?? 'other-endpoint'}" x="${index * 10 + 1}" y="${y}" width="8" height="${height}"/>`;
}

/** Of a stored report, which does not hold the verdict of each record: what its findings tell of them. */
function storedTapes({ findings, summary: { cases } }: Report): readonly Tape[] {
  const most = 240;
  return cases
    .filter(({ leg, exchanges }) => leg === 'validate' && exchanges > 0)
    .slice(0, 200)
    .map(({ name, exchanges }) => {
      const broken = new Set(
        findings
          .filter(({ severity }) => severity === 'error')
          .flatMap(({ at, more = [] }) => [at, ...more])
          .filter(({ source }) => source === name)
          .map(({ entry }) => entry),
      );
      const each = 2 ** Math.max(0, Math.ceil(Math.log2(exchanges / most)));
      const cells = Array.from({ length: Math.ceil(exchanges / each) }, (_, index) => {
        const size = Math.min(each, exchanges - index * each);
        const violating = [...broken].filter(entry => Math.floor((entry - 1) / each) === index).length;
        return { violating, conforming: size - violating, 'other-endpoint': 0, unreadable: 0 };
      });
      return { source: name, read: exchanges, each, cells };
    });
}

function round(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
