// The shares of an input, judged by this thread and, where it is worth it, by others beside it.
import { EventEmitter, once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Collected } from '../collect.ts';
import { ToolError } from '../errors.ts';
import type { Watch } from '../readers/read-inputs.ts';
import { type Sequence, shareWeight } from '../sequence.ts';
import { type SightingBlock, sightingCount } from '../sightings.ts';
import { createJobQueue, createQueueState } from './job-queue.ts';
import type { JobMessage, JobWorkerData } from './judge-worker.ts';
import { createShareJudge, type ShareSettings } from './share-judge.ts';

export interface ThreadOptions {
  readonly jobs: number;
  readonly watch: Watch;
  readonly signal: AbortSignal;
  /** From how long a rest on, in milliseconds, threads are worth their start (300). */
  readonly worthwhile?: number;
  /** How many sightings wait at most for their turn, but for what is judged in one go (200,000: 16 MB). */
  readonly heldAtMost?: number;
  /** The module of a worker: where TypeScript is run as it is, it takes another one to load that. */
  readonly worker?: string;
}

export interface Judged {
  /** How many threads judged, this one included. */
  readonly threads: number;
  /** How much waited for its turn at most, in sightings. */
  readonly mostHeld: number;
}

/** Judges all shares into the sequence, or up to where the signal stops it. */
export async function judgeShares(
  settings: ShareSettings,
  sequence: Sequence,
  {
    jobs,
    signal,
    judged,
    worthwhile = 300,
    heldAtMost = 200_000,
    worker = ownWorker,
  }: Omit<ThreadOptions, 'watch'> & {
    /** Hears of each share that is done. */
    judged(): void;
  },
): Promise<Judged> {
  const { of } = settings;
  const state = createQueueState();
  const queue = createJobQueue(state, of, heldAtMost);
  const turns = new EventEmitter();
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const workers: Worker[] = [];
  const judge = createShareJudge(settings);
  let mostHeld = 0;
  let consumed = 0;
  /** How long a share takes once all code has been run: less than anything else happening here would have it. */
  let fastest = Number.POSITIVE_INFINITY;

  const hear = (message: JobMessage): void => {
    mostHeld = Math.max(mostHeld, queue.held);
    if (message.kind === 'failed') throw new ToolError(message.code, message.message);
    if (message.kind === 'sighted') sequence.sighted(message.share, message.block);
    else {
      sequence.done(message.share, message.collected);
      judged();
    }
    queue.consumed(sequence.consumed - consumed, sequence.current);
    consumed = sequence.consumed;
    turns.emit('turn');
  };
  const nextTurn = () => once(turns, 'turn', { signal: stop });

  const startWorkers = (): void => {
    const workerData: JobWorkerData = { settings, state, heldAtMost, lessons: judge.lessons };
    while (workers.length < Math.min(jobs, of) - 1) {
      const started = new Worker(worker, { workerData, resourceLimits });
      started.on('message', message => {
        try {
          hear(message);
        } catch (thrown) {
          failure.abort(thrown);
        }
      });
      started.on('error', thrown => failure.abort(thrown));
      started.on('exit', code => code !== 0 && failure.abort(new Error(`A worker has ended with ${code}.`)));
      workers.push(started);
    }
  };
  const judgeHere = async (): Promise<void> => {
    for (let count = 1, taken = queue.take(); taken !== undefined; taken = queue.take(count)) {
      const share = taken;
      const last = Math.min(of, share + count - 1);
      await untilRoom(share);
      const start = performance.now();
      const sighted = {
        ...(share === sequence.current ? { see: sequence.see } : {}),
        hand(block: SightingBlock) {
          queue.handed(sightingCount(block));
          hear({ kind: 'sighted', share, block });
        },
        room() {
          if (last < of && performance.now() - start > worthwhile) startWorkers();
          return queue.isFull(share) ? untilRoom(share) : undefined;
        },
      };
      const collected = await judge.judge(share, last, sighted, stop);
      for (let done = share; done <= last; done++) {
        queue.handed(shareWeight);
        hear({ kind: 'judged', share: done, collected: done === share ? collected : nothing });
      }
      const time = (performance.now() - start) / (last - share + 1);
      fastest = Math.min(fastest, time);
      if (last > coldShares && fastest * (of - last) > worthwhile) startWorkers();
      // Alone, and not for long, this thread needs no cuts: each costs what judging 50 kB does.
      count = workers.length > 0 ? 1 : Math.max(1, Math.min(mostAtOnce, Math.floor(worthwhile / (8 * fastest))));
    }
  };
  const untilRoom = async (share: number): Promise<void> => {
    while (queue.isFull(share)) await nextTurn();
  };
  try {
    await judgeHere();
    while (sequence.current <= of) await nextTurn();
  } catch (thrown) {
    if (failure.signal.aborted) throw failure.signal.reason;
    if (!signal.aborted) throw thrown;
  } finally {
    for (const one of workers) void one.terminate();
  }
  return { threads: 1 + workers.length, mostHeld };
}

/**
 * What the first shares tell is how long it takes to begin: their code was never run before. An input of hardly more is not
 * cut at all.
 */
export const coldShares = 3;

const mostAtOnce = 64;
const nothing: Collected = { shard: { segments: [], problems: [] }, findings: {} };

/** What is judged is soon forgotten: a larger nursery is memory for nothing, a smaller one is always being cleared. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

const ownWorker = join(import.meta.dirname, `judge-worker${extname(import.meta.filename)}`);
