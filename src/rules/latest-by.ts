/** Which of the latest exchanges had a number last: a map that allocates nothing, for one of objects fills the heap. */
export interface LatestBy {
  /** The slot that had the number last; -1 if none of those remembered has it. */
  get(number: number): number;
  /** Puts a number, which is not 0, into a slot that is free: the one before that had it is forgotten. */
  set(number: number, slot: number): void;
  /** Forgets what a slot holds, if it holds anything. */
  free(slot: number): void;
}

/** A hash table of so many slots, in chains. */
export function createLatestBy(slots: number): LatestBy {
  const size = 2 ** Math.ceil(Math.log2(slots + 1));
  const heads = new Int32Array(size).fill(-1);
  const next = new Int32Array(slots);
  /** 0 in a slot that is free. */
  const numbers = new Float64Array(slots);
  const bucketOf = (number: number): number => ((number >>> 0) ^ (number / 2 ** 32)) & (size - 1);

  const get = (number: number): number => {
    for (let slot = heads[bucketOf(number)] ?? -1; slot >= 0; slot = next[slot] ?? -1) {
      if (numbers[slot] === number) return slot;
    }
    return -1;
  };
  const free = (slot: number): void => {
    const number = numbers[slot] ?? 0;
    if (number === 0) return;
    const bucket = bucketOf(number);
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
  };
  return {
    get,
    free,
    set(number, slot) {
      const before = get(number);
      if (before >= 0) free(before);
      const bucket = bucketOf(number);
      numbers[slot] = number;
      next[slot] = heads[bucket] ?? -1;
      heads[bucket] = slot;
    },
  };
}
