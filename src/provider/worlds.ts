// What is so for whoever asks: one world for all, and one for each scope that a test has named.
import type { Account } from '../accounts.ts';
import { ToolError } from '../errors.ts';
import { type Clock, type ClockSnapshot, createClock } from './clock.ts';
import type { DataFault } from './fault.ts';
import { createFaults, type Faults } from './faults.ts';
import { createIdempotency, type Idempotency, type KeySnapshot } from './idempotency.ts';
import { createJournal, type Journal } from './journal.ts';
import { createStates, type States, type StatesSnapshot } from './states.ts';

export interface World {
  /** The name of its scope; empty for the world of those who name none. */
  readonly scope: string;
  readonly states: States;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly idempotency: Idempotency;
  readonly journal: Journal;
}

export interface WorldSnapshot {
  readonly scope: string;
  readonly states: StatesSnapshot;
  readonly clock?: ClockSnapshot;
  readonly faults: readonly DataFault[];
  readonly keys: readonly KeySnapshot[];
}

export interface Worlds {
  /** The world of a scope, made when it is first asked for. Throws a `ToolError` beyond the most scopes. */
  of(scope: string): World;
  /** Forgets the world of a scope. */
  drop(scope: string): void;
  names(): readonly string[];
  snapshot(): readonly WorldSnapshot[];
}

/** What each world begins with. */
interface Beginning {
  readonly accounts: readonly Account[];
  readonly now: () => Date;
  readonly journalSize: number;
}

/** Tests that never clean up must not fill the memory, nor silently lose what they have set up. */
const mostScopes = 500;

export function createWorlds(beginning: Beginning, restored: readonly WorldSnapshot[] = []): Worlds {
  const create = (scope: string, from?: WorldSnapshot): World => ({
    scope,
    states: createStates(beginning.accounts, from?.states),
    clock: createClock(beginning.now, from?.clock),
    faults: createFaults(from?.faults),
    idempotency: createIdempotency(from?.keys),
    journal: createJournal(beginning.journalSize),
  });
  const worlds = new Map(restored.map(from => [from.scope, create(from.scope, from)]));
  return {
    of: scope => {
      const held = worlds.get(scope);
      if (held !== undefined) return held;
      if (worlds.size >= mostScopes) {
        throw new ToolError(
          'usage',
          `There are ${mostScopes} scopes already. Let go of those that are done with: POST /_admin/reset, or control.reset().`,
        );
      }
      const world = create(scope);
      worlds.set(scope, world);
      return world;
    },
    drop: scope => worlds.delete(scope),
    names: () => [...worlds.keys()],
    snapshot: () =>
      [...worlds.values()].map(({ scope, states, clock, faults, idempotency }) => {
        const time = clock.snapshot();
        return {
          scope,
          states: states.snapshot(),
          ...(time === undefined ? {} : { clock: time }),
          faults: faults.snapshot(),
          keys: idempotency.snapshot(),
        };
      }),
  };
}
