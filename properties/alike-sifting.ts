// Blocks of lines that are nearly what is looked for: cut, joined and shifted, between bytes of all kinds.
import { isDeepStrictEqual } from 'node:util';
import { createQuickSift, siftPlainly } from '../src/readers/sift-lines.ts';
import { createRandom } from './random.ts';

/** Sifts so many blocks in one pass and plainly, and gives those of which the two say not the same. */
export function siftBlocks(count: number, seed: number): { readonly read: number; readonly unlike: readonly Buffer[] } {
  const sift = createQuickSift();
  if (sift === undefined) throw new Error('This machine has no WebAssembly with SIMD.');
  const random = createRandom(seed);
  let read = 0;
  const unlike: Buffer[] = [];
  for (let index = 0; index < count; index++) {
    const block = blockOf(random);
    const plain = siftPlainly(block);
    read += plain.lines.length;
    if (!isDeepStrictEqual(sift(block), plain)) unlike.push(block);
  }
  return { read, unlike };
}

/** Whole lines, behind so many bytes that any alignment comes up. */
function blockOf(random: () => number): Buffer {
  const parts = Array.from({ length: Math.floor(random() * 30) }, () => partOf(random));
  return Buffer.concat([...parts, Buffer.from('\n')]);
}

function partOf(random: () => number): Buffer {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const way = random();
  if (way < 0.35) return Buffer.from(pick(signs), 'latin1');
  if (way < 0.45) return Buffer.from(pick(['x', ' ', '\0', '_', '%', '\\', 'é']).repeat(Math.floor(random() * 40)));
  if (way < 0.55) return Buffer.from(Array.from({ length: Math.floor(random() * 20) }, () => random() * 256));
  if (way < 0.7) return Buffer.from(`\\u00${pick(digits)}${pick(digits)}`);
  if (way < 0.8) return Buffer.from(`%${pick(digits)}${pick(digits)}`);
  const name = Buffer.from(`${pick(['', '/', '\\/', 'e/', '_', 'v1/', 'v1\\/', '1/'])}account_links`);
  if (random() < 0.5) return name;
  // A byte of it is another, or a part of it is missing.
  const at = Math.floor(random() * name.length);
  if (random() < 0.5) return random() < 0.5 ? name.subarray(at) : name.subarray(0, at);
  name[at] = random() * 256;
  return name;
}

const signs = ['\n', '\n', '\r\n', '{', '{', '{', '}', '}\n{', '} \t\n{', '}\0\n', '\n\n', '{}', '{"a":"', '"}'];
const digits = [...'0123456789abcdefABCDEFgG`/:@\\u\n\x11\x15'];
