import type { RecordedHeaders, Recording } from '../recording.ts';

/** What stands before and behind the entries of a HAR (1.2). */
export const harHead =
  '{"log":{"version":"1.2","creator":{"name":"account-links-contract","version":"1"},"entries":[\n';
export const harTail = '\n]}}\n';

/** A recording as an entry of a HAR. */
export function harEntry({ time, request, response }: Recording): object {
  const sent = request.body?.text ?? '';
  const received = response.body?.text ?? '';
  const unknown = { httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1 };
  return {
    startedDateTime: time,
    time: 0,
    request: {
      ...unknown,
      method: request.method,
      url: request.url,
      headers: named(request.headers),
      queryString: [],
      bodySize: Buffer.byteLength(sent),
      ...(sent === '' ? {} : { postData: { mimeType: typeOf(request.headers), text: sent } }),
    },
    response: {
      ...unknown,
      status: response.status,
      statusText: '',
      headers: named(response.headers),
      redirectURL: '',
      bodySize: Buffer.byteLength(received),
      content: { size: Buffer.byteLength(received), mimeType: typeOf(response.headers), text: received },
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  };
}

function named(headers: RecordedHeaders): object[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function typeOf(headers: RecordedHeaders): string {
  return headers.find(([name]) => name === 'content-type')?.[1] ?? '';
}
