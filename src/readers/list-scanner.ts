// The elements of one list of a JSON text, found in its bytes without parsing the whole: a HAR may be larger than a
// string of V8 can be, and one broken entry must not take the others with it.
import { createGatherer, toBuffer } from './gatherer.ts';

export interface Entry {
  /** Where the entry begins, from 1. */
  readonly line: number;
  /** The same in bytes of the unpacked text, from 0. */
  readonly offset: number;
  /** What holds the text of the entry, which need not be valid; `undefined` for one that is too long to be held. */
  readonly block: Buffer | undefined;
  /** Where in the block it begins, and ends: entries of one chunk share it. */
  readonly start: number;
  readonly stop: number;
}

/** An entry of a block of its own. */
export function entryOf(place: Pick<Entry, 'line' | 'offset'>, block: Buffer | undefined): Entry {
  return { line: place.line, offset: place.offset, block, start: 0, stop: block?.length ?? 0 };
}

export interface EntryScanner {
  /** The entries that end in this chunk, found as they are taken: all of them, and before the next chunk. */
  push(chunk: Uint8Array): Iterable<Entry>;
  /** What is wrong with the file around its entries; `undefined` if nothing is. */
  end(): EntryFault | undefined;
  /** The entry behind which only the end of the file shows that it is over. */
  last?(): Entry | undefined;
}

export interface EntryFault {
  readonly reason: string;
  readonly line: number;
  readonly offset: number;
}

/**
 * @param path - The names of the members that lead to the list; none for a text that is a list itself; `values` for a
 *   text of values one after the other.
 * @param what - What the file is called in a message.
 */
