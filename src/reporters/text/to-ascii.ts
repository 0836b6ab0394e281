const known: { readonly [sign: string]: string } = {
  ...{ '…': '...', '–': '-', '—': '-', '‘': "'", '’': "'", '“': '"', '”': '"', '→': '->', '·': '*' },
  ...{ '×': 'x', '≥': '>=', '≤': '<=', '\u00a0': ' ' },
};

/** The text for a console of any code page: what has no twin in ASCII becomes an escape, so that nothing is lost. */
export function toAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, sign => known[sign] ?? `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same data with every text changed. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  const mapped = (part: unknown): unknown => {
    if (typeof part === 'string') return change(part);
    if (Array.isArray(part)) return part.map(mapped);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, held]) => [name, mapped(held)]));
  };
  return mapped(value) as T; // the same members and lists, in which only texts differ
}
