// Idempotency keys as v2 treats them: what succeeded is not done again, what failed is executed anew.
import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../json.ts';
import { canonicalText } from './canonical-text.ts';

/** What became of a key. */
export type Remembered = 'new' | 'in-flight' | 'other-parameters' | { readonly replay: JsonObject };

/** A use of a key. */
export interface KeyUse {
  /** Whose key it is, and the key. */
  readonly id: string;
  readonly parameters: Json;
}

export interface Idempotency {
  look(use: KeyUse, time: Date): Remembered;
  /** The request is being answered; until `settle` the key is in flight. */
  begin(use: KeyUse): void;
  /** It has been answered: with a link, or (`undefined`) with a failure, which leaves nothing behind. */
  settle(use: KeyUse, time: Date, link: JsonObject | undefined): void;
  clear(): void;
  snapshot(): readonly KeySnapshot[];
}

export interface KeySnapshot {
  readonly id: string;
  readonly parameters: string;
  readonly at: number;
  readonly link: JsonObject;
}

/** Documented. */
const windowMs = 30 * 24 * 60 * 60 * 1000;
/** A long run uses a new key for each request: the oldest are forgotten. */
const mostKeys = 10_000;

export function createIdempotency(restored: readonly KeySnapshot[] = []): Idempotency {
  const succeeded = new Map(restored.map(key => [key.id, key]));
  // One for all time, as with links: a new one would walk over all that was deleted before it.
  const oldestFirst = succeeded.keys();
  const inFlight = new Set<string>();
  return {
    look: ({ id, parameters }, time) => {
      if (inFlight.has(id)) return 'in-flight';
      const held = succeeded.get(id);
      if (held === undefined || time.getTime() - held.at >= windowMs) return 'new';
      return held.parameters === canonicalText(parameters) ? { replay: held.link } : 'other-parameters';
    },
    begin: ({ id }) => {
      inFlight.add(id);
    },
    settle: ({ id, parameters }, time, link) => {
      inFlight.delete(id);
      if (link === undefined) return;
      // Deleted first, so that it is the youngest: a key is used again after its window.
      succeeded.delete(id);
      succeeded.set(id, { id, parameters: canonicalText(parameters), at: time.getTime(), link });
      while (succeeded.size > mostKeys) succeeded.delete(oldestFirst.next().value ?? '');
    },
    clear: () => succeeded.clear(),
    snapshot: () => [...succeeded.values()],
  };
}

/** The name of a use: the platform (by its key, of which only a hash is kept), the contract and the idempotency key. */
export function keyId(authorization: string, contract: string, idempotencyKey: string): string {
  return hash('sha256', `${authorization}\n${contract}\n${idempotencyKey}`, 'base64url');
}
