import { harReader } from './har.ts';
import { ndjsonReader } from './ndjson.ts';
import type { Reader } from './reader.ts';

/** The formats, in the order in which they are tried. To add one, copy a neighbour and list it here. */
export const readers: readonly Reader[] = [ndjsonReader, harReader];

/** The names for `--format`, besides `auto`. */
export const formatNames: readonly string[] = readers.map(({ id }) => id);
