// The sequence phase: what shows only over several requests. fast-check draws steps, a model says what holds after each.
import fc from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import { isJsonObject } from '../json.ts';
import { configurationsOf, flows } from './family.ts';
import { put, smallest } from './request-body.ts';
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

/** One step. Numbers point into short lists, so that they shrink. */
type Step =
  | {
      readonly do: 'ask';
      readonly account: number;
      readonly flow: number;
      readonly fault: boolean;
      readonly key?: number;
      /** Asks for this set of configurations, whatever the account has. */
      readonly asks?: number;
      readonly times: number;
    }
  | { readonly do: 'apply'; readonly account: number; readonly configurations: number }
  | { readonly do: 'remove'; readonly account: number }
  | { readonly do: 'block'; readonly on: boolean };

export type Sequence = readonly Step[];

/** Whether a value from a file is a sequence. */
export function isSequence(value: unknown): value is Sequence {
  return Array.isArray(value) && value.every(isStep);
}

function isStep(step: unknown): step is Step {
  if (!isJsonObject(step)) return false;
  const isPlace = (name: string): boolean => Number.isSafeInteger(step[name]) && Number(step[name]) >= 0;
  const isAbsentOrPlace = (name: string): boolean => step[name] === undefined || isPlace(name);
  switch (step['do']) {
    case 'ask':
      return (
        ['account', 'flow', 'times'].every(isPlace) &&
        ['key', 'asks'].every(isAbsentOrPlace) &&
        typeof step['fault'] === 'boolean' &&
        Number(step['times']) <= mostAtOnce
      );
    case 'apply':
      return isPlace('account') && isPlace('configurations');
    case 'remove':
      return isPlace('account');
    case 'block':
      return typeof step['on'] === 'boolean';
    default:
      return false;
  }
}

const mostAtOnce = 4;

/** Sequences of steps; without states to set up, of requests alone. */
export function sequences(hasStates: boolean): fc.Arbitrary<Sequence> {
  const account = fc.nat({ max: 1 });
  const asking = fc.record(
    {
      do: fc.constant('ask' as const),
      account,
      flow: fc.nat({ max: 1 }),
      fault: fc.integer({ min: 0, max: 4 }).map(drawn => drawn === 4),
      key: fc.nat({ max: 2 }),
      asks: fc.nat({ max: 2 }),
      times: fc.constantFrom(1, 1, 1, 2, mostAtOnce),
    },
    { requiredKeys: ['do', 'account', 'flow', 'fault', 'times'] },
  );
  const change = fc.oneof(
    fc.record({ do: fc.constant('apply' as const), account, configurations: fc.nat({ max: 2 }) }),
    fc.record({ do: fc.constant('remove' as const), account }),
    fc.record({ do: fc.constant('block' as const), on: fc.boolean() }),
  );
  const step: fc.Arbitrary<Step> = hasStates
    ? fc.oneof({ weight: 3, arbitrary: asking }, { weight: 1, arbitrary: change })
    : asking;
  return fc.array(step, { minLength: 2, maxLength: 10 });
}

const ask = { do: 'ask', account: 0, flow: 0, fault: false, times: 1 } as const;
const other = { ...ask, account: 1 } as const;
const remove = { do: 'remove', account: 0 } as const;
const apply = { do: 'apply', account: 0, configurations: 0 } as const;
const block = { do: 'block', on: true } as const;
const unblock = { do: 'block', on: false } as const;

/** The sequences that every run plays: each shows one thing that no single request can. */
export const plainSequences: readonly Sequence[] = [
  [ask, ask],
  [{ ...ask, times: 4 }],
  [{ ...ask, fault: true }, ask],
  [{ ...ask, fault: true }, { ...ask, fault: true }, ask, other],
  [block, ask, unblock, ask],
  [remove, ask, apply, ask],
  [ask, remove, ask, ask, apply, ask, other],
  [ask, { ...apply, configurations: 1 }, ask, { ...apply, configurations: 2 }, ask, apply, ask],
  [block, { ...ask, key: 0 }, unblock, { ...ask, key: 0 }],
  [remove, { ...ask, key: 0 }, apply, { ...ask, key: 0 }],
  [
    { ...ask, key: 0 },
    { ...ask, key: 0 },
    { ...ask, key: 1 },
  ],
  [
    { ...ask, key: 0 },
    { ...ask, flow: 1, key: 0 },
    { ...ask, flow: 1 },
  ],
  [{ ...ask, key: 0, times: 4 }, ask],
  [{ ...ask, asks: 1 }, { ...apply, configurations: 1 }, ask, apply, ask, other],
  [ask, other, ask, other, { ...ask, flow: 1 }, { ...other, flow: 1 }, ask],
];

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
