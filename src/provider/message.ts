// Requests from the wire: received whole, and made into a WHATWG `Request` for those who want one.
import type { IncomingMessage } from 'node:http';
import { latest } from '../latest.ts';
import { headersOf } from './headers-of.ts';
import type { Incoming } from './incoming.ts';
import { bodyLimit } from './read-json.ts';

/** A request that our server has received. */
export interface Message extends Incoming {
  readonly rawHeaders: readonly string[];
  readonly wholeBody: Uint8Array;
}

/** Receives a request to its end; `undefined` for a client that went away before it had said all. */
export async function receive(incoming: IncomingMessage): Promise<Message | undefined> {
  const wholeBody = parsedBefore(incoming) ?? (await collect(incoming));
  if (wholeBody === undefined) return undefined;
  const { method = 'GET', rawHeaders } = incoming;
  return {
    ...{ method, url: urlOf(incoming), rawHeaders, headers: headersOf(rawHeaders), wholeBody },
    arrayBuffer: async () => wholeBody,
  };
}

export function toRequest({ method, url, rawHeaders, wholeBody }: Message): Request {
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  const isBodiless = method === 'GET' || method === 'HEAD';
  return new Request(url, { method, headers, ...(isBodiless ? {} : { body: wholeBody }) });
}

/** What a framework's parser has made of the body, when nobody can read it any more. */
function parsedBefore(incoming: IncomingMessage): Uint8Array | undefined {
  if (!incoming.readableEnded) return undefined;
  const body: unknown = 'body' in incoming ? incoming.body : undefined;
  if (body === undefined) return new Uint8Array();
  return body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A client that still writes would not see the answer: what is beyond the limit is read and dropped, up to here. */
const dropLimit = 16 * bodyLimit;

/** All of the body up to a byte beyond the limit: the handler sees that it is too large, the memory stays bounded. */
function collect(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise(resolve => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const done = (): void => {
      const [first = new Uint8Array()] = chunks;
      resolve((chunks.length < 2 ? first : Buffer.concat(chunks)).subarray(0, bodyLimit + 1));
    };
    incoming.on('data', (chunk: Uint8Array) => {
      if (size <= bodyLimit) chunks.push(chunk);
      size += chunk.length;
      if (size <= dropLimit) return;
      incoming.pause();
      done();
    });
    incoming.on('end', done);
    incoming.on('error', () => resolve(undefined)); // it aborted: there is nobody to answer
    incoming.on('close', () => resolve(undefined));
  });
}

/** The URL as the client sees it, so that the links it gets lead back here: by the Host header if that is one. */
function urlOf(incoming: IncomingMessage): string {
  const { rawHeaders, url: target = '/' } = incoming;
  const origin = originOf(headersOf(rawHeaders).get('host') ?? undefined) ?? new URL(ownUrl(incoming)).origin;
  if (target.startsWith('/')) return origin + target; // not as a second argument: `//host/` would be a host
  const absolute = URL.canParse(target) ? new URL(target) : undefined; // RFC 9112, 3.2.2; else `*`
  return origin + (absolute === undefined ? '/' : absolute.pathname + absolute.search);
}

/** `undefined` for a Host header that is none. */
const originOf = latest((host: string | undefined): string | undefined => {
  const named = `http://${host}`;
  return host !== undefined && URL.canParse(named) ? new URL(named).origin : undefined;
});

function ownUrl({ socket: { localAddress = '127.0.0.1', localPort = 80 } }: IncomingMessage): string {
  return `http://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}
