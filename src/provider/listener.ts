// The provider as a listener of node:http, for our own server and for whoever has one: Express, Fastify, a test.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, answerMethodNotAllowed, answerRefusal } from './answer.ts';
import { ConnectionFault } from './connection-fault.ts';
import { type Message, receive, toRequest } from './message.ts';
import type { Provider } from './provider.ts';
import { sendOddly } from './send-oddly.ts';
import { shortcutOf } from './shortcut.ts';

/** Listens to requests. Resolves when the answer is handed to the socket; never rejects. */
export type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

export interface ListenerOptions {
  /** Called with whatever the provider failed with; the client gets a 500. */
  readonly onError?: (thrown: unknown) => void;
}

/**
 * A provider as a listener. The body of a request must not have been read, unless a parser of JSON has left it in
 * `incoming.body`.
 *
 * @example
 * ```ts
 * express().use(createListener(createProvider({ accounts })));
 * ```
 */
export function createListener(provider: Pick<Provider, 'handle'>, options: ListenerOptions = {}): Listener {
  const { onError = () => {} } = options;
  const answerer = answererOf(provider);
  const nextTurn = createTurns();
  return async (incoming, outgoing) => {
    try {
      const message = await receive(incoming);
      if (message === undefined) return void outgoing.destroy();
      const answer = await answered(answerer, message, onError);
      // What has arrived together is answered together: each answer alone would wake its client, which costs more than
      // making it.
      await nextTurn();
      await send(answer, incoming, outgoing);
    } catch (thrown) {
      onError(thrown);
      outgoing.destroy();
    }
  };
}

type Answerer = (message: Message) => Promise<Answer | Response> | Answer;

/** Our own handler is asked without WHATWG objects; any other sees a `Request`, for it may look at all of it. */
function answererOf(provider: Pick<Provider, 'handle'>): Answerer {
  return shortcutOf(provider.handle) ?? (message => provider.handle(toRequest(message)));
}

async function answered(
  answer: Answerer,
  message: Message,
  onError: (thrown: unknown) => void,
): Promise<Answer | Response> {
  try {
    // Node parses TRACE, and a WHATWG request cannot have it.
    return message.method === 'TRACE' ? answerMethodNotAllowed('TRACE', 'POST') : await answer(message);
  } catch (thrown) {
    // Of a handler that somebody has put around ours, which has the fault as a rejection.
    if (thrown instanceof ConnectionFault) return { status: 500, headers: {}, body: null, wire: 'reset' };
    onError(thrown);
    return answerRefusal({ status: 500, code: 'internal_error', message: 'The stand-in failed: a bug of ours.' });
  }
}

/** Makes a function that waits until all that has arrived has been read: one wait for all of a turn. */
function createTurns(): () => Promise<void> {
  let waiting: (() => void)[] = [];
  const end = (): void => {
    const ready = waiting;
    waiting = [];
    for (const go of ready) go();
  };
  return () =>
    new Promise(resolve => {
      if (waiting.push(resolve) === 1) setImmediate(end);
    });
}

async function send(answer: Answer | Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // A request that was not read to its end (it is too large) leaves a connection that nobody can use again.
  if (!incoming.complete) {
    outgoing.setHeader('Connection', 'close');
    outgoing.once('finish', () => incoming.destroy());
  }
  if ('arrayBuffer' in answer) {
    outgoing.statusCode = answer.status;
    outgoing.setHeaders(answer.headers);
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
    return;
  }
  const { status, headers, body, wire } = answer;
  if (wire !== undefined) return sendOddly(wire, answer, outgoing);
  const text = body ?? '';
  // RFC 9110, 8.6
  outgoing.writeHead(status, status === 204 ? headers : { ...headers, 'Content-Length': Buffer.byteLength(text) });
  outgoing.end(text);
}
