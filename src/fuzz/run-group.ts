// Sends the cases of many families side by side: the families of one state of the provider share its connections.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { drawn } from './drawn.ts';
import { type Family, isList } from './family.ts';
import { removed } from './shrink.ts';
import type { TestCase } from './test-case.ts';
import type { Trial } from './try-case.ts';

/** One case of a family that was sent. */
export interface Sent {
  readonly family: Family;
  /** Where the case stands in its family, for `--path`. */
  readonly path: string;
  readonly testCase: TestCase;
  readonly trial: Trial;
}

export interface GroupOptions {
  readonly seed: number;
  /** How many cases to draw from each arbitrary. */
  readonly runs: number;
  readonly concurrency: number;
  /** Sends a case; `undefined` when no more requests may be sent. */
  readonly tryCase: (testCase: TestCase) => Promise<Trial | undefined>;
  readonly onSent: (sent: Sent) => void;
  readonly signal?: AbortSignal;
  /** Hears of a family that stopped before its end, and why. */
  readonly onStopped: (family: Family, reason: string) => void;
}

/** After so many timeouts a family teaches nobody more. */
const mostTimeouts = 3;

export async function runGroup(families: readonly Family[], options: GroupOptions): Promise<void> {
  const timeouts = new Map<string, number>();
  const stopped = new Set<string>();
  const stop = (family: Family, reason: string): void => {
    if (stopped.has(family.id)) return;
    stopped.add(family.id);
    options.onStopped(family, reason);
  };
  let isOver = false;
  const end = (family: Family): void => {
    isOver = true;
    stop(family, options.signal?.aborted === true ? 'interrupted' : 'the limit of the run was reached');
  };
  const queue = casesOf(families, options, family => {
    if (isOver) end(family);
    return stopped.has(family.id);
  });
  const work = async (): Promise<void> => {
    for (const { family, path, testCase } of queue) {
      const trial = await options.tryCase(testCase);
      if (trial === undefined) {
        end(family);
        continue;
      }
      options.onSent({ family, path, testCase, trial });
      if (trial.failure?.cause !== 'timeout') continue;
      const count = (timeouts.get(family.id) ?? 0) + 1;
      timeouts.set(family.id, count);
      if (count === mostTimeouts) stop(family, `stopped after ${mostTimeouts} timeouts`);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, work));
}

/** The workers share this one iterator: each case is taken once, and drawn only when its turn has come. */
function* casesOf(
  families: readonly Family[],
  { seed, runs }: GroupOptions,
  isStopped: (family: Family) => boolean,
): Generator<{ readonly family: Family; readonly path: string; readonly testCase: TestCase }> {
  for (const family of families) {
    if (isStopped(family)) continue;
    const { cases, id } = family;
    let index = 0;
    const all = isList(cases) ? cases : drawn(cases, { seed: seedOf(seed, id), numRuns: runs });
    for (const testCase of all) {
      yield { family, path: String(index++), testCase };
      if (isStopped(family)) break;
    }
  }
}

/** The case at a path of a family; `undefined` where the path leads nowhere. */
export function caseAt(family: Family, seed: number, path: string): TestCase | undefined {
  const [place = '', ...removals] = path.split('!');
  const { cases, id } = family;
  if (!/^\d+(:\d+)*$/.test(place)) return undefined;
  const [drawn] = isList(cases)
    ? [cases[Number(place)]]
    : fc.sample(cases, { seed: seedOf(seed, id), path: place, numRuns: 1 });
  return drawn === undefined ? undefined : removals.reduce(removed, drawn);
}

/** Each family draws from its own seed: replaying one does not depend on the others. */
export function seedOf(seed: number, id: string): number {
  return createHash('sha256').update(`${seed}\n${id}`).digest().readInt32BE(0);
}
