import fc from 'fast-check';

/**
 * URLs that every reading of the contract accepts: https or http, a host that is no localhost, and the parts of which
 * the observed answers say that they are fine (query, fragment, percent-escapes). Shrinks to `https://example.com`.
 */
export function urlArbitrary(): fc.Arbitrary<string> {
  return url;
}

const segments = ['', 'return', 'stripe', 'a-b_c.d~e', 'CamelCase', '42', '%20', '%C3%A9', 'x'.repeat(64), 'setup;v=1'];
const paths = listsOf(
  segments.map(segment => `/${segment}`),
  '',
);
const pairs = ['a', 'state', 'account_id', 'return_to'].flatMap(key => segments.map(value => `${key}=${value}`));

// Each part is drawn as a whole: URLs are most of what a body costs, and drawing them sign by sign costs a multiple.
const url = fc
  .tuple(
    fc.constantFrom('https', 'http'),
    fc.constantFrom('example.com', 'www.example.org', 'a.b-c.example.co.uk', 'xn--bcher-kva.example'),
    fc.constantFrom('', ':443', ':8443'),
    fc.constantFrom(...maybe(paths)),
    fc.constantFrom(...maybe(listsOf(pairs, '&').map(query => `?${query}`))),
    fc.constantFrom(...maybe(segments.map(segment => `#${segment}`))),
  )
  .map(parts => `${parts[0]}://${parts.slice(1).join('')}`);

/** All lists of one or two. */
function listsOf(values: readonly string[], separator: string): readonly string[] {
  return [...values, ...values.flatMap(one => values.map(other => one + separator + other))];
}

/** As often absent as there. */
function maybe(values: readonly string[]): readonly string[] {
  return [...values.map(() => ''), ...values];
}
