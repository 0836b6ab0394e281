import { printable } from '../text/printable.ts';

/** Text that is markup already. Only `markup` makes it, so that nothing recorded can become markup. */
export interface Markup {
  readonly text: string;
}

type Part = Markup | string | number | undefined | readonly Part[];

/** A template whose parts are escaped as text and attribute values, but for what is `Markup` already. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { text: strings.map((text, index) => text + shown(parts[index])).join('') };
}

function shown(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'text' in part ? part.text : part.map(shown).join('');
}

/** A sentence of ours, in which names stand between backticks. */
export function prose(text: string): readonly Markup[] {
  return text
    .split(/`([^`\n]+)`/)
    .map((part, index) => (index % 2 === 0 ? markup`${part}` : markup`<code>${part}</code>`));
}

const entities: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Fit for text and for quoted attributes; what would reorder or hide text is shown as an escape. */
function escaped(text: string): string {
  return text
    .split(/\r?\n/)
    .map(printable)
    .join('\n')
    .replace(/[&<>"'`]/g, sign => entities[sign] ?? '');
}
