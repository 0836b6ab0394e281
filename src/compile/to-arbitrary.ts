// Schema → the values it allows. The wrong ones are made from these in `to-faults.ts`.
import fc from 'fast-check';
import { type Schema, typesOf } from '../contract/schema.ts';
import { type Json, pointerToken } from '../json.ts';
import { urlArbitrary } from './url-arbitrary.ts';

/**
 * An arbitrary of values that satisfy every constraint of a schema, the assumed ones too.
 *
 * @param present - JSON pointers of optional members that must be there; `*` stands for a position in an array.
 * Throws for a schema that it cannot satisfy: a keyword that is passed over would make wrong "valid" values.
 */
export function toArbitrary(schema: Schema, present: readonly string[] = []): fc.Arbitrary<Json> {
  return arbitrary(schema, '', present);
}

function arbitrary(schema: Schema, pointer: string, present: readonly string[]): fc.Arbitrary<Json> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  const values = schema.enum ?? schema['x-known-values'];
  const mayBeNull = typesOf(schema).includes('null') && schema.not?.type !== 'null' && !mustExist(present, pointer);
  if (values !== undefined) {
    return fc.constantFrom(...values.filter(value => value !== null), ...(mayBeNull ? [null] : []));
  }
  const [type] = typesOf(schema).filter(name => name !== 'null');
  const inner = ofType(type, schema, pointer, present);
  return mayBeNull ? fc.option(inner, { nil: null }) : inner;
}

function ofType(
  type: string | undefined,
  schema: Schema,
  pointer: string,
  present: readonly string[],
): fc.Arbitrary<Json> {
  switch (type) {
    case 'object':
      return fc.oneof(...shapesOf(schema, pointer, present).map(shape => object(shape, pointer, present)));
    case 'array':
      return array(schema, pointer, present);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return string(schema);
    default:
      throw new Error(`No arbitrary is known for type ${type} at ${pointer}.`);
  }
}

interface Shape {
  readonly properties: { readonly [name: string]: Schema };
  readonly required: readonly string[];
}

/** The shapes an object may take: one, or one for each branch of a discriminator. */
function shapesOf(schema: Schema, pointer: string, present: readonly string[]): Shape[] {
  const own: Shape = { properties: schema.properties ?? {}, required: schema.required ?? [] };
  if (schema.oneOf === undefined) return [own];
  const shapes = schema.oneOf.map(branch => {
    const barred = branch.not?.required ?? [];
    const merged = { ...own.properties, ...branch.properties };
    return {
      properties: Object.fromEntries(Object.entries(merged).filter(([name]) => !barred.includes(name))),
      required: [...own.required, ...(branch.required ?? [])],
    };
  });
  const possible = shapes.filter(shape =>
    Object.keys(own.properties).every(name => name in shape.properties || !isPresent(present, pointer, name)),
  );
  if (possible.length === 0) throw new Error(`No branch at ${pointer} allows all of ${present.join(', ')}.`);
  return possible;
}

function object(shape: Shape, pointer: string, present: readonly string[]): fc.Arbitrary<Json> {
  const names = Object.keys(shape.properties);
  const members = Object.fromEntries(
    Object.entries(shape.properties).map(([name, inner]) => [
      name,
      arbitrary(inner, `${pointer}/${pointerToken(name)}`, present),
    ]),
  );
  const requiredKeys = names.filter(name => shape.required.includes(name) || isPresent(present, pointer, name));
  return fc.record(members, { requiredKeys, noNullPrototype: true });
}

/** Whether the member, or anything within it, must be there. */
function isPresent(present: readonly string[], pointer: string, name: string): boolean {
  return mustExist(present, `${pointer}/${pointerToken(name)}`);
}

function mustExist(present: readonly string[], pointer: string): boolean {
  return present.some(wanted => wanted === pointer || wanted.startsWith(`${pointer}/`));
}

function array(schema: Schema, pointer: string, present: readonly string[]): fc.Arbitrary<Json> {
  if (schema.items === undefined) throw new Error(`The array at ${pointer} says nothing of its items.`);
  const items = arbitrary(schema.items, `${pointer}/*`, present);
  const minLength = Math.max(schema.minItems ?? 0, mustExist(present, `${pointer}/*`) ? 1 : 0);
  const maxLength = Math.max(minLength, schema.items.enum?.length ?? 5);
  return schema.uniqueItems === true
    ? fc.uniqueArray(items, { minLength, maxLength })
    : fc.array(items, { minLength, maxLength });
}

function string(schema: Schema): fc.Arbitrary<string> {
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u');
  switch (schema.format) {
    case 'uri':
      return pattern === undefined ? urlArbitrary() : urlArbitrary().filter(url => pattern.test(url));
    case 'date-time':
      return fc
        .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true })
        .map(date => date.toISOString());
    case undefined:
      return pattern === undefined ? fc.string() : fc.stringMatching(pattern);
    default:
      throw new Error(`No arbitrary is known for format ${schema.format}.`);
  }
}
