// What a visitor of a link sees: enough to know that it worked and that this is not Stripe.
import { type Answer, answerMethodNotAllowed, answerRefusal } from './answer.ts';
import type { Incoming } from './incoming.ts';
import type { Link, Links } from './links.ts';

/** Answers the visitor of a link: once with the page, thereafter and after its expiry with the way to `refresh_url`. */
export function answerLink({ method }: Pick<Incoming, 'method'>, path: string, links: Links, time: Date): Answer {
  if (method !== 'GET') return answerMethodNotAllowed(method, 'GET');
  const opened = links.open(path, time);
  if (opened.kind === 'unknown') {
    const message = 'This provider has not made that link, or has made so many since that it has forgotten it.';
    return answerRefusal({ status: 404, code: 'link_unknown', message });
  }
  const { link } = opened;
  return opened.kind === 'live'
    ? { status: 200, headers: { ...privately, 'Content-Type': 'text/html; charset=utf-8' }, body: pageOf(link) }
    : { status: 302, headers: { ...privately, Location: link.refreshUrl }, body: null };
}

/** The address is a secret and the page holds text of the request: nothing is kept, sent on, loaded or run. */
const privately: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

function pageOf({ account, useCase, refreshUrl, returnUrl }: Link): string {
  const ends = [
    ['Finish the flow (return_url)', returnUrl],
    ['Ask for a new link (refresh_url)', refreshUrl],
  ] as const;
  const items = ends.map(([label, url]) =>
    url === undefined ? '' : `<li><a href="${escaped(url)}" rel="noreferrer">${escaped(label)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Stand-in, not Stripe</title>
<h1>This is a stand-in, not Stripe</h1>
<p>The account <code>${escaped(account)}</code> has opened its link for <code>${escaped(useCase)}</code>.
Stripe would ask for its details here. The link is used now and opens no more.</p>
<ul>${items.join('')}</ul>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
