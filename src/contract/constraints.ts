import type { Evidence } from '../evidence.ts';
import { pointerToken } from '../json.ts';
import type { Schema } from './schema.ts';

/** One thing that a schema demands: a keyword at a place. The unit of tests, of coverage and of evidence. */
export interface Constraint {
  /** Where the keyword stands in the resolved schema, and for `required` which member: unique within a schema. */
  readonly id: string;
  readonly keyword: string;
  /** Where the fault shows in an instance; `*` stands for a position in an array. */
  readonly pointer: string;
  /** The member that must be there (`required`) or must not (`not` of a `required`). */
  readonly member?: string;
  readonly evidence: Evidence;
  readonly source: string;
  /** The schema that holds the keyword. */
  readonly schema: Schema;
}

const keywords = [
  'type',
  'not',
  'const',
  'enum',
  'x-known-values',
  'required',
  'additionalProperties',
  'minItems',
  'uniqueItems',
  'pattern',
  'format',
] as const satisfies readonly (keyof Schema)[];

/** Every constraint of a resolved schema, outermost first. */
export function constraintsOf(schema: Schema): readonly Constraint[] {
  return [...walk(schema, '#', '')];
}

function* walk(schema: Schema, at: string, pointer: string): Generator<Constraint> {
  for (const keyword of keywords) {
    if (schema[keyword] !== undefined && isAsserting(schema, keyword)) yield* demands(schema, keyword, at, pointer);
  }
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const token = pointerToken(name);
    yield* walk(inner, `${at}/properties/${token}`, `${pointer}/${token}`);
  }
  if (schema.items !== undefined) yield* walk(schema.items, `${at}/items`, `${pointer}/*`);
  for (const [index, branch] of (schema.oneOf ?? []).entries()) yield* walk(branch, `${at}/oneOf/${index}`, pointer);
}

/** A `const` without evidence is the tag of a branch: the discriminator's, no demand of its own. */
function isAsserting(schema: Schema, keyword: string): boolean {
  return keyword !== 'const' || schema['x-evidence']?.['const'] !== undefined;
}

function* demands(schema: Schema, keyword: string, at: string, pointer: string): Generator<Constraint> {
  const [evidence, source] = schema['x-evidence']?.[keyword] ?? ['assumed', 'reading'];
  const base = { keyword, evidence, source, schema };
  const id = `${at}/${keyword}`;
  const members = keyword === 'required' ? schema.required : keyword === 'not' ? schema.not?.required : undefined;
  if (members === undefined) yield { ...base, id, pointer };
  else {
    for (const member of members) {
      const token = pointerToken(member);
      yield { ...base, id: `${id}/${token}`, pointer: `${pointer}/${token}`, member };
    }
  }
}
