// The sequence phase: what shows only over several requests. The steps are played; a model says what holds after each.
import type { Contract } from '../contract/contract.ts';
import { configurationsOf, flows } from './family.ts';
import { put, smallest } from './request-body.ts';
import type { Sequence, Step } from './sequence-steps.ts';
import {
  anAccount,
  blockedPlatform,
  type Entering,
  type ProviderState,
  type StateChange,
  type States,
} from './states.ts';
import { nobody, situationOf, type TestAccount, type TestCase } from './test-case.ts';
import type { Trial } from './try-case.ts';

export interface SequenceOptions {
  readonly contract: Contract;
  readonly states: States;
  /** Distinguishes the idempotency keys of this sequence from all others of the run. */
  readonly salt: string;
  readonly tryCase: (testCase: TestCase) => Promise<Trial | undefined>;
}

/** A request of a sequence, with what became of it. */
export interface Asked {
  readonly testCase: TestCase;
  readonly trial: Trial;
}

/** What was done, in order: requests, and the states that changed between them. */
export interface Played {
  readonly asked: readonly Asked[];
  readonly steps: readonly (TestCase | StateChange)[];
}

/** What the model knows of an account. */
interface Held {
  account: TestAccount;
  /** `undefined` where the provider refused the state that would tell. */
  exists: boolean | undefined;
  entering: Entering | undefined;
}

/** Plays a sequence from a clean start and undoes its states. */
export async function playSequence(sequence: Sequence, options: SequenceOptions): Promise<Played> {
  const { contract } = options;
  const steps: (TestCase | StateChange)[] = [];
  const states = watched(options.states, change => steps.push(change));
  const sets = setsOf(contract, states);
  const accounts = await startAccounts(states, sets);
  const used = new Map<number, { readonly body: string; readonly succeeded: boolean }>();
  const asked: Asked[] = [];
  let blocking: Entering | undefined;
  try {
    for (const step of sequence) {
      if (step.do === 'ask') {
        const held = accounts[step.account % accounts.length];
        if (held?.exists === undefined) continue;
        const answered = await play(step, held, sets, blocking !== undefined, used, options);
        asked.push(...answered);
        steps.push(...answered.map(({ testCase }) => testCase));
      } else if (step.do === 'block') {
        await leave(blocking);
        blocking = step.on ? await enter(states, blockedPlatform) : undefined;
      } else {
        await change(step, accounts[step.account % accounts.length], sets, states);
      }
    }
  } finally {
    await leave(blocking);
    for (const { entering } of accounts) await leave(entering);
  }
  return { asked, steps };
}

/** The states, with an ear on those that are set up and undone. */
function watched(states: States, onChange: (change: StateChange) => void): States {
  return {
    ...states,
    async enterState(state) {
      const entering = await states.enterState(state);
      if ('refused' in entering) return entering;
      onChange({ ...state, action: 'setup' });
      return {
        ...entering,
        async leave() {
          onChange({ ...state, action: 'teardown' });
          await entering.leave();
        },
      };
    },
  };
}

async function play(
  step: Extract<Step, { do: 'ask' }>,
  { account, exists }: Held,
  sets: readonly (readonly string[])[],
  blocked: boolean,
  used: Map<number, { readonly body: string; readonly succeeded: boolean }>,
  { contract, salt, tryCase }: SequenceOptions,
): Promise<Asked[]> {
  const configurations = step.asks === undefined ? account.configurations : (sets[step.asks % sets.length] ?? []);
  const plain = smallest(
    { ...account, configurations },
    flows[step.flow] ?? flows[0],
    configurationsOf(contract).length > 0,
  );
  const body = step.fault ? put(plain, '/unknown', true) : plain;
  const text = JSON.stringify(body);
  const { key } = step;
  const before = key === undefined ? undefined : used.get(key);
  // The same key after a success, with other parameters or at the same time: what is answered is not certain. After a
  // failure it is: v2 executes the request again.
  const isOpen =
    key !== undefined && (step.times > 1 || (before !== undefined && (before.succeeded || before.body !== text)));
  const testCase: TestCase = {
    kind:
      before !== undefined && !isOpen
        ? 'sequence/retry-after-failure'
        : step.times > 1
          ? 'sequence/concurrent'
          : 'sequence/request',
    body,
    situation: exists === true ? situationOf(account, { blocked }) : { ...nobody, blocked },
    ...(isOpen ? { open: 'answer' as const } : {}),
    ...(key === undefined ? {} : { idempotencyKey: `${salt}-${key}` }),
  };
  const trials = await Promise.all(Array.from({ length: step.times }, () => tryCase(testCase)));
  const answered = trials.filter(trial => trial !== undefined);
  if (key !== undefined && answered.length > 0) {
    const succeeded = before?.succeeded === true || answered.some(({ status }) => status === 200);
    used.set(key, { body: before?.succeeded === true ? before.body : text, succeeded });
  }
  return answered.map(trial => ({ testCase, trial }));
}

async function change(
  step: Extract<Step, { do: 'apply' | 'remove' }>,
  held: Held | undefined,
  sets: readonly (readonly string[])[],
  states: States,
): Promise<void> {
  if (held === undefined) return;
  await leave(held.entering);
  const { id } = held.account;
  const configurations = step.do === 'apply' ? (sets[step.configurations % sets.length] ?? []) : [];
  const state =
    step.do === 'apply' ? anAccount(id, configurations) : { state: 'no account exists', params: { account: id } };
  held.entering = await enter(states, state);
  held.exists = held.entering === undefined ? undefined : step.do === 'apply';
  if (held.exists === true) held.account = { id: accountOf(held.entering, id), configurations };
}

/** Two accounts of its own, so that a sequence disturbs no other case; those that exist where none can be set up. */
async function startAccounts(states: States, sets: readonly (readonly string[])[]): Promise<Held[]> {
  const started: Held[] = [];
  for (const id of ['acct_sequence_a', 'acct_sequence_b']) {
    const configurations = sets[started.length % sets.length] ?? [];
    const entering = await enter(states, anAccount(id, configurations));
    if (entering === undefined)
      return states.cast.existing.slice(0, 2).map(account => ({ account, exists: true, entering: undefined }));
    started.push({ account: { id: accountOf(entering, id), configurations }, exists: true, entering });
  }
  return started;
}

function setsOf(contract: Contract, states: States): readonly (readonly string[])[] {
  const known = configurationsOf(contract);
  return known.length === 0
    ? [['recipient'], ['merchant']]
    : states.cast.existing.map(({ configurations }) => configurations);
}

async function enter(states: States, state: ProviderState): Promise<Entering | undefined> {
  const entering = await states.enterState(state);
  return 'refused' in entering ? undefined : entering;
}

async function leave(entering: Entering | undefined): Promise<void> {
  if (entering !== undefined && 'leave' in entering) await entering.leave();
}

function accountOf(entering: Entering | undefined, otherwise: string): string {
  return entering !== undefined && 'account' in entering ? entering.account : otherwise;
}
