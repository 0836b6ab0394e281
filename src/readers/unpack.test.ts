import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { brotliCompressSync, constants, deflateRawSync, gzipSync } from 'node:zlib';
import { type Packing, unpack } from './unpack.ts';

/** Text of six megabytes that packs like a log. */
const text = Buffer.from(
  Array.from(
    { length: 60_000 },
    (_, index) => `{"id":"${createHash('sha256').update(`${index}`).digest('hex')}"}\n`,
  ).join(''),
);
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const packed: { readonly [packing in Packing]: Buffer } = {
  gzip: gzipSync(text, { level: 1 }),
  brotli: brotliCompressSync(text, brotli),
  deflate: deflateRawSync(text, { level: 1 }),
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe('unpack', () => {
  for (const packing of ['gzip', 'brotli', 'deflate'] as const) {
    it(`gives the memory of a chunk back when another is asked for (${packing})`, async () => {
      const copies: Buffer[] = [];
      const buffers = new Set<ArrayBufferLike>();
      for await (const chunk of unpack(once(packed[packing]), packing)) {
        copies.push(Buffer.from(chunk));
        buffers.add(chunk.buffer);
        const held = [...buffers].filter(({ byteLength }) => byteLength > 0);
        assert.deepEqual(held, [chunk.buffer], 'something of the chunks before is held');
      }
      assert.ok(buffers.size > 3, `only ${buffers.size} pieces of memory`);
      assert.ok(Buffer.concat(copies).equals(text), 'it is not what was packed');
    });
  }

  it('hands on what stands before the end of data that is cut off', async () => {
    const copies: Buffer[] = [];
    const cut = packed.gzip.subarray(0, packed.gzip.length - 1000);
    await assert.rejects(async () => {
      for await (const chunk of unpack(once(cut), 'gzip')) copies.push(Buffer.from(chunk));
    }, /the gzip data is cut off/);
    const all = Buffer.concat(copies);
    assert.ok(all.length > text.length - 100_000, `${all.length} bytes`);
    assert.ok(text.subarray(0, all.length).equals(all), 'it is not what was packed');
  });
});
