// What a sequence is: steps that fast-check draws, those that every run plays, and what a file may hold of them.
import fc from 'fast-check';
import { isJsonObject } from '../json.ts';

/** One step. Numbers point into short lists, so that they shrink. */
export type Step =
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
