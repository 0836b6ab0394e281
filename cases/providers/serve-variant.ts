// A server for a variant. Not that of the provider: this one may break off, hang, and write what is no HTTP.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createProvider } from '../../src/provider/index.ts';
import { endpoint, type Handler, type Variant, type WireAnswer } from './variant.ts';

/** Serves a variant of a fresh provider on a free port. A handler that throws breaks the connection. */
export async function serveVariant({
  patch,
  send = sendPlainly,
}: Variant): Promise<{ readonly url: string; close(): Promise<void> }> {
  const handle = patch(createProvider().handle);
  const server = createServer((incoming, outgoing) => {
    const sendThis = incoming.url === endpoint ? send : sendPlainly;
    answer(handle, incoming).then(
      answered => sendThis(answered, outgoing),
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function answer(handle: Handler, incoming: IncomingMessage): Promise<WireAnswer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const {
    method = 'GET',
    rawHeaders,
    url = '/',
    headers: { host = '127.0.0.1' },
  } = incoming;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(chunks) };
  const response = await handle(new Request(`http://${host}${url}`, { method, headers, ...body }));
  return {
    status: response.status,
    headers: [...response.headers],
    body: Buffer.from(await response.arrayBuffer()),
  };
}

function sendPlainly({ status, headers, body }: WireAnswer, outgoing: ServerResponse): void {
  outgoing.writeHead(status, headers.flat());
  outgoing.end(body);
}
