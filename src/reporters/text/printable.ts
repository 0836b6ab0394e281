/**
 * The text with every control, format and unpaired character written as an escape (`\u001b`), so that recorded traffic
 * can neither recolour a terminal nor reorder what is read there. Line breaks are escaped as well: one line stays one.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  if (character === '\t') return ' ';
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
