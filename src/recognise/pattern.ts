// Texts of which some parts are open, and what may stand in these.

/** What an open part is. Nothing that a rule asks for depends on which of its texts stands there. */
export type OpenKind = 'ignored' | 'ignoredNumber' | 'key' | 'id' | 'account' | 'url' | 'time' | 'link';

export interface Open {
  readonly kind: OpenKind;
}

/** Literal texts and open parts in turn. */
export type Pattern = readonly (string | Open)[];

/**
 * What each kind takes, as the source of a regular expression: never a quote, a backslash, a comma or a brace where these
 * end a value of JSON, so that what follows an open part ends it; without escapes, so that its spelling is its value.
 */
const shapes: { readonly [Kind in OpenKind]: string } = {
  /** Text that no rule looks at, in UTF-8 too. */
  ignored: String.raw`[ !#-\[\]-~\x80-\xff]{0,2000}`,
  ignoredNumber: String.raw`-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?`,
  /** An Idempotency-Key, the id of a request: compared with others, whatever they are. */
  key: '([\\w.:/+=-]{1,500})',
  id: '([\\w.:/+=-]{1,500})',
  account: '(acct_[A-Za-z0-9_]{1,100})',
  /** Of a public host by https: with a live key too. */
  url: String.raw`(https://(?!localhost|127\.)[A-Za-z0-9][\w.-]{0,250}(?:/[\w.~/-]{0,2000})?(?:\?[\w.~=&/-]{0,2000})?)`,
  /** As JavaScript writes it, so that two of them compare as texts; the 29th of February is looked at by the rules. */
  time: String.raw`(\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z)`,
  /** A link behind its host and the first slash. */
  link: String.raw`([\w.~/-]{1,2000})`,
};

/** Whether texts of the kind are told apart, and handed to whoever finds them. */
export function isKept(kind: OpenKind): boolean {
  return shapes[kind].startsWith('(') && !shapes[kind].startsWith('(?');
}

/** Whether a text may stand for an open part of the kind. */
export function fits(kind: OpenKind, text: string): boolean {
  return new RegExp(`^(?:${shapes[kind]})$`).test(text);
}

/** What finds the pattern at a place of a text. */
export function sticky(pattern: Pattern): RegExp {
  const source = pattern.map(part => (typeof part === 'string' ? escaped(part) : shapes[part.kind])).join('');
  return new RegExp(source, 'y');
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
