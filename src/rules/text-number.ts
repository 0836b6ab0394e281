// Numbers of 52 bits for texts and JSON values: what is compared with later exchanges is not kept itself. Two texts of one
// number cost a warning, and are not met.
import { isJsonObject, type Json } from '../json.ts';

/** 0 for no text; two lanes as in cyrb53 by bryc (public domain), four characters at once where all are of Latin-1. */
export function textNumber(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  const { length } = text;
  let high = seed;
  let low = otherSeed;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    const a = text.charCodeAt(at);
    const b = text.charCodeAt(at + 1);
    const c = text.charCodeAt(at + 2);
    const d = text.charCodeAt(at + 3);
    if ((a | b | c | d) > 0xff) break;
    const four = a | (b << 8) | (c << 16) | (d << 24);
    high = nextHigh(high, four);
    low = nextLow(low, four);
  }
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    high = nextHigh(high, code);
    low = nextLow(low, code);
  }
  return finished(high, low ^ length);
}

// Turned, for a product takes no bit down: what differs in the last of four would differ in the highest bits alone.
function nextHigh(high: number, bits: number): number {
  const one = high ^ bits;
  return Math.imul((one << 13) | (one >>> 19), prime);
}

function nextLow(low: number, bits: number): number {
  const one = low ^ bits;
  return Math.imul((one << 19) | (one >>> 13), otherPrime);
}

const [seed, otherSeed] = [0xdeadbeef, 0x41c6ce57];
const [prime, otherPrime] = [2654435761, 1597334677];

/** One number for two; their order counts. */
export function mixed(a: number, b: number): number {
  const high = Math.imul((a / 2 ** 32) ^ 0x9e3779b9, prime) ^ Math.imul((b / 2 ** 32) ^ a, otherPrime);
  const low = Math.imul(a ^ 0x85ebca6b, 2246822507) ^ Math.imul(b, 3266489909);
  return finished(high, low);
}

/** The number of a JSON value, equal for values that are equal as JSON: it is the sum of those of its leaves. */
export function valueNumber(value: Json): number {
  return leavesBelow(value, wholeValue);
}

/** The number of the names that lead to a leaf: that of the leaf is mixed from it and from the one of its text. */
export function pathNumber(names: readonly string[]): number {
  return names.reduce((path, name) => mixed(path, nameNumber(name)), wholeValue);
}

/** Exact, so that the order of many does not matter. */
export function sumOf(a: number, b: number): number {
  const sum = a + b;
  return sum < modulus ? sum : sum - modulus; // a third of what `%` takes
}

/** What `sumOf` makes with the second number to the first. */
export function differenceOf(a: number, b: number): number {
  return a < b ? a - b + modulus : a - b;
}

const wholeValue = 1;
const modulus = 2 ** 52;

function leavesBelow(value: Json, path: number): number {
  if (typeof value === 'string') return mixed(path, textNumber(value));
  if (typeof value !== 'object' || value === null) return mixed(path, textNumber(`\0${value}`));
  // An empty object, or list, is not the same as nothing.
  let sum = mixed(path, isJsonObject(value) ? 2 : 3);
  if (isJsonObject(value)) {
    for (const name of Object.keys(value)) {
      sum = sumOf(sum, leavesBelow(value[name] ?? null, mixed(path, nameNumber(name))));
    }
    return sum;
  }
  for (let index = 0; index < value.length; index++) {
    sum = sumOf(sum, leavesBelow(value[index] ?? null, mixed(path, index)));
  }
  return sum;
}

/** Members are called the same in every body. */
const names = new Map<string, number>();
const mostNames = 100;

function nameNumber(name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  const number = textNumber(name);
  if (names.size < mostNames) names.set(name, number);
  return number;
}

function finished(high: number, low: number): number {
  const first = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const second = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return 2 ** 32 * (second & 0xfffff) + (first >>> 0) || 1;
}
