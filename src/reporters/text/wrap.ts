import { printable } from './printable.ts';

/**
 * Prose as printable lines no longer than `width`, but for a word that is longer by itself: what might be copied (a URL,
 * a pointer) is never broken. Line breaks of the text are kept.
 */
export function wrap(text: string, width: number): string[] {
  return text.split(/\r?\n/).flatMap(line => wrapLine(printable(line), width));
}

/** A label and its text, the following lines of which stand under the first: `expected  later than …`. */
export function hang(label: string, text: string, width: number): string[] {
  const [first = '', ...following] = wrap(text, width - label.length);
  return [label + first, ...following.map(line => ' '.repeat(label.length) + line)];
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/ +/)) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
