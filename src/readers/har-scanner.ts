// The elements of `log.entries` of a HAR, found in its bytes without parsing the whole: a HAR may be larger than a
// string of V8 can be, and one broken entry must not take the others with it.
import { createGatherer } from './gatherer.ts';

export interface HarEntry {
  /** Where the entry begins, from 1. */
  readonly line: number;
  /** The text of one entry, which need not be JSON; `undefined` for one that is too long to be held. */
  readonly bytes: Buffer | undefined;
}

export interface HarScanner {
  /** The entries that end in this chunk. */
  push(chunk: Uint8Array): readonly HarEntry[];
  /** What is wrong with the file around its entries; `undefined` if nothing is. */
  end(): string | undefined;
}

export function createHarScanner(longestEntry: number): HarScanner {
  const gatherer = createGatherer(longestEntry);
  /** The latest member name of the file (depth 1) and of `log` (depth 2), with the quote behind it. */
  const names = { 1: '', 2: '' };
  let name: number[] = [];
  /** How many brackets are open; the elements of the list of entries are at depth 3. */
  let depth = 0;
  let line = 1;
  let size = 0;
  let isInString = false;
  let isEscaped = false;
  let isInEntries = false;
  let hasEntries = false;
  /** Where the current entry begins; 0 between entries. */
  let entryLine = 0;
  let isComplete = false;
  /** Where something follows the end of the HAR; 0 if nothing does. */
  let surplusLine = 0;

  return {
    push(chunk) {
      const found: HarEntry[] = [];
      let start = 0;
      const finish = (end: number): void => {
        gatherer.add(chunk.subarray(start, end));
        found.push({ line: entryLine, bytes: gatherer.take() });
        entryLine = 0;
      };
      size += chunk.length;
      for (let at = 0; at < chunk.length; at++) {
        if (isInString) {
          const end = isEscaped ? at : endOfPlain(chunk, at);
          if (depth < 3) for (const byte of chunk.subarray(at, end)) if (name.length < longestName) name.push(byte);
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
          surplusLine ||= line;
          break;
        }
        if (isInEntries && entryLine === 0 && byte !== comma && byte !== closeBracket) {
          entryLine = line;
          start = at;
        }
        if (byte === quote) {
          isInString = true;
          if (depth < 3) name = [];
        } else if (byte === colon) {
          if (depth === 1 || depth === 2) names[depth] = Buffer.from(name).toString('utf8');
        } else if (byte === openBrace || byte === openBracket) {
          depth++;
          if (depth === 3 && byte === openBracket && names[1] === 'log' && names[2] === 'entries') {
            isInEntries = true;
            hasEntries = true;
          }
        } else if (byte === closeBrace || byte === closeBracket) {
          depth--;
          if (isInEntries && depth === 2) {
            if (entryLine > 0) finish(at);
            isInEntries = false;
          }
          isComplete = depth <= 0;
        } else if (byte === comma && isInEntries && depth === 3 && entryLine > 0) {
          finish(at);
        }
      }
      if (entryLine > 0) gatherer.add(chunk.subarray(start));
      return found;
    },
    end() {
      if (surplusLine > 0) return `more text follows the end of the HAR, in line ${surplusLine}`;
      if (isComplete) return hasEntries ? undefined : 'there is no list `log.entries`';
      const place = entryLine > 0 ? ` within the entry that begins in line ${entryLine}` : '';
      return `the HAR breaks off after ${size} bytes, in line ${line}${place}`;
    },
  };
}

/** Longer than `entries`, and no more than needed: a comment may be of any length. */
const longestName = 16;

const [tab, lineFeed, carriageReturn, space] = [0x09, 0x0a, 0x0d, 0x20];
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The position of the first quote or backslash. Nearly all bytes of a HAR are passed here. */
function endOfPlain(chunk: Uint8Array, from: number): number {
  let at = from;
  while (at < chunk.length && chunk[at] !== quote && chunk[at] !== backslash) at++;
  return at;
}
