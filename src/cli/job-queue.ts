// What the threads of one run share: the number of the next share to judge, and how much is held until its turn comes.

/** Numbers in shared memory: a thread takes its next share without asking anybody, and waits without being told. */
export type QueueState = Int32Array<SharedArrayBuffer>;

export interface JobQueue {
  /** The next share to judge, from 1, and so many in all; `undefined` when there are no more. */
  take(count?: number): number | undefined;
  /** Counts what is handed on to be put in order. */
  handed(weight: number): void;
  /** Counts what has had its turn, and says whose turn it is. */
  consumed(weight: number, current: number): void;
  /** Whether one who judges that share must wait. The one whose turn it is never must: so it goes on for all. */
  isFull(share: number): boolean;
  /** Waits, and lets nothing else happen in this thread. */
  wait(share: number): void;
  /** How much is held. */
  readonly held: number;
}

const [next, current, held, turn] = [0, 1, 2, 3];

export function createQueueState(): QueueState {
  const state = new Int32Array(new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT));
  state[next] = 1;
  state[current] = 1;
  return state;
}

export function createJobQueue(state: QueueState, of: number, heldAtMost: number): JobQueue {
  const isFull = (share: number): boolean =>
    Atomics.load(state, held) >= heldAtMost && Atomics.load(state, current) !== share;
  return {
    take(count = 1) {
      const share = Atomics.add(state, next, count);
      return share <= of ? share : undefined;
    },
    handed(weight) {
      Atomics.add(state, held, weight);
    },
    consumed(weight, share) {
      Atomics.sub(state, held, weight);
      Atomics.store(state, current, share);
      Atomics.add(state, turn, 1);
      Atomics.notify(state, turn);
    },
    isFull,
    wait(share) {
      for (let seen = Atomics.load(state, turn); isFull(share); seen = Atomics.load(state, turn)) {
        Atomics.wait(state, turn, seen);
      }
    },
    get held() {
      return Atomics.load(state, held);
    },
  };
}
