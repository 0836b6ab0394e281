// The links that were handed out, as their visitors meet them.

import { type Answer, answerMethodNotAllowed } from './answer.ts';
import type { Assumptions } from './assumptions.ts';
import type { Incoming } from './incoming.ts';
import { deadEndPage, endPage, linkPage, type Page, unknownPage } from './link-page.ts';
import type { Ending, Link, Links } from './links.ts';

interface Surroundings {
  readonly links: Links;
  readonly time: Date;
  readonly createVisit: () => string;
  readonly leave: Assumptions['leave'];
}

/**
 * Answers the visitor of a link: once with its page, thereafter, and after its expiry or revocation, with the way to
 * `refresh_url`. The page leads to `return_url` by `?visit=…&end=finished` of the same address.
 */
export function answerLink(
  { method, url }: Pick<Incoming, 'method' | 'url'>,
  { links, time, createVisit, leave }: Surroundings,
): Answer {
  if (method !== 'GET') return answerMethodNotAllowed(method, 'GET');
  const { pathname: path, searchParams } = new URL(url);
  const [visit, end] = [searchParams.get('visit'), endingOf(searchParams.get('end'))];
  const opened =
    visit === null || end === undefined ? links.open(path, time, createVisit) : links.end(path, visit, end);
  switch (opened.kind) {
    case 'unknown':
      return answerPage(404, unknownPage());
    case 'live':
      return answerPage(200, linkPage(opened.link, path, opened.visit));
    case 'spent':
      return answerRedirect(opened.link.refreshUrl, 410, deadEndPage());
    case 'ended':
      return answerRedirect(targetOf(opened.link, opened.ending, leave), 200, endPage(opened.ending));
  }
}

function endingOf(text: string | null): Ending | undefined {
  return text === 'finished' || text === 'left' ? text : undefined;
}

function targetOf({ returnUrl, refreshUrl }: Link, ending: Ending, leave: Assumptions['leave']): string | undefined {
  return ending === 'left' && leave === 'refresh_url' ? refreshUrl : returnUrl;
}

function answerRedirect(target: string | undefined, otherwise: number, page: Page): Answer {
  const location = target === undefined ? undefined : headerSafe(target);
  if (location === undefined) return answerPage(otherwise, page);
  return { status: 302, headers: { ...privately, Location: location }, body: null };
}

/** As it was sent, if a header can hold it: a provider that was told to accept doubtful URLs has others too. */
function headerSafe(url: string): string | undefined {
  if (/^[\x21-\x7e]+$/.test(url)) return url;
  return URL.canParse(url) ? new URL(url).href : undefined;
}

function answerPage(status: number, { html, styleHash }: Page): Answer {
  const policy = `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return {
    status,
    headers: { ...privately, 'Content-Security-Policy': policy, 'Content-Type': 'text/html; charset=utf-8' },
    body: html,
  };
}

/** The address is a secret and the page holds text of the request: nothing is kept, sent on, loaded or run. */
const privately: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
};
