import { grouped } from '../grouped.ts';
import type { OpenValue } from './open-values.ts';
import type { Pattern } from './pattern.ts';

/** A pattern, and the values that stand in its open parts, in the order of the text. */
export interface Opened {
  readonly pattern: Pattern;
  readonly values: readonly OpenValue[];
  /** The same text with others in its open parts. */
  fill(texts: readonly string[]): string;
}

/**
 * Opens values of a record in its text. A value stays closed where it does not stand in the text as often as it is named.
 * Of equal ones the first named is taken for the first that stands there: a guess, at which whoever uses it must look.
 */
export function patternOf(text: string, values: readonly OpenValue[]): Opened {
  const spans = [...grouped(values, writtenOf)]
    .flatMap(([written, group]) => {
      const places = placesOf(text, written);
      return places.length !== group.length ? [] : group.map((value, index) => spanOf(value, places[index] ?? 0));
    })
    .sort((a, b) => a.start - b.start);
  const literals = [...spans, { start: text.length }].map(({ start }, index) =>
    text.slice(spans[index - 1]?.end ?? 0, start),
  );
  const last = literals.at(-1) ?? '';
  return {
    pattern: [...spans.flatMap(({ value: { kind } }, index) => [literals[index] ?? '', { kind }]), last],
    values: spans.map(({ value }) => value),
    fill: texts => spans.map((_, index) => (literals[index] ?? '') + (texts[index] ?? '')).join('') + last,
  };
}

function writtenOf({ kind, lead, text, isEscaped }: OpenValue): string {
  if (kind === 'ignoredNumber') return `:${text}`;
  return isEscaped ? `"${lead}${text}\\"` : `"${lead}${text}"`;
}

function spanOf(value: OpenValue, place: number) {
  const start = place + 1 + value.lead.length;
  return { start, end: start + value.text.length, value };
}

/** Where a text stands; what follows a number must end it. */
function placesOf(text: string, written: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
    if (!written.startsWith(':') || /[,}\]]/.test(text.charAt(at + written.length))) places.push(at);
  }
  return places;
}
