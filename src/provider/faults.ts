// The faults of one world that are still to happen, whatever the requests ask for.
import { ToolError } from '../errors.ts';
import { type Json, member, valueAt } from '../json.ts';
import { canonicalText } from './canonical-text.ts';
import { checkedFault } from './checked-fault.ts';
import type { DataFault, Fault, InnerFault } from './fault.ts';

/** What happens to one request while it is served. */
export interface Happening {
  readonly delayMs: number;
  readonly outcome: Extract<InnerFault, { kind: 'outcome' }> | undefined;
  readonly isRateLimited: boolean;
}

/** A fault that may happen around a request. */
export interface Due {
  readonly fault: Exclude<Fault, InnerFault>;
  /** Whether it happens this time: to be asked once, when all is known that it depends on. */
  happens(): boolean;
}

export interface Faults {
  add(fault: Fault): void;
  /** Those that are still to happen, with the `times` that are left. */
  all(): readonly Fault[];
  /** Those of them that are data, for a later start. */
  snapshot(): readonly DataFault[];
  clear(): void;
  isQuiet(): boolean;
  /** What happens to a request with this body while it is served; a fault that has happened often enough is gone. */
  next(body: Json | undefined, time: Date): Happening | undefined;
  /** What happens around a request with this body: before and after it is served. */
  around(body: Json | undefined): readonly Due[];
}

const mostFaults = 1000;
/** So many accounts are counted against one limit. */
const mostCounted = 10_000;

interface Held {
  readonly fault: Fault;
  left: number;
  /** How many requests it was about, whether it happened to them or not. */
  met: number;
  /** Of a rate limit: account → when it was asked for. */
  readonly seen: Map<string, number[]>;
}

export function createFaults(restored: readonly Fault[] = []): Faults {
  let held: readonly Held[] = restored.map(hold);
  const concerned = (body: Json | undefined): readonly Held[] => {
    held = held.filter(({ left }) => left > 0);
    return held.filter(({ fault }) => isAbout(fault, body));
  };
  const all = (): readonly Fault[] =>
    held
      .filter(({ left }) => left > 0)
      .map(({ fault, left }) => (left === Number.POSITIVE_INFINITY ? fault : { ...fault, times: left }));
  return {
    add: fault => {
      if (held.length >= mostFaults)
        throw new ToolError('usage', `There are ${mostFaults} faults already: clear them.`);
      held = [...held, hold(checkedFault(fault))];
    },
    all,
    snapshot: () => all().filter((fault): fault is DataFault => fault.kind !== 'custom'),
    clear: () => {
      held = [];
    },
    isQuiet: () => held.length === 0,
    next: (body, time) => {
      if (held.length === 0) return undefined;
      return concerned(body).reduce((before, one) => happen(before, one, accountOf(body), time), nothing);
    },
    around: body =>
      concerned(body).flatMap(one => {
        const { fault } = one;
        return isInner(fault) ? [] : [{ fault, happens: () => isTurnOf(one) }];
      }),
  };
}

const nothing: Happening = { delayMs: 0, outcome: undefined, isRateLimited: false };
const lasting: readonly Fault['kind'][] = ['latency', 'rate-limit', 'request', 'answer', 'custom'];

function hold(fault: Fault): Held {
  const { kind, times = lasting.includes(kind) ? Number.POSITIVE_INFINITY : 1 } = fault;
  return { fault, left: times, met: 0, seen: new Map() };
}

function isAbout({ account, where = {} }: Fault, body: Json | undefined): boolean {
  if (account !== undefined && account !== accountOf(body)) return false;
  return Object.entries(where).every(([pointer, value]) => {
    const found = valueAt(body, pointer);
    return found !== undefined && canonicalText(found as Json) === canonicalText(value); // what is in JSON is JSON
  });
}

function accountOf(body: Json | undefined): string | undefined {
  const account = member(body, 'account');
  return typeof account === 'string' ? account : undefined;
}

/** Counts a request that the fault is about. */
function isTurnOf(held: Held): boolean {
  const { every = 1, after = 0 } = held.fault;
  held.met++;
  if (held.left <= 0 || held.met <= after || (held.met - after) % every !== 0) return false;
  held.left--;
  return true;
}

function isInner(fault: Fault): fault is Extract<Fault, InnerFault> {
  return fault.kind === 'latency' || fault.kind === 'outcome' || fault.kind === 'rate-limit';
}

/** One of a kind happens to a request: two forced outcomes are for two requests. Delays add up. */
function happen(before: Happening, held: Held, account: string | undefined, time: Date): Happening {
  const { fault } = held;
  if (!isInner(fault) || (fault.kind === 'outcome' && before.outcome !== undefined) || !isTurnOf(held)) return before;
  switch (fault.kind) {
    case 'latency':
      return { ...before, delayMs: before.delayMs + fault.ms };
    case 'outcome':
      return { ...before, outcome: fault };
    case 'rate-limit':
      return isBeyond(held, fault, account ?? '', time.getTime()) ? { ...before, isRateLimited: true } : before;
  }
}

/** A refused request does not count: whoever waits as long as the window is served again. */
function isBeyond(
  { seen }: Held,
  { limit, seconds }: Extract<InnerFault, { kind: 'rate-limit' }>,
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
