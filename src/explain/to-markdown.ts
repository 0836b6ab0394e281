import { type Page, pageKinds } from './page.ts';

/** All pages as one Markdown document. */
export function toMarkdown(pages: readonly Page[]): string {
  const sections = Object.entries(pageKinds).flatMap(([kind, heading]) => [
    `## ${heading}\n`,
    ...pages.filter(page => page.kind === kind).map(pageText),
  ]);
  return [
    '# Rules, outcomes and codes\n',
    '<!-- Made by `npm run docs` from the rules and the contracts: change those. -->\n',
    'The same in a terminal: `account-links explain NAME`. Names and codes are stable: renaming one is a breaking change.\n',
    ...sections,
  ].join('\n');
}

function pageText({ id, title, facts, example }: Page): string {
  return [
    `### ${id}\n`,
    `${escaped(title)}\n`,
    ...facts.map(({ label, text }) => `- **${label}**: ${escaped(text)}`),
    `\n\`\`\`text\n${example}\n\`\`\`\n`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[<>*]/g, sign => `\\${sign}`);
}
