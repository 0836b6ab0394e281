// A worker of `judgeInJobs`: hears the number of a share, answers what it came to.
import { parentPort, workerData } from 'node:worker_threads';
import { ToolError } from '../errors.ts';
import type { JobReply } from './judge-in-jobs.ts';
import { createShareJudge } from './share-judge.ts';

const judge = createShareJudge(workerData); // `judgeInJobs` hands in its settings

parentPort?.on('message', async (index: number) => {
  parentPort?.postMessage(await replyTo(index));
});

async function replyTo(index: number): Promise<JobReply> {
  try {
    return { partial: await (await judge)(index) };
  } catch (thrown) {
    if (thrown instanceof ToolError) return { failed: { code: thrown.code, message: thrown.message } };
    throw thrown; // a bug: it ends the worker, and the one who waits for it
  }
}
