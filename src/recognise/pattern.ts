import type { OpenKind } from './shapes.ts';

/** A part of a text in which other texts may stand. */
export interface Open {
  readonly kind: OpenKind;
}

/** A text of which some parts are open: literal texts, as Latin-1, and open parts in turn. */
export type Pattern = readonly (string | Open)[];
