import { hash } from 'node:crypto';
import type { Report } from '../../report.ts';
import type { ReporterOptions } from '../reporter.ts';
import { verdictWords } from '../text/verdict-words.ts';
import { casesSection } from './cases-section.ts';
import { coverageSection } from './coverage-section.ts';
import { findingsSection } from './findings-section.ts';
import { legsSection } from './legs-section.ts';
import { type Markup, markup } from './markup.ts';
import { acceptedSection, problemsSection } from './notes-section.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import type { Tapes } from './tape.ts';
import { timelineSection } from './timeline-section.ts';

/** A page loads nothing and runs one script, by its hash; what a finding holds can do neither. */
const policy = [
  "default-src 'none'",
  `style-src '${digest(style)}'`,
  `script-src '${digest(script)}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The whole report as one page, the verdict first. */
export function page(
  report: Report,
  unlisted: number,
  tapes: ReturnType<Tapes['all']>,
  options: Pick<ReporterOptions, 'failOn'>,
): string {
  const [word, explanation] = verdictWords(report, options);
  const mood = word === 'PASS' ? 'pass' : word === 'FAIL' ? 'fail' : 'unsure';
  const title = `${word} account-links ${report.command}: ${explanation}`;
  const sections: readonly (readonly [id: string, name: string, section: Markup | undefined])[] = [
    ['problems', 'Not judged', problemsSection(report)],
    ['tried', 'What was tried', legsSection(report)],
    ['findings', 'Findings', findingsSection(report, unlisted)],
    ['coverage', 'Coverage', coverageSection(report)],
    ['timeline', 'Order of events', timelineSection(report, tapes)],
    ['accepted', 'Accepted', acceptedSection(report)],
    ['cases', 'Every case', casesSection(report)],
  ];
  const there = sections.filter(([, , section]) => section !== undefined);
  // Style and script are ours and hold no end tag: as markup they stay the bytes that were hashed.
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="account-links ${report.tool.version}">
<title>${title}</title>
<style>${{ text: style }}</style>
</head>
<body class="${mood}">
<a class="skip" href="#main">To the report</a>
<header class="verdict">
<p class="tool">account-links ${report.command}</p>
<h1>${word === 'NOT JUDGED' ? 'Not judged' : word.charAt(0) + word.slice(1).toLowerCase()}</h1>
<p class="lead">${explanation.charAt(0).toUpperCase() + explanation.slice(1)}.</p>
${counts(report)}
</header>
<nav aria-label="Sections"><ul>${there.map(([id, name]) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main id="main">
${there.map(([, , section]) => section)}
</main>
<footer>
<p>${report.contracts.length === 0 ? 'No contract judged.' : `Judged by ${report.contracts.join(', ')}.`}</p>
<p>account-links ${report.tool.version}. Keys, cookies and links were taken out before anything was written.</p>
</footer>
${scriptElement}
</body>
</html>
`.text;
}

/** Apart: a template that holds the end tag of a script is rewritten by bundlers, by a package that we do not have. */
const scriptElement: Markup = { text: `<script>${script}</script>` };

function counts({ summary: { exchanges, fuzz } }: Report): Markup {
  const { read, judged, conforming, violating, otherEndpoint, unreadable } = exchanges;
  const figures: readonly (readonly [label: string, value: string | number])[] = [
    ['exchanges read', read],
    ['judged', judged],
    ['conforming', conforming],
    ['violating', violating],
    ...(otherEndpoint === 0 ? [] : [['of other endpoints', otherEndpoint] as const]),
    ...(unreadable === 0 ? [] : [['unreadable', unreadable] as const]),
    ...(fuzz === undefined ? [] : [['of the contract covered', `${fuzz.coverage.percent} %`] as const]),
  ];
  return markup`<dl class="counts">${figures.map(([label, value]) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function digest(text: string): string {
  return `sha256-${hash('sha256', text, 'base64')}`;
}
