// What bounds a run of generated requests.
import type { Args } from './command.ts';
import type { Option } from './option.ts';
import { concurrency, maxRequests, maxTime, runs, seed, timeout } from './options.ts';

export const fuzzOptions: readonly Option<unknown>[] = [seed, runs, concurrency, timeout, maxRequests, maxTime];

export interface FuzzSettings {
  readonly seed: number;
  readonly runs: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly maxRequests?: number;
  readonly maxTimeMs?: number;
  readonly clock: () => number;
}

/** Reads the settings; without `--seed` the run draws one, and its report names it. */
export function fuzzSettings(args: Args): FuzzSettings {
  const [requests, seconds] = [args.get(maxRequests), args.get(maxTime)];
  return {
    seed: args.get(seed) ?? Math.floor(Math.random() * 2 ** 31),
    runs: args.get(runs),
    concurrency: args.get(concurrency),
    timeoutMs: args.get(timeout),
    clock: () => performance.now(),
    ...(requests === undefined ? {} : { maxRequests: requests }),
    ...(seconds === undefined ? {} : { maxTimeMs: seconds * 1000 }),
  };
}
