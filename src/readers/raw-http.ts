import type { RawBody } from '../exchange.ts';
import { decompress } from './decode-body.ts';
import type { Pairs } from './exchange-of.ts';
import { UnreadableError } from './unreadable.ts';

/** A message of HTTP/1.1 as it was on the wire. */
export interface RawMessage {
  readonly startLine: readonly string[];
  readonly headers: Pairs;
  /** Without its transfer encoding; still packed by its content encoding. */
  readonly rest: Buffer;
}

export function parseRawHttp(bytes: Buffer): RawMessage {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) throw new UnreadableError('the header of the HTTP message is cut off');
  const [start = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = lines.map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    if (colon < 1) throw new UnreadableError('a header of the HTTP message has no colon');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { startLine: start.split(' '), headers, rest: bytes.subarray(end + 4) };
}

/** The body as the application saw it. */
export function rawBody({ headers, rest }: RawMessage, path: string): RawBody {
  const value = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1];
  const length = Number(value('content-length'));
  if (/chunked/i.test(value('transfer-encoding') ?? '')) return decompress(dechunked(rest), headers, path);
  if (length > rest.length) throw new UnreadableError(`\`${path}\` is shorter than its Content-Length`);
  const body = length >= 0 ? rest.subarray(0, length) : rest;
  return body.length === 0 ? undefined : decompress(body, headers, path);
}

/** Some recorders take the chunks apart and leave the header: what does not begin like a chunk is taken as it is. */
function dechunked(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size =
      lineEnd < 0 ? undefined : /^([0-9a-f]{1,8})\s*(?:;|$)/i.exec(bytes.toString('latin1', at, lineEnd))?.[1];
    if (size === undefined) {
      if (at === 0) return bytes;
      throw new UnreadableError('the chunks of the body are broken');
    }
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(chunks);
    const start = lineEnd + 2;
    if (start + length > bytes.length) throw new UnreadableError('the chunks of the body are cut off');
    chunks.push(bytes.subarray(start, start + length));
    at = start + length + 2;
  }
  return chunks.length === 0 ? bytes : Buffer.concat(chunks);
}
