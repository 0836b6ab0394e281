import { ToolError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import { isJsonObject, type Json, type JsonObject, valueAt } from '../json.ts';

/** Keyword → how far it can be trusted and the id of its source in `schemas/sources.json`. */
export type EvidenceMap = { readonly [keyword: string]: readonly [Evidence, string] };

/** The part of JSON Schema 2020-12 that our contracts use, and our two annotations. Anything else is refused. */
export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly uniqueItems?: true;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly pattern?: string;
  readonly format?: string;
  readonly not?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly discriminator?: { readonly propertyName: string };
  readonly default?: Json;
  readonly examples?: readonly Json[];
  /** Evidence of each asserting keyword of this schema. */
  readonly 'x-evidence'?: EvidenceMap;
  /** An open enum: the values known so far. Another string conforms, and is worth a notice. */
  readonly 'x-known-values'?: readonly string[];
}

const annotations = ['$schema', '$id', '$defs', '$comment', 'title', 'description', 'default', 'examples'];
const assertions = ['type', 'required', 'additionalProperties', 'minItems', 'uniqueItems', 'enum', 'const', 'pattern'];
const known: ReadonlySet<string> = new Set([
  ...annotations,
  ...assertions,
  ...['format', 'not', 'properties', 'items', 'oneOf', 'discriminator', 'x-evidence', 'x-known-values'],
]);

/**
 * A schema document without its `$ref`s, so that a path in it names one constraint and no compiler needs to resolve.
 * Throws a `ToolError` for a keyword that our compilers do not all understand: an unknown keyword must never pass.
 */
export function resolveSchema(document: JsonObject): Schema {
  return resolve(document, document, []) as Schema; // `resolve` refuses what `Schema` does not name
}

function resolve(schema: Json, document: JsonObject, within: readonly string[]): JsonObject {
  if (!isJsonObject(schema)) throw broken(document, 'a schema must be an object');
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    if (!reference.startsWith('#/') || within.includes(reference)) throw broken(document, `cannot follow ${reference}`);
    const target = valueAt(document, reference.slice(1)) as Json;
    const { $ref: _, ...besides } = schema;
    return { ...resolve(target, document, [...within, reference]), ...resolve(besides, document, within) };
  }
  const resolved: Record<string, Json> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (!known.has(keyword)) throw broken(document, `unknown keyword ${keyword}`);
    if (keyword === '$defs') continue;
    resolved[keyword] = resolveKeyword(keyword, value, document, within);
  }
  return resolved;
}

function resolveKeyword(keyword: string, value: Json, document: JsonObject, within: readonly string[]): Json {
  if (keyword === 'items' || keyword === 'not') return resolve(value, document, within);
  if (keyword === 'oneOf' && Array.isArray(value)) return value.map(branch => resolve(branch, document, within));
  if (keyword === 'properties' && isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolve(inner, document, within)]));
  }
  if (keyword === 'additionalProperties' && value !== false)
    throw broken(document, 'additionalProperties must be false');
  return value;
}

function broken(document: JsonObject, reason: string): ToolError {
  const name = typeof document['$id'] === 'string' ? document['$id'] : 'without $id';
  return new ToolError('contract-broken', `The schema ${name} cannot be used: ${reason}.`);
}

/** The types that a schema allows, as a list. */
export function typesOf(schema: Schema): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}
