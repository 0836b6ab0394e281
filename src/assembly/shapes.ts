// What may stand in an open part. Never a quote, a backslash, a comma or a brace where these end a value of JSON, so that
// what follows an open part ends it; without escapes, so that its spelling is its value.
import { behindAll, firstOf, signsThat } from './signs';

/** What an open part is, as the list `openKinds` of src/recognise/shapes.ts counts from 1. */
export enum Kind {
  none,
  /** Text that no rule looks at, in UTF-8 too. */
  ignored,
  ignoredNumber,
  /** From here on texts are told apart, and kept. An Idempotency-Key: compared with others, whatever it is. */
  key,
  /** The id of a request. */
  id,
  account,
  url,
  time,
  /** A link behind its host and the first slash. */
  link,
}

/** Where a text of a kind ends that begins at a place, as far as it goes on; 0 where none does. */
export function shapeEnd(kind: Kind, from: usize, stop: usize): usize {
  switch (kind) {
    case Kind.ignored:
      return within(from, firstOf(ends, from, stop), 0, 2000);
    case Kind.ignoredNumber:
      return numberEnd(from, stop);
    case Kind.key:
    case Kind.id:
      return run(inKey, from, stop, 1, 500);
    case Kind.account:
      return accountEnd(from, stop);
    case Kind.url:
      return urlEnd(from, stop);
    case Kind.time:
      return timeEnd(from, stop);
    case Kind.link:
      return run(inPath, from, stop, 1, 2000);
    default:
      return from;
  }
}

function isDigit(byte: i32): bool {
  return ((byte - 0x30) as u32) < 10;
}

function isAlphanumeric(byte: i32): bool {
  return isDigit(byte) || (((byte | 0x20) - 0x61) as u32) < 26;
}

function isInName(byte: i32): bool {
  return isAlphanumeric(byte) || byte === 0x5f; // _
}

function isInHost(byte: i32): bool {
  return isInName(byte) || byte === 0x2d || byte === 0x2e; // - .
}

function isInPath(byte: i32): bool {
  return isInHost(byte) || byte === 0x7e || byte === 0x2f; // ~ /
}

function isInQuery(byte: i32): bool {
  return isInPath(byte) || byte === 0x3d || byte === 0x26; // = &
}

function isInKey(byte: i32): bool {
  return isInHost(byte) || byte === 0x3a || byte === 0x2f || byte === 0x2b || byte === 0x3d; // : / + =
}

/** Control signs, a quote, a backslash. */
function endsText(byte: i32): bool {
  return byte < 0x20 || byte === 0x22 || byte === 0x5c || byte === 0x7f;
}

const inName = signsThat(isInName);
const inHost = signsThat(isInHost);
const inPath = signsThat(isInPath);
const inQuery = signsThat(isInQuery);
const inKey = signsThat(isInKey);
const ends = signsThat(endsText);

/** The end of a text that is neither shorter nor longer than this; else 0. */
function within(from: usize, end: usize, fewest: usize, most: usize): usize {
  return end - from < fewest || end - from > most ? 0 : end;
}

function run(signs: v128, from: usize, stop: usize, fewest: usize, most: usize): usize {
  return within(from, behindAll(signs, from, stop), fewest, most);
}

function digitsEnd(from: usize, stop: usize, most: usize): usize {
  let at = from;
  while (at < stop && isDigit(load<u8>(at))) at++;
  return within(from, at, 1, most);
}

function byteAt(at: usize, stop: usize): i32 {
  return at < stop ? load<u8>(at) : -1;
}

function accountEnd(from: usize, stop: usize): usize {
  if (from + 5 > stop || load<u32>(from) !== 0x74636361 || load<u8>(from, 4) !== 0x5f) return 0; // acct _
  return run(inName, from + 5, stop, 1, 100);
}

/** Of a public host by https: with a live key too. */
function urlEnd(from: usize, stop: usize): usize {
  const host = from + 8;
  if (host >= stop || load<u64>(from) !== 0x2f2f3a7370747468) return 0; // https://
  if (!isAlphanumeric(load<u8>(host)) || isOfThisMachine(host, stop)) return 0;
  let at = run(inHost, host, stop, 1, 251);
  if (at !== 0 && byteAt(at, stop) === 0x2f) at = run(inPath, at + 1, stop, 0, 2000); // /
  if (at !== 0 && byteAt(at, stop) === 0x3f) at = run(inQuery, at + 1, stop, 0, 2000); // ?
  return at;
}

/** Whether a host begins with `localhost`, in upper or lower case, or with `127.`. */
function isOfThisMachine(host: usize, stop: usize): bool {
  if (host + 4 <= stop && load<u32>(host) === 0x2e373231) return true; // 127.
  const lower = load<u64>(host) | 0x2020202020202020;
  return host + 9 <= stop && lower === 0x736f686c61636f6c && (load<u8>(host, 8) | 0x20) === 0x74; // localhos t
}

function numberEnd(from: usize, stop: usize): usize {
  const first = byteAt(from, stop) === 0x2d ? from + 1 : from; // -
  let at = byteAt(first, stop) === 0x30 ? first + 1 : digitsEnd(first, stop, 21); // 0
  if (at !== 0 && byteAt(at, stop) === 0x2e) at = digitsEnd(at + 1, stop, 20); // .
  if (at !== 0 && (byteAt(at, stop) | 0x20) === 0x65) {
    const sign = byteAt(at + 1, stop);
    at = digitsEnd(sign === 0x2b || sign === 0x2d ? at + 2 : at + 1, stop, 3); // e, with + or -
  }
  return at;
}

/** As JavaScript writes it, so that two of them compare as texts; the 29th of February is looked at by the rules. */
function timeEnd(from: usize, stop: usize): usize {
  if (from + 24 > stop) return 0;
  if (load<u8>(from, 4) !== 0x2d || load<u8>(from, 7) !== 0x2d || load<u8>(from, 10) !== 0x54) return 0; // - - T
  if (load<u8>(from, 13) !== 0x3a || load<u8>(from, 16) !== 0x3a || load<u8>(from, 19) !== 0x2e) return 0; // : : .
  if (load<u8>(from, 23) !== 0x5a) return 0; // Z
  const month = pair(from + 5);
  if (pair(from) > 99 || pair(from + 2) > 99 || month > 12) return 0;
  const day = pair(from + 8);
  const isDay = day >= 1 && day <= (load<u8>(daysOf + month) as u32);
  const isHour = pair(from + 11) <= 23 && pair(from + 14) <= 59 && pair(from + 17) <= 59;
  const isFraction = pair(from + 20) <= 99 && isDigit(load<u8>(from, 22));
  return isDay && isHour && isFraction ? from + 24 : 0;
}

const daysOf = memory.data<u8>([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

/** The number that two digits make; more than any of them where they are none. */
function pair(at: usize): u32 {
  const tens = load<u8>(at);
  const ones = load<u8>(at, 1);
  return isDigit(tens) && isDigit(ones) ? ((tens - 0x30) as u32) * 10 + ((ones - 0x30) as u32) : 1000;
}
