import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { UnreadableError } from './unreadable.ts';

/** The bytes of base64, in either alphabet, with or without padding and line breaks. */
export function decodeBase64(base64: string, path: string): Buffer {
  const compact = base64.replace(/\s+/g, '');
  if (!/^[\w+/-]*={0,2}$/.test(compact)) throw new UnreadableError(`\`${path}\` is not base64`);
  return Buffer.from(compact, 'base64');
}

/**
 * The bytes of a body as the application saw them. Recorders differ in whether they decompress, and most leave the
 * Content-Encoding header as it was: bytes that are plain text are taken as they are, whatever the header says.
 */
export function decompress(
  bytes: Buffer,
  headers: readonly (readonly [name: string, value: string])[],
  path: string,
): Buffer {
  const [, contentEncoding = ''] = headers.find(([name]) => name.toLowerCase() === 'content-encoding') ?? [];
  const encodings = contentEncoding.toLowerCase().split(',').reverse();
  return encodings.reduce((body, encoding) => {
    const decode = decoders.get(encoding.trim());
    if (decode === undefined || body.length === 0 || isPlainText(body)) return body;
    try {
      return decode(body);
    } catch (cause) {
      throw new UnreadableError(`\`${path}\` is labelled ${encoding.trim()} and cannot be decompressed`, { cause });
    }
  }, bytes);
}

/** A link and an error have a few hundred bytes; what unpacks to more than this was made to fill our memory. */
const limits = { maxOutputLength: 64 * 1024 * 1024 };

const decoders: ReadonlyMap<string, (bytes: Buffer) => Buffer> = new Map<string, (bytes: Buffer) => Buffer>([
  ['gzip', bytes => gunzipSync(bytes, limits)],
  ['x-gzip', bytes => gunzipSync(bytes, limits)],
  // RFC 9110 means zlib's wrapper; servers that send the bare stream are as old as the header.
  ['deflate', bytes => (((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, limits) : inflateRawSync(bytes, limits))],
  ['br', bytes => brotliDecompressSync(bytes, limits)],
  [
    'zstd',
    () => {
      throw new Error('Node 20 has no zstd.');
    },
  ],
]);

/** Compressed bytes hold control characters or broken UTF-8 within their first few bytes. */
function isPlainText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !/[^\P{Cc}\t\n\r]/u.test(bytes.toString('utf8'));
}
