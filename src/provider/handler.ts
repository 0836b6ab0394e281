// The embedded provider as a function of requests: no socket, no file, no clock but those it is given.
import { randomUUID } from 'node:crypto';
import { loadCatalogue } from '../contract/contract.ts';
import { isAccountLinksExchange } from '../exchange.ts';
import { answerMethodNotAllowed, answerRefusal } from './answer.ts';
import { answerLink } from './link-page.ts';
import { createLinks, linksPath } from './links.ts';
import { createPostAccountLinks } from './post-account-links.ts';
import type { Provider, ProviderOptions } from './provider.ts';
import { quoted } from './quoted.ts';
import { toHandler } from './shortcut.ts';
import { answerStates, statesPath } from './state-endpoint.ts';
import { createStates } from './states.ts';

/**
 * Creates a stand-in for Stripe's account links that keeps the contract of the `Stripe-Version` that each request asks
 * for. It holds its accounts and links in memory and sends nothing anywhere. Throws a `ToolError` when the contracts
 * cannot be loaded.
 *
 * @example
 * ```ts
 * const provider = createProvider({ accounts: [{ id: 'acct_1', configurations: ['recipient'] }] });
 * const response = await provider.handle(new Request('https://api.stripe.com/v2/core/account_links', { … }));
 *
 * // The official SDK, without a server:
 * const httpClient = Stripe.createFetchHttpClient((url, init) => provider.handle(new Request(url, init)));
 * const stripe = new Stripe('sk_test_dummy', { httpClient });
 * ```
 */
export function createProvider(options: ProviderOptions = {}): Provider {
  const { accounts = [], now = () => new Date(), createToken = randomToken, linkLifetime = 300 } = options;
  const catalogue = options.catalogue ?? loadCatalogue();
  const states = createStates(accounts);
  const links = createLinks();
  const postAccountLinks = createPostAccountLinks({ catalogue, states, links, now, createToken, linkLifetime });

  return {
    handle: toHandler(async request => {
      const { href, origin, pathname: path } = new URL(request.url);
      if (path === statesPath) return answerStates(request, states);
      if (path.startsWith(linksPath)) return answerLink(request, path, links, now());
      const headers = { 'Request-Id': `req_v2${createToken()}` };
      if (!isEndpoint(href)) return answerRefusal(unknownPath(request.method, path), headers);
      if (request.method !== 'POST') return answerMethodNotAllowed(request.method, 'POST', headers);
      return postAccountLinks(request, origin, headers);
    }),
    setUpState: states.setUp,
    tearDownState: states.tearDown,
  };
}

function randomToken(): string {
  return randomUUID().replaceAll('-', '');
}

/** By the same reading of a URL by which recorded traffic is judged, whatever the method. */
function isEndpoint(url: string): boolean {
  return isAccountLinksExchange({ request: { method: 'POST', url } });
}

/** Not `not_found`: under 404 that code says that the account does not exist. */
function unknownPath(method: string, path: string): { status: number; code: string; message: string } {
  const message = `Unrecognized request URL (${method}: ${quoted(path)}). This provider serves POST /v2/core/account_links.`;
  return { status: 404, code: 'unrecognized_request_url', message };
}
