/** What an open part is: nothing that a rule asks for depends on which of its texts stands there. */
export type OpenKind = (typeof openKinds)[number];

/** As `Kind` of src/assembly/shapes.ts counts them, from 1. */
export const openKinds = ['ignored', 'ignoredNumber', 'key', 'id', 'account', 'url', 'time', 'link'] as const;

/**
 * What may stand in an open part, in Latin-1. Never a quote, a backslash, a comma or a brace where these end a value of
 * JSON, so that what follows an open part ends it; without escapes, so that its spelling is its value.
 */
export const shapes: { readonly [Kind in OpenKind]: RegExp } = {
  /** Text that no rule looks at, in UTF-8 too. */
  ignored: /^[ !#-[\]-~\x80-\xff]{0,2000}$/,
  ignoredNumber: /^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/,
  /** An Idempotency-Key, the id of a request: compared with others, whatever they are. */
  key: /^[\w.:/+=-]{1,500}$/,
  id: /^[\w.:/+=-]{1,500}$/,
  account: /^acct_\w{1,100}$/,
  /** Of a public host by https: with a live key too. */
  url: /^https:\/\/(?!localhost|127\.)[a-z\d][\w.-]{0,250}(?:\/[\w.~/-]{0,2000})?(?:\?[\w.~=&/-]{0,2000})?$/i,
  /** As JavaScript writes it, so that two of them compare as texts; the 29th of February is looked at by the rules. */
  time: /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
  /** A link behind its host and the first slash. */
  link: /^[\w.~/-]{1,2000}$/,
};

/** Whether texts of the kind are told apart, and handed to whoever finds them. */
export function isKept(kind: OpenKind): boolean {
  return kind !== 'ignored' && kind !== 'ignoredNumber';
}
