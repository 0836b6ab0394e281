/**
 * Which of the latest exchanges had a number last: a hash table of so many slots, in chains. It allocates nothing, for a
 * map of objects fills the heap; and it is asked by functions that all tables share, which V8 puts in place of their calls.
 */
export interface LatestBy {
  readonly heads: Int32Array;
  readonly next: Int32Array;
  /** 0 in a slot that is free. */
  readonly numbers: Float64Array;
}

export function createLatestBy(slots: number): LatestBy {
  const heads = new Int32Array(2 ** Math.ceil(Math.log2(slots + 1))).fill(-1);
  return { heads, next: new Int32Array(slots), numbers: new Float64Array(slots) };
}

/** The slot that had the number last; -1 if none of those remembered has it. */
export function slotOf({ heads, next, numbers }: LatestBy, number: number): number {
  let slot = heads[bucketOf(number, heads.length)] ?? -1;
  while (slot >= 0 && numbers[slot] !== number) slot = next[slot] ?? -1;
  return slot;
}

/** Puts a number, which is not 0, into a slot that is free: the one before that had it is forgotten. */
export function putInto(table: LatestBy, number: number, slot: number): void {
  const before = slotOf(table, number);
  if (before >= 0) freeSlot(table, before);
  const { heads, next, numbers } = table;
  const bucket = bucketOf(number, heads.length);
  numbers[slot] = number;
  next[slot] = heads[bucket] ?? -1;
  heads[bucket] = slot;
}

/** Forgets what a slot holds, if it holds anything. */
export function freeSlot({ heads, next, numbers }: LatestBy, slot: number): void {
  const number = numbers[slot] ?? 0;
  if (number === 0) return;
  const bucket = bucketOf(number, heads.length);
  const behind = next[slot] ?? -1;
  numbers[slot] = 0;
  if (heads[bucket] === slot) {
    heads[bucket] = behind;
    return;
  }
  for (let at = heads[bucket] ?? -1; at >= 0; at = next[at] ?? -1) {
    if (next[at] !== slot) continue;
    next[at] = behind;
    return;
  }
}

/** Of a number of 52 bits, and a power of two of buckets. */
function bucketOf(number: number, buckets: number): number {
  return ((number >>> 0) ^ (number / 2 ** 32)) & (buckets - 1);
}
