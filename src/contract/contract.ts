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
}

export interface Catalogue {
  readonly default: { readonly contract: string; readonly stripeVersion: string };
  readonly contracts: readonly Contract[];
  readonly sources: { readonly [id: string]: Source };
}

const schemasFolder = new URL('../../schemas/', import.meta.url);

/** Loads all contracts from `schemas/`. Throws a `ToolError` when a file is missing or not usable. */
export function loadCatalogue(): Catalogue {
  const catalogue = readJson('catalogue.json') as unknown as RawCatalogue; // held by catalogue.test.ts
  const sources = readJson('sources.json') as unknown as Pick<Catalogue, 'sources'>; // likewise
  const error = resolveSchema(readJson('shared/error.schema.json'));
  return {
    default: catalogue.default,
    sources: sources.sources,
    contracts: catalogue.contracts.map(({ id, channel, versions, changed }) => ({
      ...{ id, channel, versions, changed, error },
      request: resolveSchema(readJson(`${id}/request.schema.json`)),
      response: resolveSchema(readJson(`${id}/response.schema.json`)),
      outcomes: (readJson(`${id}/outcomes.json`) as unknown as Pick<Contract, 'outcomes'>).outcomes, // likewise
    })),
  };
}

type RawCatalogue = Pick<Catalogue, 'default'> & {
  readonly contracts: readonly Pick<Contract, 'id' | 'channel' | 'versions' | 'changed'>[];
};

function readJson(path: string): JsonObject {
  try {
    const value: unknown = JSON.parse(readFileSync(new URL(path, schemasFolder), 'utf8'));
    if (isJsonObject(value)) return value;
    throw new Error('it does not hold an object');
  } catch (thrown) {
    throw new ToolError('contract-broken', `schemas/${path} cannot be used: ${reasonOf(thrown)}.`, { cause: thrown });
  }
}
