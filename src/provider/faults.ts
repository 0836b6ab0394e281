// Faults on order: what happens to the next requests, whatever they ask for.
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json, member } from '../json.ts';

/** Which requests a fault happens to. */
interface Reach {
  /** How many requests (1; `rate-limit` and `latency`: all). */
  readonly times?: number;
  /** Only requests for this account. */
  readonly account?: string;
}

/** A fault to happen. */
export type Fault = Reach &
  (
    | { readonly kind: 'latency'; readonly ms: number }
    /** The request is executed, and the connection reset instead of an answer. */
    | { readonly kind: 'reset' }
    /** The request is executed, and the connection reset in the middle of the answer. */
    | { readonly kind: 'truncate' }
    /** The request is not executed: this is the answer. */
    | { readonly kind: 'outcome'; readonly status: number; readonly code: string; readonly message?: string }
    /** More requests than `limit` within `seconds` on one account are refused as rate limited. */
    | { readonly kind: 'rate-limit'; readonly limit: number; readonly seconds: number }
  );

/** What happens to one request. */
export interface Happening {
  readonly delayMs: number;
  readonly wire: 'reset' | 'truncate' | undefined;
  readonly outcome: Extract<Fault, { kind: 'outcome' }> | undefined;
  readonly isRateLimited: boolean;
}

export interface Faults {
  add(fault: Fault): void;
  /** Those that are still to happen, with the `times` that are left. */
  all(): readonly Fault[];
  clear(): void;
  /** What happens to a request for an account, now; a fault that has happened often enough is gone. */
  next(account: string | undefined, time: Date): Happening | undefined;
}

const mostFaults = 1000;
/** So many accounts are counted against one limit. */
const mostCounted = 10_000;
const longestDelay = 600_000;

interface Held {
  readonly fault: Fault;
  left: number;
  /** Of a rate limit: account → when it was asked for. */
  readonly seen: Map<string, number[]>;
}

export function createFaults(restored: readonly Fault[] = []): Faults {
  let held: readonly Held[] = restored.map(hold);
  return {
    add: fault => {
      if (held.length >= mostFaults)
        throw new ToolError('usage', `There are ${mostFaults} faults already: clear them.`);
      held = [...held, hold(checked(fault))];
    },
    all: () => held.map(({ fault, left }) => (left === Infinity ? fault : { ...fault, times: left })),
    clear: () => {
      held = [];
    },
    next: (account, time) => {
      if (held.length === 0) return undefined;
      const met = held.filter(({ fault }) => fault.account === undefined || fault.account === account);
      const happening = met.reduce((before, one) => happen(before, one, account, time), nothing);
      held = held.filter(({ left }) => left > 0);
      return happening;
    },
  };
}

const nothing: Happening = { delayMs: 0, wire: undefined, outcome: undefined, isRateLimited: false };

function hold(fault: Fault): Held {
  const { kind, times = kind === 'latency' || kind === 'rate-limit' ? Infinity : 1 } = fault;
  return { fault, left: times, seen: new Map() };
}

/** One of a kind happens to a request: two forced outcomes are for two requests. Delays add up. */
function happen(before: Happening, held: Held, account: string | undefined, time: Date): Happening {
  const { fault } = held;
  switch (fault.kind) {
    case 'latency':
      held.left--;
      return { ...before, delayMs: before.delayMs + fault.ms };
    case 'outcome':
      if (before.outcome !== undefined) return before;
      held.left--;
      return { ...before, outcome: fault };
    case 'rate-limit': {
      held.left--;
      return isBeyond(held, fault, account ?? '', time.getTime()) ? { ...before, isRateLimited: true } : before;
    }
    default:
      if (before.wire !== undefined) return before;
      held.left--;
      return { ...before, wire: fault.kind };
  }
}

/** A refused request does not count: whoever waits as long as the window is served again. */
function isBeyond(
  { seen }: Held,
  { limit, seconds }: Extract<Fault, { kind: 'rate-limit' }>,
  account: string,
  time: number,
): boolean {
  const recent = (seen.get(account) ?? []).filter(at => at > time - seconds * 1000 && at <= time);
  if (recent.length >= limit) return true;
  seen.delete(account);
  seen.set(account, [...recent, time]);
  if (seen.size > mostCounted) seen.delete(seen.keys().next().value ?? '');
  return false;
}

/** A fault that came over HTTP, or from code without types. Throws a `ToolError` when it is none. */
export function faultOf(value: Json): Fault {
  if (!isJsonObject(value)) throw refuse('it is no object');
  return checked(value as unknown as Fault); // `checked` looks at each member
}

const members: { readonly [kind in Fault['kind']]: readonly string[] } = {
  latency: ['ms'],
  reset: [],
  truncate: [],
  outcome: ['status', 'code', 'message'],
  'rate-limit': ['limit', 'seconds'],
};

function checked(fault: Fault): Fault {
  const { kind } = fault;
  if (!Object.hasOwn(members, kind)) throw refuse(`\`kind\` is one of ${Object.keys(members).join(', ')}`);
  const known = ['kind', 'times', 'account', ...members[kind]];
  const strange = Object.keys(fault).find(name => !known.includes(name));
  if (strange !== undefined) throw refuse(`it has a member that \`${kind}\` does not; there are ${known.join(', ')}`);
  const demandNumber = (name: string, least: number, most: number, isOptional = false): void => {
    const value = member(fault, name);
    if (value === undefined && isOptional) return;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw refuse(`\`${name}\` is a whole number from ${least} to ${most}`);
    }
  };
  const demandText = (name: string, isOptional = false): void => {
    const value = member(fault, name);
    if (value === undefined && isOptional) return;
    if (typeof value !== 'string' || value === '') throw refuse(`\`${name}\` is a text`);
  };
  demandNumber('times', 1, 1_000_000, true);
  demandText('account', true);
  if (kind === 'latency') demandNumber('ms', 0, longestDelay);
  if (kind === 'outcome') {
    demandNumber('status', 400, 599);
    demandText('code');
    demandText('message', true);
  }
  if (kind === 'rate-limit') {
    demandNumber('limit', 0, 10_000);
    demandNumber('seconds', 1, 86_400);
  }
  return fault;
}

function refuse(reason: string): ToolError {
  return new ToolError('usage', `The fault cannot be set: ${reason}. Such as {"kind": "latency", "ms": 200}.`);
}
