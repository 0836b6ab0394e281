// The options of fuzzing: of `fuzz`, and of `gate` in part.
import { flagOption, type Option, valueOption, withDefault } from './option.ts';
import { timeout } from './options.ts';
import { parseInteger, parseText } from './parse-value.ts';

export const maxRequests: Option<number | undefined> = valueOption(
  { name: 'max-requests', value: 'N', summary: 'Stop after N requests.' },
  parseInteger(1),
);

export const maxTime: Option<number | undefined> = valueOption(
  { name: 'max-time', value: 'S', summary: 'Stop after S seconds.' },
  parseInteger(1, 2_147_483), // as milliseconds, likewise
);

export const dryRun: Option<boolean> = withDefault(
  flagOption({ name: 'dry-run', summary: 'Say what would be sent, and send nothing.' }),
  false,
);

export const minCoverage: Option<number | undefined> = valueOption(
  { name: 'min-coverage', value: 'P', summary: 'Exit with 2 when less than P per cent of the contract was covered.' },
  parseInteger(1, 100),
);

export const failures: Option<string | undefined> = valueOption(
  { name: 'failures', value: 'DIR', summary: 'Keep counterexamples there, and send those kept there first.' },
  parseText,
);

export const seed: Option<number | undefined> = valueOption(
  { name: 'seed', value: 'N', summary: 'The same seed sends the same requests.' },
  parseInteger(-(2 ** 31), 2 ** 31 - 1),
);

export const path: Option<string | undefined> = valueOption(
  { name: 'path', value: 'P', summary: 'Replay one counterexample, as its finding says.' },
  parseText,
);

export const runs: Option<number> = withDefault(
  valueOption({ name: 'runs', value: 'N', summary: 'Requests to generate for each family.' }, parseInteger(1)),
  20,
);

export const concurrency: Option<number> = withDefault(
  valueOption({ name: 'concurrency', value: 'N', summary: 'Requests under way at a time.' }, parseInteger(1, 1024)),
  8,
);

/** What bounds a run of generated requests. */
export const fuzzOptions: readonly Option<unknown>[] = [
  seed,
  runs,
  concurrency,
  timeout,
  maxRequests,
  maxTime,
  minCoverage,
  failures,
  dryRun,
];
