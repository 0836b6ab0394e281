// Goes over a block of whole lines, 16 bytes at a time, and stops at each line that is to be read: it says what
// `siftPlainly` of src/readers/sift-lines.ts says. What is looked for stands within a line, so that bytes around the block,
// which may be looked at, are never part of it.

/** A line that is to be read, or what is behind the last. */
@unmanaged
class Found {
  /** How many lines were passed over before it. */
  passed: i32;
  start: i32;
  /** Where its line feed stands. */
  stop: i32;
}
export const found: usize = memory.data(12, 4);

/** The block. */
let block: usize = 0;
let end: usize = 0;
/** The 16 bytes that are looked at, and a bit for each sign in them that is still to be seen. */
let at: usize = 0;
let signs: i32 = 0;
/** The line that is looked at, whether it may be of our endpoint, and how many were passed over before it. */
let start: usize = 0;
let isHit: bool = false;
let passed = 0;

/** Begins with a block of whole lines. */
export function begin(from: usize, size: usize): void {
  block = from;
  end = block + size;
  at = block - 16;
  signs = 0;
  start = block;
  isHit = false;
  passed = 0;
}

/** On to the next line that is to be read; false behind the last. */
export function next(): bool {
  while (true) {
    if (signs === 0) {
      at = nextSigns(at + 16);
      if (at >= end) {
        changetype<Found>(found).passed = passed;
        return false;
      }
    }
    const sign = at + ctz(signs);
    signs &= signs - 1;
    if (load<u8>(sign) === 0x0a) {
      if (endsRead(sign)) return true;
    } else if (!isHit) isHit = isHitAt(sign);
  }
}

/** On to 16 bytes with a line feed, `%`, `\u` or `_....s`. */
function nextSigns(from: usize): usize {
  const lineFeed = v128.load(sixteens);
  const percent = v128.load(sixteens, 16);
  const backslash = v128.load(sixteens, 32);
  const u = v128.load(sixteens, 48);
  const low = v128.load(sixteens, 64);
  const s = v128.load(sixteens, 80);
  for (let place = from; place < end; place += 16) {
    const bytes = v128.load(place);
    const alone = v128.or(i8x16.eq(bytes, lineFeed), i8x16.eq(bytes, percent));
    const escaped = v128.and(i8x16.eq(bytes, backslash), i8x16.eq(v128.load(place, 1), u));
    const plain = v128.and(i8x16.eq(bytes, low), i8x16.eq(v128.load(place, 5), s));
    const any = v128.or(alone, v128.or(escaped, plain));
    if (!v128.any_true(any)) continue;
    signs = i8x16.bitmask(any);
    // What is behind the end is of another block.
    if (place + 16 > end) signs &= (1 << ((end - place) as i32)) - 1;
    if (signs !== 0) return place;
  }
  return end;
}

/** Sixteen of each byte that is looked for. Loaded from here: constants would be made anew for each 16 bytes. */
const sixteens = memory.data(96, 16);
memory.fill(sixteens, 0x0a, 16); // a line feed
memory.fill(sixteens + 16, 0x25, 16); // %
memory.fill(sixteens + 32, 0x5c, 16); // \
memory.fill(sixteens + 48, 0x75, 16); // u
memory.fill(sixteens + 64, 0x5f, 16); // _
memory.fill(sixteens + 80, 0x73, 16); // s

/** Ends the line that is looked at; whether it is to be read. */
function endsRead(stop: usize): bool {
  const isRead = isHit || !isBraced(stop);
  if (isRead) {
    const line = changetype<Found>(found);
    line.passed = passed;
    line.start = (start - block) as i32;
    line.stop = (stop - block) as i32;
    passed = 0;
  } else passed++;
  start = stop + 1;
  isHit = false;
  return isRead;
}

/** Whether the line that is looked at begins with `{` and ends, behind white space, with `}`. */
function isBraced(stop: usize): bool {
  if (start === stop || load<u8>(start) !== 0x7b) return false;
  // The brace that opens ends this at the latest.
  let last = stop - 1;
  while (load<u8>(last) <= 0x20) last--;
  return load<u8>(last) === 0x7d;
}

/** Whether `account_links` stands around its `_`, spelled plainly, or a character of it from here, spelled otherwise. */
function isHitAt(sign: usize): bool {
  const byte = load<u8>(sign);
  if (byte === 0x5f) return isPlain(sign); // _
  if (byte === 0x25) return isPercentHit(sign); // %
  // \u, and 00 behind it
  if (load<u16>(sign, 2) !== 0x3030) return false;
  const first = load<u8>(sign, 4);
  const second = load<u8>(sign, 5);
  if (first === 0x36 || first === 0x37) return true; // 6. and 7.
  return (first === 0x35 && digit(second) === 0xf) || (first === 0x32 && second === 0x35); // 5f and 25
}

function isPercentHit(sign: usize): bool {
  const first = load<u8>(sign, 1);
  const second = load<u8>(sign, 2);
  if (first === 0x5c) return second === 0x75; // %\u
  if (first < 0x35 || first > 0x37) return false;
  if (second === 0x5c) return true; // %6\
  // Of the second digit a bit: 5f, or one of 61 63 69 6b 6c 6e 6f, or one of 73 74 75.
  const seconds = first === 0x35 ? 0x8000 : first === 0x36 ? 0xda0a : 0x0038;
  return ((seconds >> digit(second)) & 1) !== 0;
}

/** Whether `account` stands before the place and `_links` at it, and all of that neither behind `_` nor behind `v1/`. */
function isPlain(sign: usize): bool {
  if (load<u64>(sign - 7) !== 0x5f746e756f636361) return false; // account_
  if (load<u32>(sign, 2) !== 0x736b6e69 || load<u8>(sign, 1) !== 0x6c) return false; // l inks
  const before = load<u32>(sign - 11);
  return before >> 24 !== 0x5f && before >> 8 !== 0x2f3176 && before !== 0x2f5c3176; // _ v1/ v1\/
}

/** The value of a hexadecimal digit; 16 for any other byte. */
function digit(byte: u8): i32 {
  const value = (byte as i32) - 0x30;
  if ((value as u32) <= 9) return value;
  const letter = ((byte as i32) | 0x20) - 0x61;
  return (letter as u32) <= 5 ? letter + 10 : 16;
}
