import { json } from './json.ts';
import { junit } from './junit.ts';
import { ndjson } from './ndjson.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';

/** Every reporter, the default first. */
export const reporters: readonly Reporter[] = [pretty, json, ndjson, junit];
