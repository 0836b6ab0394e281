// The one HTTP server of the provider: node:http on the outside, WHATWG requests and responses within.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reasonOf, ToolError } from '../errors.ts';
import { type Answer, answerMethodNotAllowed, answerRefusal } from './answer.ts';
import { type Message, receive, toRequest } from './message.ts';
import type { Provider } from './provider.ts';
import { shortcutOf } from './shortcut.ts';

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
  const answer = answererOf(provider);
  const server = createServer((incoming, outgoing) => {
    receive(incoming, url)
      .then(message => (message === undefined ? undefined : answer(message)))
      .catch((thrown: unknown) => {
        onError(thrown);
        return answerRefusal({ status: 500, code: 'internal_error', message: 'The stand-in failed: a bug of ours.' });
      })
      .then(answered => send(answered, outgoing))
      .catch(onError);
  });
  url = await listen(server, host, port);
  server.on('error', onError);
  return { url, close: () => close(server) };
}

type Answerer = (message: Message) => Promise<Answer | Response>;

/** Our own handler is asked without WHATWG objects; any other sees a `Request`, for it may look at all of it. */
function answererOf(provider: ServerOptions['provider']): Answerer {
  const answer: Answerer = shortcutOf(provider.handle) ?? (async message => provider.handle(toRequest(message)));
  // Node parses TRACE, and a WHATWG request cannot have it.
  return async message => (message.method === 'TRACE' ? answerMethodNotAllowed('TRACE', 'POST') : answer(message));
}

/** `undefined` stands for a client that went away before it had said all. */
async function send(answer: Answer | Response | undefined, outgoing: ServerResponse): Promise<void> {
  if (answer === undefined) {
    outgoing.destroy();
  } else if ('arrayBuffer' in answer) {
    outgoing.statusCode = answer.status;
    outgoing.setHeaders(answer.headers);
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  } else {
    const { status, headers, body } = answer;
    const text = body ?? '';
    outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
    outgoing.end(text);
  }
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
