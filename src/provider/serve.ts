// The one HTTP server of the provider: node:http on the outside, WHATWG requests and responses within.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { listen } from '../listen.ts';
import { answerRefusal } from './answer.ts';
import { createListener } from './listener.ts';
import type { Provider } from './provider.ts';

/** What to serve, and where. */
export interface ServerOptions {
  readonly provider: Pick<Provider, 'handle'>;
  /** The name or address to listen on (`127.0.0.1`). */
  readonly host?: string;
  /** The port to listen on; any free one if 0 or absent. */
  readonly port?: number;
  /** Called with whatever the provider failed with; the client gets a 500. */
  readonly onError?: (thrown: unknown) => void;
  /** How long a client may take to send a request, in milliseconds (30000). */
  readonly requestTimeoutMs?: number;
  /** How long answers under way may take when the server is closed, in milliseconds (1000). */
  readonly drainMs?: number;
}

/** A server that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:4242`. */
  readonly url: string;
  /** Stops listening and closes all connections; answers under way have `drainMs` to get out. */
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
  const { requestTimeoutMs = 30_000, drainMs = 1000 } = options;
  const listener = createListener(provider, { onError });
  // Of each connection its latest answer. No set of those under way: V8 makes a new table for each few that come and go,
  // and the old ones, already old to its collector, keep all that they held.
  const latest = new Map<Duplex, ServerResponse | undefined>();
  let isClosing = false;
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.min(requestTimeoutMs, 10_000),
      // Else a slow client would be noticed half a minute late.
      connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
    },
    (incoming, outgoing) => {
      latest.set(incoming.socket, outgoing);
      if (isClosing) outgoing.setHeader('Connection', 'close');
      listener(incoming, outgoing).catch(onError);
    },
  );
  server.on('connection', socket => {
    latest.set(socket, undefined);
    socket.once('close', () => latest.delete(socket));
  });
  server.on('clientError', (error, socket) => answerClientError(error, socket, isUnderWay(latest.get(socket))));
  const url = await listen(server, host, port);
  server.on('error', onError);
  return {
    url,
    close: () => {
      isClosing = true;
      for (const outgoing of latest.values()) {
        if (isUnderWay(outgoing) && !outgoing.headersSent) outgoing.setHeader('Connection', 'close');
      }
      return close(server, drainMs);
    },
  };
}

function isUnderWay(outgoing: ServerResponse | undefined): outgoing is ServerResponse {
  return outgoing !== undefined && !outgoing.writableFinished && !outgoing.destroyed;
}

/** What node:http cannot read is refused in the envelope too. Behind an answer under way nothing can be said. */
function answerClientError(error: Error & { readonly code?: string }, socket: Duplex, isBusy: boolean): void {
  if (!socket.writable || isBusy || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, reason, code, message] = clientErrors.get(error.code ?? '') ?? malformed;
  const { headers, body } = answerRefusal({ status, code, message });
  const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(body ?? ''), Connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${head}\r\n${body}`, () => socket.destroy());
}

type ClientError = readonly [status: number, reason: string, code: string, message: string];

const malformed: ClientError = [400, 'Bad Request', 'http_malformed', 'The request is not HTTP/1.1.'];
const clientErrors: ReadonlyMap<string, ClientError> = new Map([
  [
    'HPE_HEADER_OVERFLOW',
    [431, 'Request Header Fields Too Large', 'headers_too_large', 'The headers are larger than 16 KiB.'],
  ],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'Request Timeout', 'request_timeout', 'The request took too long to arrive.']],
]);

function close(server: Server, drainMs: number): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    // Since Node 19 `close` ends the idle connections itself; the others end when they have been answered, or are ended.
    setTimeout(() => server.closeAllConnections(), drainMs).unref();
  });
}
