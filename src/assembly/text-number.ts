// The numbers of src/rules/text-number.ts, of 52 bits, for texts that are part of a record.

/** The number of a text of ASCII; 0 of none. */
export function textNumber(from: usize, stop: usize): u64 {
  if (from === stop) return 0;
  let high: u32 = 0xdeadbeef;
  let low: u32 = 0x41c6ce57;
  let at = from;
  for (; at + 4 <= stop; at += 4) {
    const four = load<u32>(at);
    high = nextHigh(high, four);
    low = nextLow(low, four);
  }
  for (; at < stop; at++) {
    const byte = load<u8>(at);
    high = nextHigh(high, byte);
    low = nextLow(low, byte);
  }
  return finished(high, low ^ ((stop - from) as u32));
}

/** One number for two; their order counts. */
export function mixed(a: u64, b: u64): u64 {
  const high = ((upper(a) ^ 0x9e3779b9) * prime) ^ ((upper(b) ^ (a as u32)) * otherPrime);
  const low = (((a as u32) ^ 0x85ebca6b) * thirdPrime) ^ ((b as u32) * lastPrime);
  return finished(high, low);
}

/** Exact, so that the order of many does not matter. */
export function sumOf(a: u64, b: u64): u64 {
  return (a + b) & 0xfffffffffffff;
}

const prime: u32 = 2654435761;
const otherPrime: u32 = 1597334677;
const thirdPrime: u32 = 2246822507;
const lastPrime: u32 = 3266489909;

function upper(number: u64): u32 {
  return (number >> 32) as u32;
}

function nextHigh(high: u32, bits: u32): u32 {
  return rotl<u32>(high ^ bits, 13) * prime;
}

function nextLow(low: u32, bits: u32): u32 {
  return rotl<u32>(low ^ bits, 19) * otherPrime;
}

function finished(high: u32, low: u32): u64 {
  const first = ((high ^ (high >>> 16)) * thirdPrime) ^ ((low ^ (low >>> 13)) * lastPrime);
  const second = ((low ^ (low >>> 16)) * thirdPrime) ^ ((first ^ (first >>> 13)) * lastPrime);
  const number = (((second & 0xfffff) as u64) << 32) | first;
  return number === 0 ? 1 : number;
}
