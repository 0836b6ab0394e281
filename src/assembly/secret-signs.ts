// Whether a text may hold a secret, by two or three characters that each sign of src/secret-signs.ts holds: 16 places at
// once. It may see too much, and never too little.
import { anyOf, bitsOf } from './signs';

/** Whether a text of ASCII may hold one of the signs. */
export function mayHoldSign(from: usize, stop: usize): bool {
  for (let at = from; at < stop; at += 16) {
    const first = v128.or(signsWith(0, at - 2), ofTwoCharacters);
    const found = anyOf(v128.and(first, v128.and(signsWith(32, at - 1), signsWith(64, at))));
    if (found !== 0 && at + ctz(found) < stop) return true;
  }
  return false;
}

/** The signs that each of 16 bytes may be a character of: the first, the second or the last. */
function signsWith(offset: usize, at: usize): v128 {
  return bitsOf(v128.load(tables + offset), v128.load(tables + offset, 16), v128.load(at));
}

/** For the first, the second and the last character of the signs: 16 low halves of a byte, and 16 high ones. */
const tables = memory.data(96, 16);

/** The first two signs have no first character. Before `%` and `\` they are not looked for: no value that is kept has these. */
const ofTwoCharacters = i8x16.splat(0x03);
add(0, '', 'k', '_');
add(1, '', 'u', '_'); // lu_
add(2, '2m', 't', 'f');
add(3, 's', 'e', 'c'); // secret, whsec
add(4, 't', 'u', 'p'); // setup
add(5, 'bB', 'eEaA', 'aAsS'); // Bearer, Basic

function add(sign: u8, first: string, second: string, last: string): void {
  addTo(tables, sign, first);
  addTo(tables + 32, sign, second);
  addTo(tables + 64, sign, last);
}

function addTo(table: usize, sign: u8, characters: string): void {
  const bit: u8 = 1 << sign;
  for (let index = 0; index < characters.length; index++) {
    const byte = characters.charCodeAt(index);
    const low = table + (byte & 15);
    const high = table + 16 + (byte >> 4);
    store<u8>(low, load<u8>(low) | bit);
    store<u8>(high, load<u8>(high) | bit);
  }
}
