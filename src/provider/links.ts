// The links that were handed out. Each opens once, until it expires or is revoked.

/** Where a link leads, and where it sends its visitor when it cannot be used or when the flow ends. */
export interface Link {
  readonly account: string;
  readonly useCase: string;
  /** Absent only for what no contract allows, when the provider was told to accept it. */
  readonly refreshUrl: string | undefined;
  readonly returnUrl: string | undefined;
  readonly expiresAt: Date;
  /** What was asked for, in words for the page. */
  readonly asked?: readonly (readonly [name: string, value: string])[];
  /** Whose it is: the name of a scope, empty for none. */
  readonly scope?: string;
}

/** How far a visitor has come. */
export type LinkState = 'new' | 'opened' | 'finished' | 'left' | 'revoked';

/** How a visitor leaves the page. */
export type Ending = 'finished' | 'left';

/** What following a link comes to. */
type Opened =
  /** Its page is to be shown; `visit` lets this visitor, and no other, come to an end of it. */
  | { readonly kind: 'live'; readonly link: Link; readonly visit: string }
  /** The visitor came to an end. */
  | { readonly kind: 'ended'; readonly link: Link; readonly ending: Ending }
  | { readonly kind: 'spent'; readonly link: Link }
  | { readonly kind: 'unknown' };

/** A link as others may see it: without its address. */
export interface LinkView {
  readonly account: string;
  readonly useCase: string;
  readonly state: LinkState | 'expired';
  readonly expiresAt: string;
}

export interface Links {
  /** Stores a link and returns its URL: a bearer secret. */
  add(origin: string, token: string, link: Link): string;
  /** Whose the link at a path is; `undefined` when there is none. */
  scopeOf(path: string): string | undefined;
  /** Follows the link at a path; a live link is spent thereafter. */
  open(path: string, time: Date, visit: () => string): Opened;
  /** Brings a visit to its end. A visitor who does so twice comes to the same end. */
  end(path: string, visit: string, ending: Ending): Opened;
  views(scope: string, time: Date): readonly LinkView[];
  /** Makes links unusable: of an account, or all of a scope. Returns how many. */
  revoke(scope: string, account?: string): number;
  clear(scope: string): void;
  snapshot(): readonly LinkSnapshot[];
}

/** A link with all that is known of it. */
export interface LinkSnapshot {
  readonly path: string;
  readonly link: Omit<Link, 'expiresAt'> & { readonly expiresAt: number };
  readonly state: LinkState;
  readonly visit?: string;
}

interface Held {
  readonly link: Link;
  readonly state: LinkState;
  readonly visit?: string;
}

/** Under this all links are found. */
export const linksPath = '/setup/e/';

/** A long run makes links that nobody ever opens: the oldest are forgotten. */
const mostLinks = 10_000;

/** `usedBy` says whether opening a link uses it up, or coming to an end of its page. */
export function createLinks(
  { usedBy }: { readonly usedBy: 'opening' | 'ending' } = { usedBy: 'opening' },
  restored: readonly LinkSnapshot[] = [],
): Links {
  const links = new Map<string, Held>(restored.map(restore));
  // One for all time: a new one would walk over all that was deleted before it, which took longer than all else.
  const oldestFirst = links.keys();
  const ofScope = (scope: string): [string, Held][] =>
    [...links].filter(([, { link }]) => (link.scope ?? '') === scope);

  return {
    add: (origin, token, link) => {
      const url = new URL(origin);
      url.pathname = `${linksPath}${link.account}/${token}`; // the setter escapes what an account id should not hold
      links.set(url.pathname, { link, state: 'new' });
      while (links.size > mostLinks) links.delete(oldestFirst.next().value ?? '');
      return url.href;
    },
    scopeOf: path => {
      const held = links.get(path);
      return held && (held.link.scope ?? '');
    },
    open: (path, time, visit) => {
      const held = links.get(path);
      if (held === undefined) return { kind: 'unknown' };
      const { link, state } = held;
      const isFresh = state === 'new' || (state === 'opened' && usedBy === 'ending');
      if (!isFresh || time >= link.expiresAt) return { kind: 'spent', link };
      const opened = { ...held, state: 'opened', visit: held.visit ?? visit() } as const;
      links.set(path, opened);
      return { kind: 'live', link, visit: opened.visit };
    },
    end: (path, visit, ending) => {
      const held = links.get(path);
      if (held === undefined) return { kind: 'unknown' };
      const { link, state } = held;
      if (held.visit !== visit || state === 'revoked') return { kind: 'spent', link };
      if (state === 'finished' || state === 'left') return { kind: 'ended', link, ending: state };
      links.set(path, { ...held, state: ending });
      return { kind: 'ended', link, ending };
    },
    views: (scope, time) =>
      ofScope(scope).map(([, { link, state }]) => ({
        account: link.account,
        useCase: link.useCase,
        state: state === 'new' && time >= link.expiresAt ? 'expired' : state,
        expiresAt: link.expiresAt.toISOString(),
      })),
    revoke: (scope, account) => {
      const revoked = ofScope(scope).filter(
        ([, { link, state }]) =>
          (account === undefined || link.account === account) && (state === 'new' || state === 'opened'),
      );
      for (const [path, held] of revoked) links.set(path, { ...held, state: 'revoked' });
      return revoked.length;
    },
    clear: scope => {
      for (const [path] of ofScope(scope)) links.delete(path);
    },
    snapshot: () =>
      [...links].map(([path, { link, ...rest }]) => ({
        path,
        link: { ...link, expiresAt: link.expiresAt.getTime() },
        ...rest,
      })),
  };
}

function restore({ path, link, ...rest }: LinkSnapshot): [string, Held] {
  return [path, { link: { ...link, expiresAt: new Date(link.expiresAt) }, ...rest }];
}
