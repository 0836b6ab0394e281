// What a Pact Broker speaks: JSON with links. The token goes to the broker alone: of a link only its path is followed.
import type { HttpClient } from '../client/http-client.ts';
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { redactText } from '../redact.ts';

export interface BrokerAddress {
  /** Without user information, query and fragment. */
  readonly url: string;
  /** The value of the Authorization header. */
  readonly authorization?: string;
}

export interface Hal {
  /** Sends a request to where a link leads and answers the document. Throws a `ToolError` when there is none. */
  request(method: 'GET' | 'POST' | 'PUT', href: string, body?: Json): Promise<JsonObject>;
}

export function createHal(address: BrokerAddress, client: HttpClient): Hal {
  const { authorization } = address;
  const base = new URL(address.url);
  return {
    async request(method, href, body) {
      const url = at(href, base);
      const answer = await client.send({
        ...{ method, url, body: body === undefined ? '' : JSON.stringify(body) },
        headers: [
          ['Accept', 'application/hal+json, application/json'],
          ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
          ...(authorization === undefined ? [] : [['Authorization', authorization] as const]),
        ],
      });
      if (answer.kind === 'failed') throw failed(`${url} cannot be reached: ${answer.reason}`, 'Check --broker-url.');
      const { status } = answer;
      if (status >= 200 && status < 300) {
        const document = parse(answer.body);
        if (document !== undefined) return document;
        throw failed(`${url} does not answer JSON`, 'Check that --broker-url is the address of a Pact Broker.');
      }
      throw failed(`${method} ${url} was answered ${status}${saidBy(answer.body)}`, adviceFor(status));
    },
  };
}

/** Where a link of a document leads, its template filled in; `undefined` where it has none of that name. */
export function linkOf(
  document: Json,
  name: string,
  values: Readonly<Record<string, string>> = {},
): string | undefined {
  const href = member(member(member(document, '_links'), name), 'href');
  if (typeof href !== 'string') return undefined;
  return href.replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? encodeURIComponent(values[key] ?? '') : whole,
  );
}

export function failed(what: string, advice: string): ToolError {
  return new ToolError('broker-failed', `The Pact Broker cannot be used: ${redactText(what)}. ${advice}`);
}

function at(href: string, base: URL): string {
  if (!URL.canParse(href, base.href)) throw failed(`its link ${href} is no URL`, 'Look into the broker.');
  const { pathname, search } = new URL(href, base);
  return `${base.origin}${pathname}${search}`;
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Brokers say what is wrong in `errors` or `error`. */
function saidBy(text: string): string {
  const document = parse(text);
  const said = member(document, 'errors') ?? member(document, 'error');
  return said === undefined ? '' : `: ${JSON.stringify(said).slice(0, 300)}`;
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) {
    return 'Name the environment variable that holds its token, or user:password, with --broker-token-env.';
  }
  if (status >= 300 && status < 400) return 'It redirects: name the address that it redirects to with --broker-url.';
  return 'Check --broker-url, and the log of the broker.';
}
