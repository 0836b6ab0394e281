// Sets of ASCII characters, asked of 16 bytes at once: for each low half of a byte a bit for each high half below 8.

type IsIn = (byte: i32) => bool;

/** The set of what is in it, to be made once. */
export function signsThat(isIn: IsIn): v128 {
  memory.fill(table, 0, 16);
  for (let byte = 0; byte < 128; byte++) {
    if (!isIn(byte)) continue;
    const at = table + (byte & 15);
    store<u8>(at, load<u8>(at) | (1 << ((byte >> 4) as u8)));
  }
  return v128.load(table);
}

const table = memory.data(16, 16);

/** The bit of each high half; none for what is no ASCII. */
const highBits = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);

/** Of each of 16 bytes the bits that both of its halves have. */
export function bitsOf(lows: v128, highs: v128, bytes: v128): v128 {
  const low = i8x16.swizzle(lows, v128.and(bytes, i8x16.splat(15)));
  return v128.and(low, i8x16.swizzle(highs, i8x16.shr_u(bytes, 4)));
}

/** A bit for each of 16 bytes that is not 0. */
export function anyOf(bytes: v128): i32 {
  return i8x16.bitmask(i8x16.ne(bytes, i8x16.splat(0)));
}

/** Where the first byte from a place on stands that is not in the set. What is behind the end is looked at, and not told. */
export function behindAll(signs: v128, from: usize, stop: usize): usize {
  for (let at = from; at < stop; at += 16) {
    const others = anyOf(bitsOf(signs, highBits, v128.load(at))) ^ 0xffff;
    if (others !== 0) return min(stop, at + ctz(others));
  }
  return stop;
}

/** Where the first byte from a place on stands that is in the set. */
export function firstOf(signs: v128, from: usize, stop: usize): usize {
  for (let at = from; at < stop; at += 16) {
    const found = anyOf(bitsOf(signs, highBits, v128.load(at)));
    if (found !== 0) return min(stop, at + ctz(found));
  }
  return stop;
}
