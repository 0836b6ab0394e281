// The one HTTP server of the provider: node:http on the outside, WHATWG requests and responses within.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reasonOf, ToolError } from '../errors.ts';
import { answerMethodNotAllowed, answerRefusal } from './answer.ts';
import type { Provider } from './provider.ts';
import { bodyLimit } from './read-json.ts';

/** What to serve, and where. */
export interface ServerOptions {
  readonly provider: Pick<Provider, 'handle'>;
  /** The name or address to listen on (`127.0.0.1`). */
  readonly host?: string;
  /** The port to listen on; any free one if 0 or absent. */
  readonly port?: number;
  /** Called with whatever the provider failed with; the client gets a 500. */
  readonly onError?: (thrown: unknown) => void;
}

/** A server that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:4242`. */
  readonly url: string;
  /** Stops listening and closes all connections; answers under way have a second to get out. */
  close(): Promise<void>;
}

/**
 * Serves a provider over HTTP. Throws a `ToolError` `address-in-use` when the address is taken or not available.
 *
 * @example
 * ```ts
 * const server = await startServer({ provider: createProvider({ accounts }) });
 * const stripe = new Stripe('sk_test_dummy', { protocol: 'http', host: '127.0.0.1', port: new URL(server.url).port });
 * // …
 * await server.close();
 * ```
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { provider, host = '127.0.0.1', port = 0, onError = () => {} } = options;
  let url = '';
  const server = createServer((incoming, outgoing) => {
    answer(provider, incoming, url)
      .catch((thrown: unknown) => {
        onError(thrown);
        return answerRefusal({ status: 500, code: 'internal_error', message: 'The stand-in failed: a bug of ours.' });
      })
      .then(response => send(response, outgoing))
      .catch(onError);
  });
  url = await listen(server, host, port);
  server.on('error', onError);
  return { url, close: () => close(server) };
}

/** `undefined` for a client that went away before it had said all. */
async function answer(
  provider: ServerOptions['provider'],
  incoming: IncomingMessage,
  url: string,
): Promise<Response | undefined> {
  // Node parses TRACE, and a WHATWG request cannot have it.
  if (incoming.method === 'TRACE') return answerMethodNotAllowed('TRACE', 'POST');
  const body = await collect(incoming);
  return body === undefined ? undefined : provider.handle(toRequest(incoming, body, url));
}

/** All of the body up to a byte beyond the limit: the handler sees that it is too large, the memory stays bounded. */
async function collect(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming) {
      // What is beyond is read and dropped: a client that still writes would not see the answer.
      if (size <= bodyLimit) chunks.push(chunk);
      size += chunk.length;
    }
  } catch {
    return undefined; // it aborted: there is nobody to answer
  }
  return Buffer.concat(chunks).subarray(0, bodyLimit + 1);
}

function toRequest(incoming: IncomingMessage, body: Uint8Array, ownUrl: string): Request {
  const headers = new Headers();
  const { rawHeaders, method = 'GET' } = incoming;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  const isBodiless = method === 'GET' || method === 'HEAD';
  return new Request(urlOf(incoming, ownUrl), { method, headers, ...(isBodiless ? {} : { body }) });
}

/** The URL as the client sees it, so that the links it gets lead back here: by the Host header if that is one. */
function urlOf({ headers, url: target = '/' }: IncomingMessage, ownUrl: string): URL {
  const named = `http://${headers.host}`;
  const { origin } = new URL(headers.host !== undefined && URL.canParse(named) ? named : ownUrl);
  if (target.startsWith('/')) return new URL(origin + target); // not as a second argument: `//host/` would be a host
  const absolute = URL.canParse(target) ? new URL(target) : undefined; // RFC 9112, 3.2.2; else `*`
  return new URL(absolute === undefined ? '/' : absolute.pathname + absolute.search, origin);
}

async function send(response: Response | undefined, outgoing: ServerResponse): Promise<void> {
  if (response === undefined) {
    outgoing.destroy();
    return;
  }
  outgoing.statusCode = response.status;
  outgoing.setHeaders(response.headers);
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((thrown: unknown) => {
    throw new ToolError(
      'address-in-use',
      `Cannot listen on ${host}, port ${port}: ${reasonOf(thrown)}. With \`--port 0\` any free port is taken.`,
      { cause: thrown },
    );
  });
  const { port: taken } = server.address() as AddressInfo; // a server that listens on a port has one
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    // Since Node 19 `close` ends the idle connections itself; the others end when they have been answered, or are ended.
    setTimeout(() => server.closeAllConnections(), 1000).unref();
  });
}
