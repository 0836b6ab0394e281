// One request forwarded and its answer passed back: the bytes of the bodies and the headers as they came, but for what
// belongs to one connection alone (RFC 9110, 7.6.1) and the Host, which must name the upstream.
import { type Agent, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import { reasonOf } from '../errors.ts';
import { type Capture, createCapture } from './capture.ts';

/** What went by, once the upstream has said all of it and before the client has. */
export interface Passed {
  readonly time: Date;
  readonly method: string;
  /** At the upstream. */
  readonly url: string;
  readonly requestHeaders: readonly (readonly [name: string, value: string])[];
  readonly requestBody: Capture;
  readonly status: number;
  readonly responseHeaders: readonly (readonly [name: string, value: string])[];
  readonly responseBody: Capture;
}

export interface Forwarding {
  readonly upstream: URL;
  readonly agent: Agent;
  /** Whether its bodies are to be kept. */
  readonly isWatched: boolean;
  /** Called before the client gets the last of the answer. Must not throw. */
  readonly onPassed: (passed: Passed) => void;
  /** Called when it came to no whole answer. */
  readonly onBroken: (reason: string) => void;
}

export function forward(incoming: IncomingMessage, outgoing: ServerResponse, options: Forwarding): void {
  const { upstream, agent, isWatched, onPassed, onBroken } = options;
  const time = new Date();
  const { method = 'GET' } = incoming;
  const path = upstream.pathname.replace(/\/$/, '') + pathOf(incoming.url ?? '/');
  const requestHeaders = passedOn(incoming.rawHeaders);
  const requestBody = createCapture();
  const send = upstream.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(upstream, { agent, method, path, headers: sentHeaders(requestHeaders, method, upstream.host) });
  let isOver = false;
  const breakOff = (reason: string, end: () => void): void => {
    if (isOver) return;
    isOver = true;
    onBroken(reason);
    end();
  };

  request.on('response', response => {
    const responseHeaders = passedOn(response.rawHeaders);
    const responseBody = createCapture();
    const { statusCode: status = 0, statusMessage = '' } = response;
    const length = Number(response.headers['content-length'] ?? Number.NaN);
    let isPassed = false;
    const pass = (): void => {
      if (isPassed || !isWatched) return;
      isPassed = true;
      const url = `${upstream.origin}${path}`;
      onPassed({ time, method, url, requestHeaders, requestBody, status, responseHeaders, responseBody });
    };
    try {
      outgoing.sendDate = false;
      outgoing.writeHead(status, statusMessage, responseHeaders.flat());
    } catch (thrown) {
      request.destroy();
      return breakOff(`its answer cannot be written (${reasonOf(thrown)})`, () => outgoing.destroy());
    }
    // With the first bytes of the body where these are there already; else now, for they may be long in coming.
    setImmediate(() => outgoing.flushHeaders());
    response.on('data', (chunk: Uint8Array) => {
      if (isWatched) responseBody.add(chunk);
      if (responseBody.size === length) pass(); // with this the client has all, and may say so
      if (outgoing.write(chunk)) return;
      response.pause();
      outgoing.once('drain', () => response.resume());
    });
    response.on('end', () => {
      if (isOver) return;
      isOver = true;
      pass();
      if (response.rawTrailers.length > 0) outgoing.addTrailers(pairsOf(response.rawTrailers));
      outgoing.end();
    });
    const cut = (): void => breakOff('the upstream broke off its answer', () => outgoing.destroy());
    response.on('error', cut);
    response.on('close', cut);
  });
  request.on('error', (thrown: NodeJS.ErrnoException) => {
    const reason = reasonOf(thrown);
    if (thrown.code === 'ECONNRESET' || thrown.code === 'EPIPE') {
      breakOff(`the upstream reset the connection (${reason})`, () => outgoing.socket?.resetAndDestroy());
    } else {
      breakOff(`the upstream cannot be reached (${reason})`, () => answerUnreachable(outgoing, upstream, reason));
    }
  });
  outgoing.on('close', () => {
    if (outgoing.writableFinished) return;
    breakOff('the client went away', () => {});
    request.destroy();
  });
  if (isWatched) incoming.on('data', (chunk: Uint8Array) => requestBody.add(chunk));
  incoming.on('error', () => request.destroy());
  incoming.pipe(request);
  // As with the answer: a body that is long in coming must not hold the headers back.
  setImmediate(() => !request.destroyed && request.flushHeaders());
}

type Pair = [name: string, value: string];

/** As node:http writes them: names and values in turn. */
function sentHeaders(headers: readonly Pair[], method: string, host: string): string[] {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const hasNoBody = !names.has('content-length') && !names.has('transfer-encoding');
  return [
    ...headers.flatMap(([name, value]) => [name, name.toLowerCase() === 'host' ? host : value]),
    ...(names.has('host') ? [] : ['Host', host]),
    // Else node:http would say that chunks follow.
    ...(hasNoBody && !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method) ? ['Content-Length', '0'] : []),
  ];
}

function passedOn(raw: readonly string[]): Pair[] {
  return pairsOf(raw).filter(([name]) => !ofOneConnection.has(name.toLowerCase()));
}

const ofOneConnection: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'proxy-connection']);

/** As they were written, repeated ones too. */
function pairsOf(raw: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}

function pathOf(target: string): string {
  if (target.startsWith('/')) return target;
  const absolute = URL.canParse(target) ? new URL(target) : undefined; // RFC 9112, 3.2.2; else `*`
  return absolute === undefined ? '/' : absolute.pathname + absolute.search;
}

/** The one answer of our own: there is none that could be passed on. */
function answerUnreachable(outgoing: ServerResponse, { origin }: URL, reason: string): void {
  if (outgoing.headersSent) return void outgoing.destroy();
  const message = `The recorder cannot reach ${origin}: ${reason}.`;
  const body = JSON.stringify({ error: { code: 'recorder_upstream_unreachable', message } });
  outgoing.writeHead(502, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  outgoing.end(body);
}
