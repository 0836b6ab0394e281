// A reverse proxy that writes down what goes by. Whatever becomes of the writing, the traffic goes on.
import { createServer, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { Judgement } from '../check.ts';
import { reasonOf } from '../errors.ts';
import { createExchange, type Exchange, isAccountLinksExchange } from '../exchange.ts';
import { listen } from '../listen.ts';
import { decompress } from '../readers/decode-body.ts';
import { toRecording } from '../recording.ts';
import { forward, type Passed } from './forward.ts';
import type { Sink } from './open-sink.ts';

export interface RecorderOptions {
  readonly upstream: URL;
  /** Where exchanges of the endpoint are added; others pass unrecorded. */
  readonly sink: Pick<Sink, 'add'>;
  readonly judge: (exchange: Exchange) => Judgement;
  /** What an exchange is called in its findings. */
  readonly source: string;
  readonly host?: string;
  readonly port?: number;
  /** Called after the answer has gone out. */
  readonly onJudged?: (judgement: Judgement, exchange: Exchange) => void;
  /** Called for what was not recorded, and why. */
  readonly onProblem?: (message: string) => void;
  /** Certificates that the upstream may have, instead of those of the system. */
  readonly ca?: string;
}

export interface Recorder {
  readonly url: string;
  /** Stops listening; exchanges under way have a while to end. */
  close(): Promise<void>;
}

/** Starts to record. Throws a `ToolError` `address-in-use` when it cannot listen. */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { upstream, host = '127.0.0.1', port = 0, onProblem = () => {} } = options;
  const agents = new WeakMap<Socket, HttpAgent>();
  /** One connection to the upstream for each of a client: what one of them does, the other sees. */
  const agentOf = (socket: Socket): HttpAgent => {
    const held = agents.get(socket);
    if (held !== undefined) return held;
    const settings = { keepAlive: true, maxSockets: 1 };
    const agent =
      upstream.protocol === 'https:'
        ? new HttpsAgent({ ...settings, ...(options.ca === undefined ? {} : { ca: options.ca }) })
        : new HttpAgent(settings);
    agents.set(socket, agent);
    socket.once('close', () => agent.destroy());
    return agent;
  };
  let entry = 0;
  const record = (passed: Passed): void => {
    try {
      const exchange = exchangeOf(passed, options.source, ++entry);
      options.sink.add(toRecording(exchange, passed.time));
      setImmediate(() => judge(exchange, options));
    } catch (thrown) {
      onProblem(`An exchange was not recorded: ${reasonOf(thrown)}. The traffic goes on.`);
    }
  };
  // No time limits but the client's and the upstream's own.
  const settings = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 600_000, maxHeaderSize: 128 * 1024 };
  const server = createServer(settings, (incoming, outgoing) => {
    const { method = 'GET', url = '/' } = incoming;
    const isWatched = isAccountLinksExchange({ request: { method, url } });
    try {
      forward(incoming, outgoing, {
        upstream,
        agent: agentOf(incoming.socket),
        isWatched,
        onPassed: record,
        onBroken: reason => isWatched && onProblem(`An exchange was not recorded: ${reason}.`),
      });
    } catch (thrown) {
      onProblem(`A request could not be forwarded: ${reasonOf(thrown)}.`);
      outgoing.destroy();
    }
  });
  const url = await listen(server, host, port);
  server.on('error', thrown => onProblem(reasonOf(thrown)));
  return {
    url,
    close: () =>
      new Promise(resolve => {
        server.close(() => setImmediate(resolve)); // behind the judging of the last exchange
        setTimeout(() => server.closeAllConnections(), 10_000).unref();
      }),
  };
}

/** Throws for what cannot be kept or read: nothing is written that nobody has looked through for secrets. */
function exchangeOf(passed: Passed, source: string, entry: number): Exchange {
  const [sent, received] = [passed.requestBody.bytes(), passed.responseBody.bytes()];
  if (sent === undefined || received === undefined) throw new Error('a body is larger than 16 MiB');
  const { method, url, requestHeaders, status, responseHeaders } = passed;
  return createExchange({
    source,
    entry,
    request: { method, url, headers: requestHeaders, body: decompress(sent, requestHeaders, 'request.body') },
    response: { status, headers: responseHeaders, body: decompress(received, responseHeaders, 'response.body') },
  });
}

function judge(exchange: Exchange, { judge: judged, onJudged, onProblem = () => {} }: RecorderOptions): void {
  try {
    onJudged?.(judged(exchange), exchange);
  } catch (thrown) {
    onProblem(`Entry ${exchange.entry} was not judged: ${reasonOf(thrown)}. It is recorded.`);
  }
}
