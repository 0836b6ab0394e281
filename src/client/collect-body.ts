import { decodeBytes, largestAnswer } from './decode-bytes.ts';
import type { Answer } from './http-client.ts';

/** Puts an answer together as it comes in. */
export interface CollectedBody {
  /** False once it is larger than any answer that is looked at. */
  add(chunk: Buffer): boolean;
  /** @param rawHeaders - names and values in turn, as they came */
  answer(status: number, rawHeaders: readonly string[]): Answer;
}

export function collectBody(): CollectedBody {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    add: chunk => {
      size += chunk.length;
      if (size <= largestAnswer) chunks.push(chunk);
      return size <= largestAnswer;
    },
    answer: (status, rawHeaders) => {
      const headers = pairsOf(rawHeaders);
      const encodings = headers.filter(([name]) => name.toLowerCase() === 'content-encoding').map(([, value]) => value);
      const [first] = chunks;
      const bytes = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
      return { kind: 'answered', status, headers, body: decodeBytes(bytes, encodings.join(', ')) };
    },
  };
}

function pairsOf(raw: readonly string[]): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return pairs;
}
