// The embedded provider as a function of requests: no socket, no file, no clock but those it is given.
import { randomFillSync } from 'node:crypto';
import { loadCatalogue } from '../contract/contract.ts';
import { namedContract } from '../contract/select-contract.ts';
import { ToolError } from '../errors.ts';
import { isAccountLinksExchange } from '../exchange.ts';
import { latest } from '../latest.ts';
import { adminPath, answerAdmin } from './admin-endpoint.ts';
import { type Answer, answerMethodNotAllowed, answerRefusal } from './answer.ts';
import { assumptionsOf } from './assumptions.ts';
import { createControl } from './control.ts';
import type { Incoming } from './incoming.ts';
import { answerLink } from './link-endpoint.ts';
import { createLinks, linksPath } from './links.ts';
import { type Answered, createPostAccountLinks } from './post-account-links.ts';
import type { Provider, ProviderOptions } from './provider.ts';
import { quoted } from './quoted.ts';
import { scopeHeader, scopeOf } from './scope-of.ts';
import { toHandler } from './shortcut.ts';
import { answerStates, statesPath } from './state-endpoint.ts';
import { underFaults } from './under-faults.ts';
import { createWorlds, type World } from './worlds.ts';

/**
 * Creates a stand-in for Stripe's account links that keeps the contract of the `Stripe-Version` that each request asks
 * for. It holds its accounts and links in memory and sends nothing anywhere. Throws a `ToolError` when the contracts
 * cannot be loaded, or do not cover `stripeVersion`.
 *
 * @example
 * ```ts
 * const provider = createProvider({ accounts: [{ id: 'acct_1', configurations: ['recipient'] }] });
 * const response = await provider.handle(new Request('https://api.stripe.com/v2/core/account_links', { … }));
 *
 * // The official SDK, without a server:
 * const httpClient = Stripe.createFetchHttpClient((url: string, init: RequestInit) =>
 *   provider.handle(new Request(url, init)),
 * );
 * const stripe = new Stripe('sk_test_dummy', { httpClient });
 * ```
 */
export function createProvider(options: ProviderOptions = {}): Provider {
  const { accounts = [], now = () => new Date(), createToken = createRandomTokens(), linkLifetime = 300 } = options;
  const { scopeBy = 'header', journalSize = 1000, snapshot, stripeVersion } = options;
  const catalogue = options.catalogue ?? loadCatalogue();
  if (stripeVersion !== undefined) namedContract(catalogue, stripeVersion); // throws for one that nobody knows
  const assumptions = assumptionsOf(options.assumptions);
  const worlds = createWorlds({ accounts, now, journalSize }, snapshot?.worlds);
  const links = createLinks(assumptions, snapshot?.links);
  const postAccountLinks = createPostAccountLinks({
    ...{ catalogue, assumptions, stripeVersion, links, createToken, linkLifetime },
  });

  const urlOf = latest((text: string): Readonly<URL> => new URL(text));

  const answerEndpoint = async (request: Incoming, world: World, url: Readonly<URL>): Promise<Answer> => {
    const time = world.clock.now();
    const headers = { 'Request-Id': `req_v2${createToken()}` };
    const { answer, bytes } = await answerApi(request, world, url, headers);
    world.journal.add({ time, request, body: bytes, answer });
    return answer;
  };

  const answerApi = (
    request: Incoming,
    world: World,
    { href, origin, pathname }: Readonly<URL>,
    headers: { readonly 'Request-Id': string },
  ): Promise<Answered> | { readonly answer: Answer; readonly bytes?: never } => {
    if (!isEndpoint(href)) return { answer: answerRefusal(unknownPath(request.method, pathname), headers) };
    if (request.method !== 'POST') return { answer: answerMethodNotAllowed(request.method, 'POST', headers) };
    const serve = (asked: Incoming): Promise<Answered> => postAccountLinks(asked, { world, origin, headers });
    return world.faults.isQuiet() ? serve(request) : underFaults(request, world.faults, serve);
  };

  const answerIn = (request: Incoming, named: string | undefined): Promise<Answer> | Answer => {
    const url = urlOf(request.url);
    const { pathname: path } = url;
    if (path.startsWith(linksPath)) {
      const { clock } = worlds.of(links.scopeOf(path) ?? '');
      return answerLink(request, { links, time: clock.now(), createVisit: createToken, leave: assumptions.leave });
    }
    const isControl = path === statesPath || path === adminPath || path.startsWith(`${adminPath}/`);
    if (isControl && isFromAnotherSite(request, url.origin)) return answerRefusal(fromAnotherSite);
    const scope = named ?? scopeOf(request, scopeBy);
    if (scope === undefined) return answerRefusal(scopeMalformed);
    const world = worldIn(scope);
    if ('refusal' in world) return answerRefusal(world.refusal);
    if (!isControl) return answerEndpoint(request, world, url);
    const toStates = (asked: Incoming): Promise<Answer> => answerStates(asked, world.states);
    if (path === statesPath) return toStates(request);
    return answerAdmin(request, { scope, assumptions, control: controlOf(scope), answerStates: toStates });
  };

  const worldIn = (scope: string): World | { readonly refusal: Parameters<typeof answerRefusal>[0] } => {
    try {
      return worlds.of(scope);
    } catch (thrown) {
      if (!(thrown instanceof ToolError)) throw thrown;
      return { refusal: { status: 400, code: 'too_many_scopes', message: thrown.message } };
    }
  };

  const controlOf = (scope: string): Provider['control'] =>
    createControl(
      () => worlds.of(scope),
      links,
      () => worlds.drop(scope),
    );

  const view = (named?: string): Provider => {
    const scope = named ?? '';
    return {
      handle: toHandler(request => answerIn(request, named)),
      setUpState: state => worlds.of(scope).states.setUp(state),
      tearDownState: state => worlds.of(scope).states.tearDown(state),
      control: controlOf(scope),
      scope: name => view(name),
      snapshot: () => ({ v: 1, worlds: worlds.snapshot(), links: links.snapshot() }),
    };
  };
  return view();
}

/** Makes a function that makes tokens of 128 bits: of a block of random bytes, for asking costs more than getting. */
function createRandomTokens(): () => string {
  const block = Buffer.alloc(4096);
  let at = block.length;
  return () => {
    if (at === block.length) {
      randomFillSync(block);
      at = 0;
    }
    const token = block.toString('hex', at, at + 16);
    block.fill(0, at, at + 16); // it is a secret of whoever got it
    at += 16;
    return token;
  };
}

/** By the same reading of a URL by which recorded traffic is judged, whatever the method. */
function isEndpoint(url: string): boolean {
  return isAccountLinksExchange({ request: { method: 'POST', url } });
}

/** A page of another site could steer a provider on its visitor's machine: browsers say where a request comes from. */
function isFromAnotherSite({ headers }: Incoming, own: string): boolean {
  const origin = headers.get('origin');
  return (origin !== null && origin !== own) || headers.get('sec-fetch-site') === 'cross-site';
}

const fromAnotherSite = {
  status: 403,
  code: 'control_forbidden',
  message: 'A page of another site may not steer this provider.',
};

const scopeMalformed = {
  status: 400,
  code: 'scope_malformed',
  message: `The header ${scopeHeader} takes 1 to 64 letters, digits, dots, underscores and hyphens.`,
};

/** Not `not_found`: under 404 that code says that the account does not exist. */
function unknownPath(method: string, path: string): { status: number; code: string; message: string } {
  const message = `Unrecognized request URL (${method}: ${quoted(path)}). This provider serves POST /v2/core/account_links.`;
  return { status: 404, code: 'unrecognized_request_url', message };
}
