import { type Drawer, oneOf } from './drawer.ts';

const segments = ['', 'return', 'stripe', 'a-b_c.d~e', 'CamelCase', '42', '%20', '%C3%A9', 'x'.repeat(64), 'setup;v=1'];
const paths = listsOf(
  segments.map(segment => `/${segment}`),
  '',
);
const pairs = ['a', 'state', 'account_id', 'return_to'].flatMap(key => segments.map(value => `${key}=${value}`));

// Each part is drawn as a whole: URLs are most of what a body costs, and drawing them sign by sign costs a multiple.
const parts = [
  oneOf(['https://', 'http://']),
  oneOf(['example.com', 'www.example.org', 'a.b-c.example.co.uk', 'xn--bcher-kva.example']),
  oneOf(['', ':443', ':8443']),
  maybe(paths),
  maybe(listsOf(pairs, '&').map(query => `?${query}`)),
  maybe(segments.map(segment => `#${segment}`)),
] as const;

/**
 * URLs that every reading of the contract accepts: https or http, a host that is no localhost, and the parts of which
 * the observed answers say that they are fine (query, fragment, percent-escapes). Shrinks to `https://example.com`.
 */
export const urlDrawer: Drawer<string> = {
  draw: random => {
    let url = '';
    for (const part of parts) url += part.draw(random);
    return url;
  },
  smaller: function* (url) {
    const held = /^(https?:\/\/)([^/:?#]+)(:\d+)?(\/[^?#]*)?(\?[^#]*)?(#.*)?$/.exec(url)?.slice(1).map(orEmpty) ?? [];
    for (const [index, part] of held.entries()) {
      for (const smaller of parts[index]?.smaller(part) ?? []) yield held.with(index, smaller).join('');
    }
  },
};

function orEmpty(part: string | undefined): string {
  return part ?? '';
}

/** All lists of one or two. */
function listsOf(values: readonly string[], separator: string): readonly string[] {
  return [...values, ...values.flatMap(one => values.map(other => one + separator + other))];
}

/** As often absent as there. Only its absence is smaller, and what it begins with. */
function maybe(values: readonly string[]): Drawer<string> {
  const { draw } = oneOf(['', ...values.slice(1).map(() => ''), ...values]);
  return {
    draw,
    smaller: value =>
      ['', ...values.filter(one => one !== value && value.startsWith(one))].slice(0, value === '' ? 0 : 9),
  };
}
