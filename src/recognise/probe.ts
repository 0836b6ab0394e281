// A record that was never written: the text of an example with others in its open parts. If it reads as it should, these
// parts are what they were taken for.
import type { OpenValue } from './open-values.ts';

/** One text for each value: equal for what an answer repeats and for what nobody looks at, else all different. */
export function probeTexts(values: readonly OpenValue[]): readonly string[] {
  const known = new Map<string, string>();
  return values.map((value, index) => {
    const key = keyOf(value, index);
    const text = known.get(key) ?? probeText(value, index);
    known.set(key, text);
    return text;
  });
}

function keyOf({ kind, text, path = [] }: OpenValue, index: number): string {
  if (kind === 'ignored') return text;
  const [, part, ...names] = path;
  return part === 'body' ? JSON.stringify([names, text]) : String(index);
}

function probeText({ kind, path }: OpenValue, index: number): string {
  switch (kind) {
    case 'account':
      return `acct_probe${index}`;
    case 'url':
      return `https://probe.example/${index}`;
    case 'time':
      return path?.at(-1) === 'expires_at' ? '2001-02-03T04:10:06.789Z' : '2001-02-03T04:05:06.789Z';
    case 'ignoredNumber':
      return `${1000 + index}.5`;
    default:
      return `probe-${index}`;
  }
}
