import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJobQueue, createQueueState } from './job-queue.ts';

describe('The queue of jobs', () => {
  it('hands out each share once, to whichever thread comes', () => {
    const state = createQueueState();
    const [one, other] = [createJobQueue(state, 4, 10), createJobQueue(state, 4, 10)];
    assert.deepEqual([one.take(), other.take(2), one.take(), other.take()], [1, 2, 4, undefined]);
  });

  it('has those wait who run ahead while much is held, and never the one whose turn it is', () => {
    const state = createQueueState();
    const [main, worker] = [createJobQueue(state, 4, 10), createJobQueue(state, 4, 10)];
    worker.handed(9);
    assert.deepEqual([main.isFull(1), worker.isFull(2)], [false, false]);
    worker.handed(1);
    assert.deepEqual([main.isFull(1), worker.isFull(2)], [false, true]);
    main.consumed(0, 2);
    assert.deepEqual([main.isFull(3), worker.isFull(2)], [true, false]);
    main.consumed(1, 2);
    assert.equal(main.isFull(3), false);
  });
});
