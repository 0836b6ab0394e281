// What a visitor of a link sees: what was asked for, two ways on, and that this is not Stripe. Nothing is loaded and
// nothing runs: the ways on are links, for a form's redirects would be held to the policy of this page.
import { hash } from 'node:crypto';
import type { Ending, Link } from './links.ts';

export interface Page {
  readonly html: string;
  /** For the Content-Security-Policy. */
  readonly styleHash: string;
}

export function linkPage(link: Link, path: string, visit: string): Page {
  const { account, useCase, returnUrl, expiresAt, asked = [] } = link;
  const facts = [['Account', account], ['Flow', useCase], ...asked, ['Expires', timeText(expiresAt)]] as const;
  const way = (end: Ending): string => escaped(`${path}?visit=${encodeURIComponent(visit)}&end=${end}`);
  const goal =
    returnUrl === undefined
      ? 'The request named no <code>return_url</code>: both ways end here.'
      : `<em>Finish</em> leads to <code>${escaped(returnUrl)}</code>.`;
  return page(
    useCase === 'account_update' ? 'Stand-in for an update' : 'Stand-in for onboarding',
    `<p>Here Stripe would ask the account for its details. Nothing is asked, and nothing is sent anywhere.</p>
<dl>${facts.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>
<p>${goal} This link is for one visit: opened again, it leads to <code>refresh_url</code>.</p>
<nav><a class="main" id="finish" href="${way('finished')}" rel="noreferrer">Finish</a>
<a id="leave" href="${way('left')}" rel="noreferrer">Leave</a></nav>`,
  );
}

/** For a reader: 2026-01-31 12:00:00 UTC. */
function timeText(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** For a flow without a `return_url`. */
export function endPage(ending: Ending): Page {
  const happened = ending === 'finished' ? 'The flow is finished.' : 'You have left the flow.';
  return page(happened, `<p>The request named no <code>return_url</code>, so this is the end of the way.</p>`);
}

/** For a link that cannot be used any more and has no `refresh_url`. */
export function deadEndPage(): Page {
  return page('This link cannot be used any more', '<p>It names no <code>refresh_url</code> to get a new one.</p>');
}

export function unknownPage(): Page {
  return page(
    'Unknown link',
    '<p>This provider has not made that link, or has made so many since that it has forgotten it.</p>',
  );
}

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { margin: 2rem auto; max-width: 36rem; padding: 0 1rem; }
.note { background: #fde68a; color: #422006; margin: 0; padding: .5rem 1rem; text-align: center; }
h1 { font-size: 1.5rem; }
dl { border: 1px solid #8886; border-radius: .5rem; padding: .25rem 1rem; }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .25rem 0; }
dt { flex: 0 0 9rem; opacity: .75; }
dd { flex: 1 1 12rem; margin: 0; overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; }
nav { display: flex; gap: 1rem; margin-top: 2rem; }
nav a { border: 1px solid #4f46e5; border-radius: .5rem; padding: .5rem 1.5rem; text-decoration: none; color: inherit; }
nav a.main { background: #4f46e5; color: #fff; }
nav a:focus-visible { outline: 3px solid #f59e0b; outline-offset: 2px; }
`;

const styleHash = `sha256-${hash('sha256', style, 'base64')}`;

function page(title: string, content: string): Page {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} (not Stripe)</title>
<style>${style}</style>
</head>
<body>
<p class="note" role="note"><strong>This is a stand-in, not Stripe.</strong> It is served by account-links-contract, for tests.</p>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  return { html, styleHash };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
