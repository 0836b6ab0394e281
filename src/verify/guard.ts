// A server between Pact's verifier and the provider. Pact meets nothing but this: no key, no state's name, no
// connection that breaks (which would crash its process), no redirect to follow.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isJsonObject, type Json, type JsonObject, member } from '../json.ts';
import { listen } from '../listen.ts';

export interface GuardHandlers {
  /** The text of a pact, by its number. */
  readonly pact: (index: number) => string | undefined;
  /** Sets a state up and answers what Pact injects; `undefined` where that failed. */
  readonly setUp: (state: string) => Promise<JsonObject | undefined>;
  readonly tearDown: (state: string) => Promise<void>;
  /** `undefined` where no answer came. */
  readonly forward: (request: GuardRequest) => Promise<GuardAnswer | undefined>;
}

type Pairs = readonly (readonly [name: string, value: string])[];

/** A request as Pact sends it; `path` with its query. */
export interface GuardRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Pairs;
  readonly body: string;
}

export interface GuardAnswer {
  readonly status: number;
  readonly headers: Pairs;
  readonly body: string;
}

export interface Guard {
  readonly pactUrl: (index: number) => string;
  readonly statesUrl: string;
  /** What Pact takes for the provider. */
  readonly providerUrl: string;
  /** Rejects with what a handler failed with. */
  close(): Promise<void>;
}

/** Starts a guard on a free port of the loopback interface. */
export async function startGuard(handlers: GuardHandlers): Promise<Guard> {
  const failures: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    answer(handlers, incoming)
      .catch((thrown: unknown) => {
        failures.push(thrown);
        return json(500, null);
      })
      .then(({ status, headers, body }) => send(outgoing, status, headers, body))
      .catch((thrown: unknown) => failures.push(thrown));
  });
  const url = await listen(server, '127.0.0.1', 0);
  return {
    pactUrl: index => `${url}/pacts/${index}`,
    statesUrl: `${url}/states`,
    providerUrl: `${url}${providerPath}`,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      if (failures.length > 0) throw failures[0];
    },
  };
}

const providerPath = '/provider';

async function answer(handlers: GuardHandlers, incoming: IncomingMessage): Promise<GuardAnswer> {
  const { method = 'GET', url: path = '/' } = incoming;
  const body = await textOf(incoming);
  if (path.startsWith(`${providerPath}/`)) {
    const headers = pairsOf(incoming.rawHeaders).filter(([name]) => !ofConnection.has(name.toLowerCase()));
    const forwarded = await handlers.forward({ method, path: path.slice(providerPath.length), headers, body });
    if (forwarded === undefined) return json(502, null);
    // Without its Location a redirect is an answer like any other: followed, it would lead past this guard.
    return { ...forwarded, headers: forwarded.headers.filter(([name]) => !unseen.has(name.toLowerCase())) };
  }
  if (path === '/states') return answerState(handlers, JSON.parse(body));
  const pact = handlers.pact(Number(/^\/pacts\/(\d+)$/.exec(path)?.[1]));
  return pact === undefined ? json(404, null) : { ...json(200, null), body: pact };
}

/** Headers of one connection, not of the message (RFC 9110, 7.6.1); the length is said anew. */
const ofConnection: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['accept-encoding', 'content-length', 'host'],
]);
const unseen: ReadonlySet<string> = new Set([...ofConnection, 'content-encoding', 'location']);

/** Pact repeats a setup that is answered 5xx, for a second: a 4xx it takes at its word. */
async function answerState(handlers: GuardHandlers, order: unknown): Promise<GuardAnswer> {
  const state = member(order, 'state');
  if (typeof state !== 'string' || state === '') return json(200, {}); // of an interaction without states
  if (member(order, 'action') === 'teardown') {
    await handlers.tearDown(state);
    return json(200, {});
  }
  const values = await handlers.setUp(state);
  return isJsonObject(values) ? json(200, values) : json(422, null);
}

function json(status: number, value: Json): GuardAnswer {
  return { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(value) };
}

function send(outgoing: ServerResponse, status: number, headers: Pairs, body: string): void {
  const length = ['Content-Length', String(Buffer.byteLength(body))];
  outgoing.writeHead(status, [...headers, length].flat());
  outgoing.end(body);
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function pairsOf(raw: readonly string[]): Pairs {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return pairs;
}
