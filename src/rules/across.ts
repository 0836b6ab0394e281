// What shows only between exchanges: a link answered twice, a key used twice, a retry without one. None of it is more than a
// warning, since a recording seldom shows all that was sent.

import { createLatestBy, freeSlot, type LatestBy, putInto, slotOf } from './latest-by.ts';
import type { Breach, Rule } from './rule.ts';
import type { Sighting } from './sighting.ts';

/** A rule that looks at the exchanges before as well. */
export type AcrossRule = Omit<Rule, 'check' | 'recordingsOnly'>;

const repeated: AcrossRule = {
  id: 'recording/repeated',
  title: 'Each exchange is recorded once.',
  why: 'What is recorded twice counts twice; nothing is wrong with the exchange itself.',
  fix: 'Look for two recorders on one way, or for a file that was added twice.',
  party: 'client',
  severity: 'notice',
  evidence: 'assumed',
  source: 'reading',
};

const linkReused: AcrossRule = {
  id: 'response/link-reused',
  title: 'Each request is answered with a new link.',
  why: 'A link can be used once: the second visitor of the same link does not get in.',
  fix: 'Make a new link for each request. If somebody has replaced the links of the recording by one placeholder, this says nothing.',
  party: 'provider',
  severity: 'warning',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
};

const keyReused: AcrossRule = {
  id: 'request/idempotency-key-reused',
  title: 'An Idempotency-Key stands for one request with one body.',
  why: 'A key that is sent with another body is refused with 409 `idempotency_error`, or answered for the body before.',
  fix: 'Make a new key for each operation, and send it again only when you retry that operation with the same body.',
  party: 'client',
  severity: 'warning',
  evidence: 'documented',
  source: 'idempotency-guide',
};

const retryWithoutKey: AcrossRule = {
  id: 'request/retry-without-key',
  title: 'A request that is sent again after a failure carries an Idempotency-Key.',
  why: 'After a 5xx, or no answer, nobody knows whether the request was carried out; only a key makes sure that it is not twice.',
  fix: 'Send an Idempotency-Key with the request, and the same one with each retry.',
  party: 'client',
  severity: 'notice', // when it was sent again, and whether on purpose, a recording does not say
  evidence: 'documented',
  source: 'idempotency-guide',
};

const guessedConfigurations: AcrossRule = {
  id: 'request/guessed-configurations',
  title: 'After a refusal the applied configurations are asked for, not others that are guessed.',
  why: 'Asking for fewer is refused as well as asking for more; integrations that guess try one list after the other.',
  fix: 'Read the applied configurations of the account, or `applied_configurations` of the error, and send exactly these.',
  party: 'client',
  severity: 'notice',
  evidence: 'observed',
  source: 'integrator-reports',
};

export const acrossRules: readonly AcrossRule[] = [
  repeated,
  linkReused,
  keyReused,
  retryWithoutKey,
  guessedConfigurations,
];

export interface Across {
  /** What the next exchange breaks, beside those before it. */
  see(sighting: Sighting): readonly (readonly [rule: AcrossRule, breach: Breach])[];
  /** How many exchanges are remembered at most, once some have been forgotten. */
  readonly bound: number | undefined;
}

/** As many exchanges as are remembered: some three megabytes of them. */
const mostRemembered = 10_000;

