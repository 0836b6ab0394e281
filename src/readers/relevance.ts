// Which records can be of our endpoint, by their bytes alone. The last segment of its path is looked for in every
// spelling that JSON and URLs allow; what holds none of them is another endpoint's, whatever else it is. A record that
// holds one is parsed, and its URL decides.

/** Finds the first place, at or behind `from`, of what makes a record relevant; -1 where there is none. */
export type Finder = (from: number) => number;

/**
 * Looks through a block of bytes. Each needle is searched once over the whole block and its next place kept: a search
 * for each line would cost more than the lines.
 */
export function createFinder(block: Buffer): Finder {
  const next = needles.map(() => unknown);
  return from => {
    let first = -1;
    for (let index = 0; index < needles.length; index++) {
      let at = next[index] ?? -1;
      if (at !== -1 && at < from) {
        at = nextHit(block, from, needles[index]);
        next[index] = at;
      }
      if (at !== -1 && (first === -1 || at < first)) first = at;
    }
    return first;
  };
}

/** Before every position: where the first hit is has not been looked for. */
const unknown = -2;

function nextHit(block: Buffer, from: number, needle: Needle | undefined): number {
  if (needle === undefined) return -1;
  let at = block.indexOf(needle.bytes, from);
  while (at !== -1 && !needle.isHit(block, at)) at = block.indexOf(needle.bytes, at + 1);
  return at;
}

/** Whether a record can be of our endpoint. */
export function isRelevant(bytes: Buffer): boolean {
  return createFinder(bytes)(0) !== -1;
}

interface Needle {
  readonly bytes: Buffer;
  readonly isHit: (block: Buffer, at: number) => boolean;
}

// Node looks for the first byte of a needle: `_` is rarer in JSON than `a`.
const plain: Needle = { bytes: Buffer.from('_links'), isHit: isLastSegment };

/**
 * Every character of `account_links` is U+005F to U+0075, so that any escaped one is written `\u005f`, `\u006.` or
 * `\u007.`; and an escaped percent sign (`\u0025`) may begin what is percent-encoded. The usual escapes of HTML-safe and
 * ASCII-only JSON (`\u0026`, `\u003c`, `\u00e9`) are none of these. A backslash is in every body: what follows is not.
 */
const escaped: Needle = {
  bytes: Buffer.from('u00'),
  isHit: (block, at) => {
    if (block[at - 1] !== backslash) return false;
    const [first, second] = [block[at + 3], block[at + 4]];
    if (first === 0x36 || first === 0x37) return true;
    return (first === 0x35 && isOneOf(second, 'fF')) || (first === 0x32 && second === 0x35);
  },
};

/**
 * The percent-encoded characters of `account_links`; `%5B`, `%2F` and the like of forms are none. What stands behind the
 * percent sign may be escaped itself.
 */
const encoded: Needle = {
  bytes: Buffer.from('%'),
  isHit: (block, at) => {
    const [first, second] = [block[at + 1], block[at + 2]];
    if (first === backslash) return second === 0x75;
    if (first === 0x35) return isOneOf(second, 'fF\\');
    if (first === 0x36) return isOneOf(second, '139bcefBCEF\\');
    return first === 0x37 && isOneOf(second, '345\\');
  },
};

const backslash = 0x5c;

const needles: readonly Needle[] = [plain, escaped, encoded];

const account = Buffer.from('account');

/**
 * What stands before the last segment of our path is a slash, and before that the `e` of `core`: in no spelling do they
 * end in `_`, as before the name in an error code, or in `v1/`, as before the endpoint of v1.
 */
const otherwise = ['_', 'v1/', 'v1\\/'].map(text => Buffer.from(text));

function isLastSegment(block: Buffer, at: number): boolean {
  const start = at - account.length;
  return endsWith(block, at, account) && !otherwise.some(bytes => endsWith(block, start, bytes));
}

/** Whether the bytes stand right before a place. */
function endsWith(block: Buffer, stop: number, bytes: Buffer): boolean {
  const start = stop - bytes.length;
  if (start < 0) return false;
  for (let index = 0; index < bytes.length; index++) if (block[start + index] !== bytes[index]) return false;
  return true;
}

function isOneOf(byte: number | undefined, signs: string): boolean {
  return byte !== undefined && signs.includes(String.fromCharCode(byte));
}

/** What is not parsed must at least begin and end like an object. */
export function isBraced(block: Buffer, start: number, stop: number): boolean {
  let end = stop - 1;
  while (end > start && (block[end] ?? 0) <= 0x20) end--;
  return block[start] === openBrace && block[end] === closeBrace;
}

const [openBrace, closeBrace] = [0x7b, 0x7d];
