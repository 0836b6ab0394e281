/** What went by of a body. */
export interface Capture {
  add(chunk: Uint8Array): void;
  readonly size: number;
  /** `undefined` when it was too large to keep. */
  bytes(): Buffer | undefined;
}

/** Beyond this nothing is kept: what anybody sends to this endpoint has a few hundred bytes. */
const mostBytes = 16 * 1024 * 1024;

export function createCapture(): Capture {
  let chunks: Uint8Array[] = [];
  let size = 0;
  return {
    add: chunk => {
      size += chunk.length;
      if (size > mostBytes) chunks = [];
      else chunks.push(chunk);
    },
    get size() {
      return size;
    },
    bytes: () => (size > mostBytes ? undefined : Buffer.concat(chunks)),
  };
}
