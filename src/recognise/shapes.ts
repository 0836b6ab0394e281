// What may stand in an open part, looked at byte by byte: regular expressions want strings, and have to be compiled.

/** What an open part is. Nothing that a rule asks for depends on which of its texts stands there. */
export type OpenKind = 'ignored' | 'ignoredNumber' | 'key' | 'id' | 'account' | 'url' | 'time' | 'link';

/** Where a text ends that begins at a place, as far as it goes on; -1 where none of the kind does. */
export type Shape = (bytes: Uint8Array, from: number, stop: number) => number;

/**
 * Never a quote, a backslash, a comma or a brace where these end a value of JSON, so that what follows an open part ends
 * it; without escapes, so that its spelling is its value.
 */
export const shapes: { readonly [Kind in OpenKind]: Shape } = {
  /** Text that no rule looks at, in UTF-8 too. */
  ignored: (bytes, from, stop) => run(bytes, from, stop, isPlain, 0, 2000),
  ignoredNumber: numberEnd,
  /** An Idempotency-Key, the id of a request: compared with others, whatever they are. */
  key: (bytes, from, stop) => run(bytes, from, stop, isInKey, 1, 500),
  id: (bytes, from, stop) => run(bytes, from, stop, isInKey, 1, 500),
  account: (bytes, from, stop) => run(bytes, behind(bytes, from, stop, accountLead), stop, isInName, 1, 100),
  url: urlEnd,
  time: timeEnd,
  /** A link behind its host and the first slash. */
  link: (bytes, from, stop) => run(bytes, from, stop, isInPath, 1, 2000),
};

/** Whether texts of the kind are told apart, and handed to whoever finds them. */
export function isKept(kind: OpenKind): boolean {
  return kind !== 'ignored' && kind !== 'ignoredNumber';
}

/** Whether a text, as Latin-1, may stand for an open part of the kind. */
export function fits(kind: OpenKind, text: string): boolean {
  const bytes = Buffer.from(text, 'latin1');
  return shapes[kind](bytes, 0, bytes.length) === bytes.length;
}

type Signs = Uint8Array;

/** A table of the bytes that a pattern of one character takes. */
function signs(pattern: RegExp): Signs {
  return Uint8Array.from({ length: 256 }, (_, byte) => (pattern.test(String.fromCharCode(byte)) ? 1 : 0));
}

const isPlain = signs(/[ !#-[\]-~\x80-\xff]/);
const isInKey = signs(/[\w.:/+=-]/);
const isInName = signs(/\w/);
const isAlphanumeric = signs(/[A-Za-z0-9]/);
const isInHost = signs(/[\w.-]/);
const isInPath = signs(/[\w.~/-]/);
const isInQuery = signs(/[\w.~=&/-]/);
const isDigit = signs(/\d/);
const isSign = signs(/[+-]/);

/** Where so many of the signs end; -1 where there are fewer or more, or `from` is -1. */
function run(bytes: Uint8Array, from: number, stop: number, signs: Signs, fewest: number, most: number): number {
  if (from < 0) return -1;
  let at = from;
  while (at < stop && signs[bytes[at] ?? 0] === 1) at++;
  return at - from < fewest || at - from > most ? -1 : at;
}

/** Where a literal text ends that stands at a place; -1 where it does not. */
function behind(bytes: Uint8Array, from: number, stop: number, literal: Uint8Array): number {
  const { length } = literal;
  if (from + length > stop) return -1;
  for (let index = 0; index < length; index++) if (bytes[from + index] !== literal[index]) return -1;
  return from + length;
}

/** Whether a host begins so, in upper or lower case. */
function beginsAs(bytes: Uint8Array, from: number, stop: number, lower: Uint8Array): boolean {
  if (from + lower.length > stop) return false;
  for (let index = 0; index < lower.length; index++) {
    if (((bytes[from + index] ?? 0) | 0x20) !== lower[index]) return false;
  }
  return true;
}

const [accountLead, https, localhost, loopback] = ['acct_', 'https://', 'localhost', '127.'].map(text =>
  Buffer.from(text),
) as [Buffer, Buffer, Buffer, Buffer]; // one for each
const [slash, mark, point, minus, dash, colon] = [0x2f, 0x3f, 0x2e, 0x2d, 0x2d, 0x3a];
const [zero, lowerE, upperE, letterT, letterZ] = [0x30, 0x65, 0x45, 0x54, 0x5a];

/** Of a public host by https: with a live key too. */
function urlEnd(bytes: Uint8Array, from: number, stop: number): number {
  const host = behind(bytes, from, stop, https);
  if (host < 0 || host === stop || isAlphanumeric[bytes[host] ?? 0] === 0) return -1;
  if (beginsAs(bytes, host, stop, localhost) || beginsAs(bytes, host, stop, loopback)) return -1;
  let at = run(bytes, host, stop, isInHost, 1, 251);
  if (at >= 0 && at < stop && bytes[at] === slash) at = run(bytes, at + 1, stop, isInPath, 0, 2000);
  if (at >= 0 && at < stop && bytes[at] === mark) at = run(bytes, at + 1, stop, isInQuery, 0, 2000);
  return at;
}

function numberEnd(bytes: Uint8Array, from: number, stop: number): number {
  const first = bytes[from] === minus ? from + 1 : from;
  let at = first < stop && bytes[first] === zero ? first + 1 : run(bytes, first, stop, isDigit, 1, 21);
  if (at >= 0 && at < stop && bytes[at] === point) at = run(bytes, at + 1, stop, isDigit, 1, 20);
  if (at >= 0 && at < stop && (bytes[at] === lowerE || bytes[at] === upperE)) {
    const digits = isSign[bytes[at + 1] ?? 0] === 1 ? at + 2 : at + 1;
    at = run(bytes, digits, stop, isDigit, 1, 3);
  }
  return at;
}

/** As JavaScript writes it, so that two of them compare as texts; the 29th of February is looked at by the rules. */
function timeEnd(bytes: Uint8Array, from: number, stop: number): number {
  if (from + 24 > stop) return -1;
  if (bytes[from + 4] !== dash || bytes[from + 7] !== dash || bytes[from + 10] !== letterT) return -1;
  if (bytes[from + 13] !== colon || bytes[from + 16] !== colon || bytes[from + 19] !== point) return -1;
  if (bytes[from + 23] !== letterZ) return -1;
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2);
  const [month, day] = [pair(bytes, from + 5), pair(bytes, from + 8)];
  const isDay = day >= 1 && day <= (daysOf[month] ?? 0);
  const isHour = pair(bytes, from + 11) <= 23 && pair(bytes, from + 14) <= 59 && pair(bytes, from + 17) <= 59;
  const isFraction = pair(bytes, from + 20) < 100 && isDigit[bytes[from + 22] ?? 0] === 1;
  return year >= 0 && isDay && isHour && isFraction ? from + 24 : -1;
}

const daysOf = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The number that two digits make; NaN where they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const [tens = 0, ones = 0] = [bytes[at], bytes[at + 1]];
  return isDigit[tens] === 1 && isDigit[ones] === 1 ? (tens - zero) * 10 + ones - zero : Number.NaN;
}
