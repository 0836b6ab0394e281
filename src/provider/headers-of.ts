import type { Incoming } from './incoming.ts';

/** The part of WHATWG's `Headers` that the provider reads, over names and values in turn. */
export function headersOf(raw: readonly string[]): Incoming['headers'] {
  return {
    get: name => joinedValue(raw, name),
    [Symbol.iterator]: () => {
      const names = new Set<string>();
      for (let index = 0; index + 1 < raw.length; index += 2) names.add(raw[index]?.toLowerCase() ?? '');
      return [...names].map((name): [string, string] => [name, joinedValue(raw, name) ?? '']).values();
    },
  };
}

/** There are few, and few are asked for: a walk is cheaper than a map of them. */
function joinedValue(raw: readonly string[], wanted: string): string | null {
  const name = wanted.toLowerCase();
  let found: string | null = null;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const held = raw[index] ?? '';
    if (held.length !== name.length || held.toLowerCase() !== name) continue;
    const value = raw[index + 1] ?? '';
    found = found === null ? value : `${found}, ${value}`;
  }
  return found;
}
