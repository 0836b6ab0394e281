// The same answers over the wire in another way: encodings, headers, chunks, connections.

import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { onAnswer, sending, type Variant, variant } from '../variant.ts';

const encodings = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const;

const bodies: readonly Variant[] = [
  inTurn('compressed', 'Compresses its answers, asked or not: in another way each time.', async (response, turn) => {
    const [name, encode] = encodings[turn % encodings.length] ?? ['gzip', gzipSync];
    return withBody(response, new Uint8Array(encode(await response.text())), { 'content-encoding': name });
  }),
  onText('pretty', 'Answers indented JSON with a line break at its end.', text =>
    text === '' ? text : `${JSON.stringify(JSON.parse(text), null, 2)}\r\n`,
  ),
  onText('slashes-escaped', 'Escapes the slashes of its JSON.', text => text.replaceAll('/', '\\/')),
  onText('letters-escaped', 'Escapes letters of its JSON.', text => text.replaceAll('account', '\\u0061ccount')),
];

const types = [
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'Application/JSON',
  'application/json; v=2',
];

const headers: readonly Variant[] = [
  inTurn('content-types', 'Says in many ways that it answers JSON.', async (response, turn) =>
    withHeaders(response, { 'content-type': types[turn % types.length] ?? 'application/json' }),
  ),
  onAnswer('more-headers', 'Adds headers of all kinds.', response =>
    withHeaders(response, {
      'request-id': 'req_v2abcdef',
      'stripe-should-retry': 'false',
      'set-cookie': 'machine=1; HttpOnly',
      'strict-transport-security': 'max-age=63072000',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
      vary: 'Origin',
    }),
  ),
  onAnswer(
    'bare-headers',
    'Answers with no header but the content type.',
    async response =>
      new Response(response.body, { status: response.status, headers: { 'content-type': 'application/json' } }),
  ),
];

const connections: readonly Variant[] = [
  sending(
    'header-names-in-capitals',
    'Writes header names in capitals.',
    ({ status, headers: all, body }, outgoing) => {
      outgoing.writeHead(
        status,
        all.flatMap(([name, value]) => [name.toUpperCase(), value]),
      );
      outgoing.end(body);
    },
  ),
  sending('chunked', 'Answers in many small chunks.', ({ status, headers: all, body }, outgoing) => {
    outgoing.writeHead(status, all.flat());
    for (let at = 0; at < body.length; at += 7) outgoing.write(body.subarray(at, at + 7));
    outgoing.end();
  }),
  sending(
    'connection-closed',
    'Closes the connection after each answer, and says so.',
    ({ status, headers: all, body }, outgoing) => {
      outgoing.writeHead(status, [...all.flat(), 'Connection', 'close']);
      outgoing.end(body);
    },
  ),
  sending(
    'connection-closed-unsaid',
    'Closes the connection after each answer.',
    ({ status, headers: all, body }, outgoing) => {
      outgoing.writeHead(status, [...all.flat(), 'Content-Length', String(body.length)]);
      outgoing.end(body, () => outgoing.socket?.end());
    },
  ),
  sending('early-hints', 'Sends an interim answer first.', ({ status, headers: all, body }, outgoing) => {
    outgoing.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => {
      outgoing.writeHead(status, all.flat());
      outgoing.end(body);
    });
  }),
  sending(
    'head-before-body',
    'Sends the headers some milliseconds before the body.',
    ({ status, headers: all, body }, outgoing) => {
      outgoing.writeHead(status, all.flat());
      outgoing.flushHeaders();
      setTimeout(() => outgoing.end(body), 3);
    },
  ),
];

const pace: readonly Variant[] = [
  variant('slow', 'Takes two milliseconds for an answer.', () => async (request, next) => {
    const response = await next(request);
    await new Promise(resolve => setTimeout(resolve, 2));
    return response;
  }),
  variant('out-of-turn', 'Answers requests that come together in another order.', () => {
    let count = 0;
    return async (request, next) => {
      const response = await next(request);
      if (++count % 3 === 0) await new Promise(setImmediate);
      return response;
    };
  }),
];

/** Edits each answer in its turn. */
function inTurn(id: string, title: string, edit: (response: Response, turn: number) => Promise<Response>): Variant {
  return variant(id, title, () => {
    let turn = 0;
    return async (request, next) => edit(await next(request), turn++);
  });
}

function onText(id: string, title: string, edit: (text: string) => string): Variant {
  return onAnswer(id, title, async response => withBody(response, edit(await response.text()), {}));
}

function withBody(
  response: Response,
  body: string | Uint8Array<ArrayBuffer>,
  more: Readonly<Record<string, string>>,
): Response {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(body, { status: response.status, headers });
}

function withHeaders(response: Response, more: Readonly<Record<string, string>>): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}

export const transport: readonly Variant[] = [...bodies, ...headers, ...connections, ...pace];
