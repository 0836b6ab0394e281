// One input, judged by several threads: cut into shares, of which each takes the next one when it is done.
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, ToolError } from '../errors.ts';
import { mergePartials, type Partial } from '../partial.ts';
import { findSources } from '../readers/find-sources.ts';
import type { Watch } from '../readers/read-inputs.ts';
import { createShareJudge, type ShareJudge, type ShareSettings } from './share-judge.ts';

/** What a worker answers. */
export type JobReply =
  | { readonly partial: Partial; readonly failed?: undefined }
  | { readonly failed: { readonly code: ErrorCode; readonly message: string } };

export interface JobOptions {
  readonly jobs: number;
  readonly watch: Watch;
  readonly signal: AbortSignal;
  /** How many bytes a share has (32 MB). */
  readonly shareSize?: number;
  /** From how long a rest on, in milliseconds, threads are worth their start (300). */
  readonly worthwhile?: number;
  /** The module of a worker: where TypeScript is run as it is, it takes another one to load that. */
  readonly worker?: string;
}

/** What the input came to; of a run that was stopped, all shares before the first that is missing. */
export interface JobResult {
  readonly partial: Partial | undefined;
  /** How many threads judged, this one included. */
  readonly threads: number;
}

/**
 * Judges files by several threads. This one begins, and the others are started when what is left is worth it: a thread
 * costs as much as some twenty megabytes of recordings. The result is the same for any number of them.
 */
export async function judgeInJobs(
  settings: Omit<ShareSettings, 'of' | 'sizes'>,
  { jobs, watch, signal, shareSize = 32e6, worthwhile = 300, worker = ownWorker }: JobOptions,
): Promise<JobResult> {
  const sizes = (await findSources(settings.paths, noInput())).map(({ size }) => size);
  const total = sizes.reduce<number>((sum, size = 0) => sum + size, 0);
  const of = Math.max(1, Math.ceil(total / shareSize));
  const all: ShareSettings = { ...settings, of, sizes };
  watch.begin(total);
  const done = new Map<number, Partial>();
  let next = 1;
  const work = async (judge: ShareJudge): Promise<void> => {
    while (next <= of && !signal.aborted) {
      const index = next++;
      done.set(index, await judge(index, signal));
      watch.read(total / of);
    }
  };

  const own = await createShareJudge(all);
  const start = performance.now();
  if (of > 1) {
    next = 2;
    done.set(1, await own(1, signal));
    watch.read(total / of);
  }
  const left = (performance.now() - start) * (of - 1);
  const count = of > 1 && left > worthwhile ? Math.min(jobs, of - 1) - 1 : 0;
  const workers = Array.from({ length: count }, () => startWorker(worker, all, signal));
  try {
    await Promise.all([own, ...workers.map(({ judge }) => judge)].map(work));
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    for (const { close } of workers) close();
  }
  return { partial: firstOf(done), threads: 1 + count };
}

/** The shares from the first one on, up to a gap. */
function firstOf(done: ReadonlyMap<number, Partial>): Partial | undefined {
  let merged = done.get(1);
  for (let index = 2; merged !== undefined; index++) {
    const one = done.get(index);
    if (one === undefined) return merged;
    merged = mergePartials(merged, one);
  }
  return merged;
}

/** What is judged is soon forgotten: a larger nursery is memory for nothing. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

interface OpenWorker {
  readonly judge: ShareJudge;
  close(): void;
}

const ownWorker = join(import.meta.dirname, `judge-worker${extname(import.meta.filename)}`);

function startWorker(path: string, workerData: ShareSettings, signal: AbortSignal): OpenWorker {
  const worker = new Worker(path, { workerData, resourceLimits });
  return {
    async judge(index) {
      worker.postMessage(index);
      const [reply]: readonly JobReply[] = await once(worker, 'message', { signal });
      if (reply === undefined) throw new Error('A worker has answered nothing.');
      if (reply.failed !== undefined) throw new ToolError(reply.failed.code, reply.failed.message);
      return reply.partial;
    },
    close() {
      void worker.terminate();
    },
  };
}

async function* noInput(): AsyncGenerator<Uint8Array> {}
