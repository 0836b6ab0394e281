// Schema → Pact: the example of an answer in Pact's plain integration JSON. Nothing of Pact is imported.
import { type Constraint, constraintsOf } from '../contract/constraints.ts';
import { type Schema, typesOf } from '../contract/schema.ts';
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject, jsonType, pointerToken } from '../json.ts';

/** An example with its matchers, and what they leave to ajv. */
export interface Matcher {
  readonly matcher: Json;
  /** The constraints that the matchers do not hold, or hold only in part: those are ajv's alone. */
  readonly lossy: readonly Lossy[];
}

/** A constraint that is left to ajv. */
export interface Lossy {
  readonly constraint: string;
  /**
   * The example has no such member; it is assumed and Pact cannot warn; Pact has no word for it; or Pact's matcher is
   * wider.
   */
  readonly reason: 'absent' | 'assumed' | 'inexpressible' | 'wider';
}

/**
 * Compiles an example into Pact matchers. A key of the example must be in the answer and one that is not in it goes
 * unseen, so an example holds what is always there or was asked for. Pact knows no warning: an assumed constraint is
 * left to ajv. Throws a `ToolError` for a keyword that it does not know and for an example that it cannot express.
 */
export function toMatcher(schema: Schema, example: Json): Matcher {
  const constraints = constraintsOf(schema);
  const assumed = constraints.filter(({ evidence }) => evidence === 'assumed').map(({ id }) => id);
  const progress = { assumed: new Set(assumed), held: new Set<string>() };
  const matcher = compile(schema, example, '#', progress);
  return { matcher, lossy: constraints.filter(({ id }) => !progress.held.has(id)).map(lossyOf) };
}

function lossyOf({ id, keyword, evidence }: Constraint): Lossy {
  if (evidence === 'assumed') return { constraint: id, reason: 'assumed' };
  if (inexpressible.includes(keyword)) return { constraint: id, reason: 'inexpressible' };
  return { constraint: id, reason: keyword === 'format' ? 'wider' : 'absent' };
}

interface Progress {
  readonly assumed: ReadonlySet<string>;
  /** Ids of the constraints that a matcher holds in full. */
  readonly held: Set<string>;
}

const annotations = ['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples', 'x-evidence'];
const expressed = ['type', 'const', 'enum', 'pattern', 'format', 'properties', 'required', 'items', 'minItems'];
/** Never held: Pact lets an answer have more members and has no word for alternatives. */
const inexpressible = ['additionalProperties', 'uniqueItems', 'not', 'oneOf', 'discriminator', 'x-known-values'];
const known: ReadonlySet<string> = new Set([...annotations, ...expressed, ...inexpressible]);

function compile(schema: Schema, example: Json, at: string, progress: Progress): Json {
  const unknown = Object.keys(schema).find(keyword => !known.has(keyword));
  if (unknown !== undefined) throw broken(at, `does not know the keyword ${unknown}`);
  // Null and absent mean the same in an answer, but Pact would demand the null.
  if (example === null) throw broken(at, 'cannot express a null, leave the member out of the example');
  if (!typesOf(schema).includes(jsonType(example))) throw broken(at, `finds a ${jsonType(example)} in the example`);
  if (!holds(progress, `${at}/type`)) throw broken(at, 'cannot warn, leave a member of an assumed type out');
  if (schema.const !== undefined && holds(progress, `${at}/const`)) {
    return { 'pact:matcher:type': 'equality', value: schema.const };
  }
  if (isJsonObject(example)) return compileObject(schema, example, at, progress);
  if (isList(example)) return compileArray(schema, example, at, progress);
  if (typeof example === 'string') return compileString(schema, example, at, progress);
  if (typeof example === 'boolean' && schema.enum === undefined) return { 'pact:matcher:type': 'type', value: example };
  throw broken(at, `cannot express a ${jsonType(example)}`);
}

/** Notes that a constraint is held, unless it is assumed: then no matcher may demand it. */
function holds({ assumed, held }: Progress, id: string): boolean {
  if (assumed.has(id)) return false;
  held.add(id);
  return true;
}

function compileObject(schema: Schema, example: JsonObject, at: string, progress: Progress): Json {
  const members = Object.entries(example).map(([name, value]): [string, Json] => {
    const inner = schema.properties?.[name];
    const token = pointerToken(name);
    if (inner === undefined) throw broken(at, `finds no description of the member ${name}`);
    if (schema.required?.includes(name)) holds(progress, `${at}/required/${token}`);
    return [name, compile(inner, value, `${at}/properties/${token}`, progress)];
  });
  return Object.fromEntries(members);
}

/** Built by hand: Pact's own builders repeat the first item, and without a `min` an empty list fails. */
function compileArray(schema: Schema, example: readonly Json[], at: string, progress: Progress): Json {
  const { items } = schema;
  if (items === undefined) throw broken(at, 'finds no description of the items');
  const min = schema.minItems !== undefined && holds(progress, `${at}/minItems`) ? schema.minItems : 0;
  return {
    'pact:matcher:type': 'type',
    min,
    value: example.map(item => compile(items, item, `${at}/items`, progress)),
  };
}

function compileString(schema: Schema, example: string, at: string, progress: Progress): Json {
  const regexes: string[] = [];
  if (schema.enum !== undefined && holds(progress, `${at}/enum`)) regexes.push(alternatives(schema.enum, at));
  if (schema.pattern !== undefined && holds(progress, `${at}/pattern`)) regexes.push(wholeString(schema.pattern));
  if (schema.format !== undefined && !progress.assumed.has(`${at}/format`)) regexes.push(formatOf(schema.format, at));
  if (regexes.length === 0) return { 'pact:matcher:type': 'type', value: example };
  // A regex alone would turn a number or null into text before it looks.
  const rules = regexes.map(regex => ({ 'pact:matcher:type': 'regex', regex }));
  return { 'pact:matcher:type': [{ 'pact:matcher:type': 'type' }, ...rules], value: example };
}

function alternatives(values: readonly Json[], at: string): string {
  const escaped = values.flatMap(value => {
    if (value === null) return [];
    if (typeof value !== 'string') throw broken(at, 'can express an enum of text only');
    return [value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')];
  });
  return `^(?:${escaped.join('|')})$`;
}

/** JSON Schema searches, Pact compares the whole string: what the pattern leaves open is opened. */
function wholeString(pattern: string): string {
  const mayMixAnchors = pattern.includes('|');
  const isOpenBefore = mayMixAnchors || !pattern.startsWith('^');
  const isOpenAfter = mayMixAnchors || !pattern.endsWith('$') || pattern.endsWith('\\$');
  return `${isOpenBefore ? '[\\s\\S]*' : ''}(?:${pattern})${isOpenAfter ? '[\\s\\S]*' : ''}`;
}

/** Never narrower than ajv's formats and a little wider (a 30th of February), so that `format` is not held. */
const formats: Readonly<Record<string, string>> = {
  'date-time':
    '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])[Tt\\s](?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?' +
    '(?:[Zz]|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)$',
  uri: '^[A-Za-z][A-Za-z0-9+.-]*:\\S+$',
};

function formatOf(format: string, at: string): string {
  const regex = formats[format];
  if (regex === undefined) throw broken(at, `does not know the format ${format}`);
  return regex;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function broken(at: string, reason: string): ToolError {
  return new ToolError('contract-broken', `No Pact matcher can be made: the compiler ${reason} (at ${at}).`);
}
