import zlib from 'node:zlib';

const decoders: { readonly [encoding: string]: ((bytes: Buffer) => Buffer) | undefined } = {
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
};

/** The text of an answer; a provider may compress although nobody asked it to. What cannot be decoded comes as it is. */
export function decodeBytes(bytes: Buffer, encoding: string | undefined): string {
  try {
    return (decoders[encoding?.trim().toLowerCase() ?? '']?.(bytes) ?? bytes).toString('utf8');
  } catch {
    return bytes.toString('latin1');
  }
}
