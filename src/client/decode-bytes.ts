import zlib from 'node:zlib';

/** An answer larger than this is no link and no error: those are a few hundred bytes. */
export const largestAnswer: number = 4 * 1024 * 1024;

const decoders: { readonly [encoding: string]: ((bytes: Buffer, options: zlib.ZlibOptions) => Buffer) | undefined } = {
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
};

/**
 * The text of an answer; a provider may compress although nobody asked it to. For bytes that are not in the encoding that
 * their header names, it is a note that is no JSON: the rules then see a body that no client can read.
 */
export function decodeBytes(bytes: Buffer, encoding: string | undefined): string {
  const name = encoding?.trim().toLowerCase() ?? '';
  const decode = decoders[name];
  if (decode === undefined || bytes.length === 0) return bytes.toString('utf8');
  try {
    return decode(bytes, { maxOutputLength: largestAnswer }).toString('utf8');
  } catch {
    return `(not ${name}, as its header says)`;
  }
}
