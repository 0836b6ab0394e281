// Pages for a terminal.
import { printable } from '../reporters/text/printable.ts';
import { hang, wrap } from '../reporters/text/wrap.ts';
import { type Page, pageKinds } from './page.ts';

/** One page, its prose no wider than `width`. */
export function pageLines({ id, kind, title, facts, example }: Page, width: number): string[] {
  return [
    `${id} (${kind})`,
    ...wrap(title, width - 2).map(line => `  ${line}`),
    ...facts.flatMap(({ label, text }) => hang(`  ${label.padEnd(11)}`, text, width)),
    '  example',
    ...example.split('\n').map(line => `    ${printable(line)}`),
  ];
}

/** The names and titles of all pages. */
export function listLines(pages: readonly Page[]): string[] {
  return Object.entries(pageKinds).flatMap(([kind, heading], index) => {
    const own = pages.filter(page => page.kind === kind);
    const longest = Math.max(...own.map(({ id }) => id.length));
    const lines = own.map(({ id, title }) => `  ${id.padEnd(longest)}  ${title}`);
    return [...(index === 0 ? [] : ['']), heading, ...lines];
  });
}
