// The links that were handed out. Each opens once, until it expires.

/** Where a link leads, and where it sends its visitor when it cannot be used or when the flow ends. */
export interface Link {
  readonly account: string;
  readonly useCase: string;
  readonly refreshUrl: string;
  readonly returnUrl: string | undefined;
  readonly expiresAt: Date;
}

/** What following a link comes to. */
type Opened = { readonly kind: 'live' | 'spent'; readonly link: Link } | { readonly kind: 'unknown' };

export interface Links {
  /** Stores a link and returns its URL: a bearer secret. */
  add(origin: string, token: string, link: Link): string;
  /** Follows the link at a path; a live link is spent thereafter. */
  open(path: string, time: Date): Opened;
}

/** Under this all links are found. */
export const linksPath = '/setup/e/';

/** A long run makes links that nobody ever opens: the oldest are forgotten. */
const mostLinks = 10_000;

export function createLinks(): Links {
  const links = new Map<string, { readonly link: Link; readonly isUsed: boolean }>();
  // One for all time: a new one would walk over all that was deleted before it, which took longer than all else.
  const oldestFirst = links.keys();
  return {
    add: (origin, token, link) => {
      const url = new URL(origin);
      url.pathname = `${linksPath}${link.account}/${token}`; // the setter escapes what an account id should not hold
      links.set(url.pathname, { link, isUsed: false });
      if (links.size > mostLinks) links.delete(oldestFirst.next().value ?? '');
      return url.href;
    },
    open: (path, time) => {
      const held = links.get(path);
      if (held === undefined) return { kind: 'unknown' };
      const { link, isUsed } = held;
      if (isUsed || time >= link.expiresAt) return { kind: 'spent', link };
      links.set(path, { link, isUsed: true });
      return { kind: 'live', link };
    },
  };
}
