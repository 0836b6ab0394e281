import { isJsonObject, type Json } from '../json.ts';

/** The same text for the same JSON value, in whatever order its members were written; empty for one too deep to write. */
export function canonicalText(value: Json): string {
  try {
    return JSON.stringify(value, (_, inner: Json) =>
      isJsonObject(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
        : inner,
    );
  } catch (thrown) {
    if (thrown instanceof RangeError) return '';
    throw thrown;
  }
}
