import { readFileSync } from 'node:fs';
import { reasonOf, ToolError } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Outcome } from './outcomes.ts';
import { resolveSchema, type Schema } from './schema.ts';

export type Channel = 'preview' | 'ga';

/** What a client and a provider owe each other under the Stripe-Versions that it covers. */
export interface Contract {
  /** The first Stripe-Version that it covers. */
  readonly id: string;
  readonly channel: Channel;
  /** The Stripe-Versions it covers, in order. */
  readonly versions: readonly string[];
  readonly changed: string;
  readonly request: Schema;
  readonly response: Schema;
  readonly error: Schema;
  readonly outcomes: readonly Outcome[];
}

export interface Source {
  readonly title: string;
  readonly url?: string;
  readonly read?: string;
  /** Where its samples do not say what its text says: neither is held against anybody. */
  readonly quirks?: readonly string[];
}

export interface Catalogue {
  readonly default: { readonly contract: string; readonly stripeVersion: string };
  readonly contracts: readonly Contract[];
  readonly sources: { readonly [id: string]: Source };
}

const schemasFolder = new URL('../../schemas/', import.meta.url);

/**
 * Loads the contracts from `schemas/`; what each of them demands is read when it is asked for, since nearly all traffic is
 * judged by one. Throws a `ToolError` when a file is missing or not usable.
 */
export function loadCatalogue(): Catalogue {
  const catalogue = readJson('catalogue.json') as unknown as RawCatalogue; // held by catalogue.test.ts
  const sources = once(() => (readJson('sources.json') as unknown as Pick<Catalogue, 'sources'>).sources); // likewise
  const error = once(() => resolveSchema(readJson('shared/error.schema.json')));
  return {
    default: catalogue.default,
    get sources() {
      return sources();
    },
    contracts: catalogue.contracts.map(named => contractOf(named, error)),
  };
}

function contractOf({ id, channel, versions, changed }: NamedContract, error: () => Schema): Contract {
  const request = once(() => resolveSchema(readJson(`${id}/request.schema.json`)));
  const response = once(() => resolveSchema(readJson(`${id}/response.schema.json`)));
  // Held by catalogue.test.ts, too.
  const outcomes = once(() => (readJson(`${id}/outcomes.json`) as unknown as Pick<Contract, 'outcomes'>).outcomes);
  return {
    ...{ id, channel, versions, changed },
    get error() {
      return error();
    },
    get request() {
      return request();
    },
    get response() {
      return response();
    },
    get outcomes() {
      return outcomes();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

type NamedContract = Pick<Contract, 'id' | 'channel' | 'versions' | 'changed'>;

type RawCatalogue = Pick<Catalogue, 'default'> & { readonly contracts: readonly NamedContract[] };

function readJson(path: string): JsonObject {
  try {
    const value: unknown = JSON.parse(readFileSync(new URL(path, schemasFolder), 'utf8'));
    if (isJsonObject(value)) return value;
    throw new Error('it does not hold an object');
  } catch (thrown) {
    throw new ToolError('contract-broken', `schemas/${path} cannot be used: ${reasonOf(thrown)}.`, { cause: thrown });
  }
}
