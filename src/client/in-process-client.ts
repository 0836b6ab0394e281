import { reasonOf } from '../errors.ts';
import { decodeBytes } from './decode-bytes.ts';
import type { HttpClient } from './http-client.ts';

/** A client of a provider that runs in this process as a function: no socket, the same answers. */
export function createInProcessClient(handle: (request: Request) => Promise<Response>): HttpClient {
  return {
    async send({ url, method, headers, body }) {
      try {
        const hasBody = method !== 'GET' && method !== 'HEAD';
        const request = new Request(url, {
          method,
          headers: headers.map(([name, value]) => [name, value]),
          ...(hasBody ? { body } : {}),
        });
        const response = await handle(request);
        return {
          kind: 'answered',
          status: response.status,
          headers: [...response.headers],
          body: await decodedText(response),
        };
      } catch (thrown) {
        // A handler that throws is, behind any server, a connection without an answer.
        return { kind: 'failed', cause: 'broken', reason: reasonOf(thrown) };
      }
    },
    close() {},
  };
}

async function decodedText(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer());
  return decodeBytes(bytes, response.headers.get('content-encoding') ?? undefined);
}