export function createListScanner(path: readonly string[] | 'values', longest: number, what: string): EntryScanner {
  const gatherer = createGatherer(longest);
  const isValues = path === 'values';
  const wanted = isValues ? [] : path;
  /** How many brackets are open around an entry. */
  const listDepth = isValues ? 0 : wanted.length + 1;
  /** The latest member name at each depth above the list, from 1. */
  const names: string[] = [];
  let name: number[] = [];
  let depth = 0;
  let line = 1;
  let size = 0;
  let isInString = false;
  let isEscaped = false;
  let isInList = isValues;
  let hasList = isValues;
  /** Where the current entry begins; line 0 between entries. */
  let entry = { line: 0, offset: 0 };
  let isComplete = false;
  /** Whether the current entry began in an earlier chunk. */
  let isHeld = false;
  let surplus: { readonly line: number; readonly offset: number } | undefined;

  return {
    *push(chunk) {
      const base = size;
      const block = toBuffer(chunk);
      let start = 0;
      const finish = (stop: number): Entry => {
        const place = entry;
        const isWhole = !isHeld && stop - start <= longest;
        entry = { line: 0, offset: 0 };
        isHeld = false;
        if (isWhole) return { line: place.line, offset: place.offset, block, start, stop };
        gatherer.add(chunk.subarray(start, stop));
        return entryOf(place, gatherer.take());
      };
      size += chunk.length;
      /** Passes what is within an entry, up to the bracket that closes it: nothing but these signs matters there. */
      const skipEntry = (from: number): number => {
        const { length } = chunk;
        let [open, lines, at, isOpen] = [depth, line, from, false];
        for (; at < length; at++) {
          const sign = signs[chunk[at] ?? 0];
          if (sign === 0) continue;
          if (sign === aQuote) {
            // Half of the time is spent here, and a call for each string is a third of that.
            for (at++; at < length; at++) {
              const byte = chunk[at];
              if (byte === 0x22) break;
              if (byte === 0x5c) at++;
            }
            isOpen = at >= length;
            if (isOpen) break; // the string goes on in the next chunk
          } else if (sign === anOpening) open++;
          else if (sign === aLineFeed) lines++;
          else if (--open === listDepth) break;
        }
        line = lines;
        depth = at < length ? open + 1 : open;
        if (!isOpen) return at;
        isInString = true;
        isEscaped = at > length; // the escape goes on as well
        return length;
      };
      for (let at = 0; at < chunk.length; at++) {
        if (!isInString && entry.line > 0 && depth > listDepth) {
          at = skipEntry(at);
          if (at === chunk.length) break;
        }
        if (isInString) {
          const end = isEscaped ? at : endOfPlain(chunk, at);
          if (depth < listDepth) {
            for (const byte of chunk.subarray(at, end)) if (name.length < longestName) name.push(byte);
          }
          at = end;
          const isOver = !isEscaped && chunk[at] === quote;
          isEscaped = !isEscaped && chunk[at] === backslash;
          isInString = !isOver;
          continue;
        }
        const byte = chunk[at];
        if (byte === space || byte === tab || byte === carriageReturn || byte === lineFeed) {
          if (byte === lineFeed) line++;
          continue;
        }
        if (isComplete) {
          surplus ??= { line, offset: base + at };
          break;
        }
        if (isInList && entry.line === 0 && byte !== comma && (byte !== closeBracket || isValues)) {
          // A byte order mark is no part of a value.
          if (isValues && base + at < 3 && (byte === 0xef || byte === 0xbb || byte === 0xbf)) continue;
          entry = { line, offset: base + at };
          start = at;
        }
        if (byte === quote) {
          isInString = true;
          if (depth < listDepth) name = [];
        } else if (byte === colon) {
          if (depth < listDepth) names[depth] = Buffer.from(name).toString('utf8');
        } else if (byte === openBrace || byte === openBracket) {
          depth++;
          if (depth === listDepth && byte === openBracket && leadsTo(names, wanted)) {
            isInList = true;
            hasList = true;
          }
        } else if (byte === closeBrace || byte === closeBracket) {
          depth--;
          if (isValues) {
            if (depth <= 0) yield finish(at + 1);
            depth = Math.max(depth, 0);
            continue;
          }
          if (isInList && depth === listDepth - 1) {
            if (entry.line > 0) yield finish(at);
            isInList = false;
          }
          isComplete = depth <= 0;
        } else if (byte === comma && isInList && !isValues && depth === listDepth && entry.line > 0) {
          yield finish(at);
        }
      }
      if (entry.line > 0) {
        gatherer.hold(chunk.subarray(start));
        isHeld = true;
      }
    },
    end() {
      const here = { line, offset: size };
      const list = wanted.length === 0 ? 'there is no list' : `there is no list \`${wanted.join('.')}\``;
      if (surplus !== undefined) {
        return { ...surplus, reason: `more text follows the end of the ${what}, in line ${surplus.line}` };
      }
      if (isComplete) return hasList ? undefined : { ...here, line: 1, offset: 0, reason: list };
      if (isValues && entry.line === 0) return undefined;
      const place = entry.line > 0 ? ` within the entry that begins in line ${entry.line}` : '';
      const at = entry.line > 0 ? entry : here;
      return { ...at, reason: `the ${what} breaks off after ${size} bytes, in line ${line}${place}` };
    },
  };
}

function leadsTo(names: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((one, index) => names[index + 1] === one);
}

/** Longer than the names that are looked for, and no more than needed: a comment may be of any length. */
const longestName = 32;

const [tab, lineFeed, carriageReturn, space] = [0x09, 0x0a, 0x0d, 0x20];
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

const [aQuote, anOpening, aClosing, aLineFeed] = [1, 2, 3, 4];
/** What each byte means within an entry; 0 for nothing. */
const signs = new Uint8Array(256);
signs[quote] = aQuote;
for (const byte of [openBrace, openBracket]) signs[byte] = anOpening;
for (const byte of [closeBrace, closeBracket]) signs[byte] = aClosing;
signs[lineFeed] = aLineFeed;

/** The position of the first quote or backslash. Nearly all bytes of a HAR are passed here. */
function endOfPlain(chunk: Uint8Array, from: number): number {
  let at = from;
  while (at < chunk.length && chunk[at] !== quote && chunk[at] !== backslash) at++;
  return at;
}
