// What a validator says of a value: one violation for one fault, tied to the constraint that it breaks.
import type { ErrorObject } from 'ajv';
import { type Constraint, constraintsOf } from '../contract/constraints.ts';
import { type Schema, typesOf } from '../contract/schema.ts';
import { pointerToken } from '../json.ts';

/** One broken constraint. */
export interface Violation {
  /** Where, in the instance: for a missing or an unknown member, the place of that member. */
  readonly pointer: string;
  readonly keyword: string;
  readonly constraint: Constraint;
}

export type Validator = (value: unknown) => readonly Violation[];

/** The shape of ajv's compiled functions, compiled now or at build time. */
export interface CompiledSchema {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

/** Wraps a compiled schema so that it answers violations. */
export function createValidator(schema: () => Schema, compiled: CompiledSchema): Validator {
  let constraints: ReadonlyMap<string, Constraint> | undefined; // asked for by the first fault
  return value => {
    if (compiled(value)) return noViolations;
    constraints ??= new Map(constraintsOf(schema()).map(constraint => [constraint.id, constraint]));
    const known = constraints;
    return onePerPlace((compiled.errors ?? []).flatMap(error => read(error, known)));
  };
}

const noViolations: readonly Violation[] = [];

/** In this order, the first that fails at a place explains the others that fail there: `12` is no string, not a bad one. */
const precedence = ['type', 'not', 'const', 'enum', 'pattern', 'format', 'x-known-values'];

function onePerPlace(violations: readonly Violation[]): readonly Violation[] {
  const best = new Map<string, Violation>();
  for (const violation of violations) {
    const held = best.get(violation.pointer);
    if (held === undefined || rank(violation) < rank(held)) best.set(violation.pointer, violation);
  }
  return [...best.values()];
}

function rank({ keyword }: Violation): number {
  const at = precedence.indexOf(keyword);
  return at < 0 ? precedence.length : at;
}

function read(error: ErrorObject, constraints: ReadonlyMap<string, Constraint>): Violation[] {
  // The schema that holds a discriminator requires its tag and lists its values: those say the same, and say where.
  if (error.keyword === 'discriminator') return [];
  const { missingProperty, additionalProperty } = error.params as Record<string, unknown>; // ajv: params is an object
  const id =
    typeof missingProperty === 'string' ? `${error.schemaPath}/${pointerToken(missingProperty)}` : error.schemaPath;
  const constraint = constraints.get(id) ?? [...constraints.values()].find(({ id: own }) => own.startsWith(`${id}/`));
  if (constraint === undefined) throw new Error(`No constraint stands at ${error.schemaPath}.`);
  const member = typeof additionalProperty === 'string' ? additionalProperty : constraint.member;
  const pointer = member === undefined ? error.instancePath : `${error.instancePath}/${pointerToken(member)}`;
  return [{ pointer, keyword: error.keyword, constraint }];
}

/** What the constraint expects, in words, for a message. */
export function expectation({ keyword, schema, member }: Constraint): string {
  switch (keyword) {
    case 'type':
      return typesOf(schema)
        .filter(type => !(type === 'null' && schema.not?.type === 'null'))
        .map(type => (/^[aeiou]/.test(type) ? `an ${type}` : type === 'null' ? type : `a ${type}`))
        .join(' or ');
    case 'required':
      return `the member \`${member}\``;
    case 'additionalProperties':
      return `no member but ${quoted(Object.keys(schema.properties ?? {}))}`;
    case 'enum':
      return `one of ${quoted((schema.enum ?? []).filter(value => value !== null))}`;
    case 'x-known-values':
      return `one of the known values ${quoted(schema['x-known-values'] ?? [])}`;
    case 'const':
      return quoted([schema.const]);
    case 'not':
      return member === undefined ? 'a value, or no such member' : `no member \`${member}\` here`;
    case 'minItems':
      return 'at least one item';
    case 'uniqueItems':
      return 'each value once';
    case 'pattern':
      return schema.format === 'uri'
        ? 'a URL that starts with https:// or http://'
        : `text that matches ${schema.pattern}`;
    case 'format':
      return schema.format === 'date-time' ? 'an RFC 3339 timestamp' : `a ${schema.format?.toUpperCase()}`;
    default:
      return keyword;
  }
}

function quoted(values: readonly unknown[]): string {
  return values.map(value => `\`${String(value)}\``).join(', ');
}
