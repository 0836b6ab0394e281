// A worker of `judgeShares`: takes one share after the other, and tells what it saw of each and what it came to.
import { parentPort, workerData } from 'node:worker_threads';
import type { Collected } from '../collect.ts';
import { type ErrorCode, ToolError } from '../errors.ts';
import { shareWeight } from '../sequence.ts';
import { type SightingBlock, sightingCount } from '../sightings.ts';
import type { Lesson } from '../take-record.ts';
import { createJobQueue, type QueueState } from './job-queue.ts';
import { createShareJudge, type ShareSettings } from './share-judge.ts';

export interface JobWorkerData {
  readonly settings: ShareSettings;
  readonly state: QueueState;
  readonly heldAtMost: number;
  /** What the first thread had learned when this one was started. */
  readonly lessons: readonly Lesson[];
}

export type JobMessage =
  | { readonly kind: 'sighted'; readonly share: number; readonly block: SightingBlock }
  | { readonly kind: 'judged'; readonly share: number; readonly collected: Collected }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

const { settings, state, heldAtMost, lessons }: JobWorkerData = workerData; // `judgeShares` hands it in
const queue = createJobQueue(state, settings.of, heldAtMost);

async function work(): Promise<void> {
  const { judge } = createShareJudge(settings, lessons);
  for (let taken = queue.take(); taken !== undefined; taken = queue.take()) {
    const share = taken;
    queue.wait(share); // also before one that turns out to hold no record, and so asks for no room
    const collected = await judge(share, share, {
      hand(block) {
        queue.handed(sightingCount(block));
        say({ kind: 'sighted', share, block }, [block.rows.buffer]);
      },
      room() {
        queue.wait(share);
        return undefined;
      },
    });
    queue.handed(shareWeight);
    say({ kind: 'judged', share, collected });
  }
}

function say(message: JobMessage, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

work().catch(thrown => {
  if (!(thrown instanceof ToolError)) throw thrown; // a bug: it ends the worker, and the one who waits for it
  say({ kind: 'failed', code: thrown.code, message: thrown.message });
});
