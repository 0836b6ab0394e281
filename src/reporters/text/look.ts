import type { Colors } from './colors.ts';

/** What the place where text is shown can do. */
export interface Look {
  readonly width: number;
  readonly colors: Colors;
  /** Whether more than ASCII can be shown. */
  readonly unicode: boolean;
}
