import type { Finding, Place } from '../../finding.ts';
import type { Report } from '../../report.ts';
import { counted } from '../text/counted.ts';
import { evidenceText, severityText } from '../text/finding-facts.ts';
import { type FindingGroup, findingGroups } from '../text/finding-groups.ts';
import { type Markup, markup, prose } from './markup.ts';

/** A page with more than these is slow to open; the other formats have them. */
const most = 2000;

/** The findings by rule, with what to search and filter them by. */
export function findingsSection({ findings, summary }: Report, unlisted: number): Markup | undefined {
  if (findings.length === 0) return undefined;
  const shown = findings.slice(0, most);
  const left = findings.length - shown.length + unlisted;
  const legs = legsOf(summary.cases);
  const groups = findingGroups(shown);
  const indexes = new Map(shown.map((finding, index) => [finding, index + 1]));
  return markup`<section id="findings" aria-labelledby="findings-heading">
<h2 id="findings-heading">Findings</h2>
${filterForm(shown)}
${groups.map(group => groupArticle(group, indexes, legs))}
<p id="nothing-found" hidden>No finding is like that.</p>
${left === 0 ? undefined : markup`<p class="aside">${counted(left, 'more finding')} not shown: raise <code>--max-findings</code>, or look into the JSON report.</p>`}
</section>`;
}

function legsOf(cases: Report['summary']['cases']): ReadonlyMap<string, ReadonlySet<string>> {
  const legs = new Map<string, Set<string>>();
  for (const { leg, findings } of cases) {
    for (const fingerprint of findings) legs.set(fingerprint, (legs.get(fingerprint) ?? new Set()).add(leg));
  }
  return legs;
}

/** Of use with the script alone, which shows it. */
function filterForm(findings: readonly Finding[]): Markup {
  const severities = (['error', 'warning', 'notice'] as const).filter(severity =>
    findings.some(finding => finding.severity === severity),
  );
  const parties = (['client', 'provider'] as const).filter(party => findings.some(one => one.party === party));
  const box = (name: string, value: string): Markup =>
    markup`<label class="chip ${value}"><input type="checkbox" name="${name}" value="${value}" checked> ${value}</label>`;
  return markup`<search id="filter" aria-label="Findings and cases" hidden>
<label class="search">Search <input type="search" name="text" autocomplete="off" spellcheck="false" placeholder="rule, member, file, contract"></label>
<fieldset><legend>Severity</legend>${severities.map(one => box('severity', one))}</fieldset>
<fieldset><legend>Party</legend>${parties.map(one => box('party', one))}</fieldset>
<output id="shown" aria-live="polite"></output>
</search>`;
}

function groupArticle(
  { rule, shared, findings }: FindingGroup,
  indexes: ReadonlyMap<Finding, number>,
  legs: ReadonlyMap<string, ReadonlySet<string>>,
): Markup {
  const contracts = [...new Set(findings.map(({ contract }) => contract))];
  const times = findings.reduce((sum, { count }) => sum + count, 0);
  return markup`<article class="rule ${shared.severity}" data-severity="${shared.severity}" data-party="${shared.party}">
<header>
<h3><span class="severity">${shared.severity}</span> <code>${rule}</code></h3>
<p class="aside">${shared.party}${times === 1 ? ', once' : `, ${times} times`}</p>
</header>
<ol class="places">
${findings.map(finding => findingItem(finding, indexes.get(finding) ?? 0, notesOf(finding, legs, contracts.length > 1, findings.length > 1)))}
</ol>
<dl class="facts">
${shared.fix === undefined ? undefined : fact('What to do', prose(shared.fix))}
${fact('Evidence', evidenceText(shared))}
${shared.overridden === undefined ? undefined : fact('Severity', severityText(shared))}
${fact(contracts.length === 1 ? 'Contract' : 'Contracts', contracts.join(', '))}
${fact('More', markup`<code>account-links explain ${rule}</code>`)}
</dl>
</article>`;
}

function fact(label: string, text: string | Markup | readonly Markup[]): Markup {
  return markup`<div><dt>${label}</dt><dd>${text}</dd></div>
`;
}

/** What tells a finding apart from the others of its rule. */
function notesOf(
  { fingerprint, contract, count }: Finding,
  legs: ReadonlyMap<string, ReadonlySet<string>>,
  withContract: boolean,
  withCount: boolean,
): readonly string[] {
  return [
    ...(legs.get(fingerprint) ?? []),
    ...(withContract ? [contract] : []),
    ...(withCount && count > 1 ? [`${count} times`] : []),
  ];
}

function findingItem(finding: Finding, index: number, notes: readonly string[]): Markup {
  const { message, at, more = [], count, expected, received, reproduce = [], fingerprint } = finding;
  const further = more.map(placeText).join('; ') + (count > more.length + 1 && more.length > 0 ? '; …' : '');
  return markup`<li class="finding" id="finding-${index}" tabindex="-1">
<h4>${prose(message)}</h4>
<p class="where"><span>${placeText(at)}</span>${notes.map(note => markup` <span class="note">${note}</span>`)}</p>
${at.pointer === undefined || at.pointer === '' ? undefined : markup`<p class="pointer">${pointerText(at.pointer)}</p>`}
${
  expected === undefined && received === undefined
    ? undefined
    : markup`<dl class="compare">${side('Expected', expected)}${side('Received', received)}</dl>`
}
${further === '' ? undefined : markup`<p class="aside">Also at ${further}</p>`}
${
  reproduce.length === 0
    ? undefined
    : markup`<details class="reproduce"><summary>Reproduce</summary><pre>${reproduce.join('\n')}</pre></details>`
}
<p class="fingerprint">${fingerprint}</p>
</li>
`;
}

function side(label: string, text: string | undefined): Markup | undefined {
  return text === undefined ? undefined : markup`<div><dt>${label}</dt><dd><code>${text}</code></dd></div>`;
}

function placeText({ source, line, entry }: Place): string {
  const unit = /^https?:/.test(source) ? 'request' : 'entry';
  return `${source}${line === undefined ? '' : `:${line}`}, ${unit} ${entry}`;
}

/** The member that is meant stands out of the way to it. */
function pointerText(pointer: string): Markup {
  const at = pointer.lastIndexOf('/') + 1;
  return markup`${pointer.slice(0, at)}<mark>${pointer.slice(at)}</mark>`;
}