/** Looks at exchanges in their order. Memory is bounded: of the exchanges before, the latest are remembered. */
export function createAcross(remembered: number = mostRemembered): Across {
  // Columns, not objects: what is remembered for long and then forgotten is what a heap is worst at.
  const [entries, lines, bodies, keys, statuses] = [0, 0, 0, 0, 0].map(() => new Float64Array(remembered));
  const sources: string[] = [];
  const tables = Array.from({ length: 5 }, () => createLatestBy(remembered));
  const [byLink, byKey, failed, byAnswer, mismatched] = tables;
  if (!(entries && lines && bodies && keys && statuses && byLink && byKey && failed && byAnswer && mismatched)) {
    throw new Error('Lists have lost members.'); // never: they were made with so many
  }
  let seen = 0;

  const at = (slot: number): Remembered | undefined => {
    if (slot < 0) return undefined;
    const [entry = 0, line = 0, body = 0, key = 0, status = 0] = [
      ...[entries[slot], lines[slot], bodies[slot], keys[slot], statuses[slot]],
    ];
    return { slot, source: sources[slot] ?? '', entry, line: line === 0 ? undefined : line, body, key, status };
  };
  const find = (table: LatestBy, number: number): Remembered | undefined =>
    number === 0 ? undefined : at(slotOf(table, number));
  const remember = (sighting: Sighting): number => {
    const { link, key, body, answer, mismatch, isFailure } = sighting;
    const slot = seen++ % remembered;
    for (const table of tables) freeSlot(table, slot);
    sources[slot] = sighting.source;
    entries[slot] = sighting.entry;
    lines[slot] = sighting.line ?? 0;
    bodies[slot] = body;
    keys[slot] = key;
    statuses[slot] = sighting.status;
    if (link !== 0) putInto(byLink, link, slot);
    if (key !== 0) putInto(byKey, key, slot);
    if (isFailure && key === 0 && body !== 0) putInto(failed, body, slot);
    if (answer !== 0) putInto(byAnswer, answer, slot);
    if (mismatch !== 0) putInto(mismatched, mismatch, slot);
    return slot;
  };

  return {
    see(sighting) {
      const { source, link, key, body, answer, status, mismatch, keepsHeaders } = sighting;
      const same = find(byAnswer, answer);
      const sameLink = find(byLink, link);
      const sameKey = find(byKey, key);
      const before = key === 0 && keepsHeaders ? find(failed, body) : undefined;
      const guess = find(mismatched, mismatch);
      const slot = remember(sighting);
      if (same !== undefined && same.body === body && same.status === status) {
        return [[repeated, { message: `The exchange is recorded twice: first ${placeOf(same)}.` }]];
      }
      const breaches: (readonly [AcrossRule, Breach])[] = [];
      // What a replay of the same operation is answered with is unknown.
      if (sameLink !== undefined && (key === 0 || sameLink.key !== key)) {
        const message = `The link was answered before: ${placeOf(sameLink)}.`;
        breaches.push([linkReused, { message, pointer: '/response/body/url', expected: 'a new link' }]);
      }
      // Another file may be of another day, or of another platform, where a key means something else.
      if (sameKey !== undefined && sameKey.source === source && sameKey.body !== body) {
        const message = `The Idempotency-Key was sent with another body before: ${placeOf(sameKey)}.`;
        breaches.push([keyReused, { message, pointer: '/request/headers/idempotency-key', expected: 'a new key' }]);
      }
      if (before !== undefined && before.source === source) {
        if (before.slot !== slot && slotOf(failed, body) === before.slot) freeSlot(failed, before.slot);
        const message = `The request was sent again, without an Idempotency-Key, after a failure: ${placeOf(before)}.`;
        breaches.push([
          retryWithoutKey,
          { message, pointer: '/request/headers/idempotency-key', expected: 'an Idempotency-Key', received: 'nothing' },
        ]);
      }
      if (guess !== undefined && guess.source === source && guess.body !== body) {
        const message = `Other configurations of the account were refused before: ${placeOf(guess)}.`;
        const expected = 'the applied configurations';
        breaches.push([guessedConfigurations, { message, pointer: '/request/body/use_case', expected }]);
      }
      return breaches;
    },
    get bound() {
      return seen > remembered ? remembered : undefined;
    },
  };
}

/** What is compared of an exchange before, and told of it. */
interface Remembered extends Pick<Sighting, 'source' | 'entry' | 'line' | 'body' | 'key' | 'status'> {
  readonly slot: number;
}

function placeOf({ source, entry, line }: Remembered): string {
  return line === undefined ? `${source}, entry ${entry}` : `${source}:${line}`;
}
