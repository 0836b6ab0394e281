// Schema → the values it allows. The wrong ones are made from these in `to-faults.ts`.
import fc from 'fast-check';
import { type Schema, typesOf } from '../contract/schema.ts';
import { isJsonObject, type Json, pointerToken } from '../json.ts';
import { type Drawer, drawnBy, firstDrawn, oneOf, oneOfMany, type Random } from './drawer.ts';
import { urlDrawer } from './url-drawer.ts';

/**
 * An arbitrary of values that satisfy every constraint of a schema, the assumed ones too.
 *
 * @param present - JSON pointers of optional members that must be there; `*` stands for a position in an array.
 * Throws for a schema that it cannot satisfy: a keyword that is passed over would make wrong "valid" values.
 */
export function toArbitrary(schema: Schema, present: readonly string[] = []): fc.Arbitrary<Json> {
  return drawnBy(toDrawer(schema, present));
}

/** The same as a drawer. */
export function toDrawer(schema: Schema, present: readonly string[] = []): Drawer<Json> {
  return drawer(schema, '', present);
}

/** One in so many is null or absent, where it may be. */
const seldom = 6;

function drawer(schema: Schema, pointer: string, present: readonly string[]): Drawer<Json> {
  if (schema.const !== undefined) return oneOf([schema.const]);
  const values = schema.enum ?? schema['x-known-values'];
  const mayBeNull = typesOf(schema).includes('null') && schema.not?.type !== 'null' && !mustExist(present, pointer);
  if (values !== undefined) {
    const [first, ...others] = [...values.filter(value => value !== null), ...(mayBeNull ? [null] : [])];
    if (first === undefined) throw new Error(`The list of values at ${pointer} is empty.`);
    return oneOf([first, ...others]);
  }
  const [type] = typesOf(schema).filter(name => name !== 'null');
  const inner = ofType(type, schema, pointer, present);
  return mayBeNull ? orNull(inner) : inner;
}

function orNull({ draw, smaller }: Drawer<Json>): Drawer<Json> {
  return {
    draw: random => (random.nextInt(1, seldom) === 1 ? null : draw(random)),
    smaller: function* (value) {
      if (value === null) return;
      yield null;
      yield* smaller(value);
    },
  };
}

function ofType(type: string | undefined, schema: Schema, pointer: string, present: readonly string[]): Drawer<Json> {
  switch (type) {
    case 'object':
      return object(schema, pointer, present);
    case 'array':
      return array(schema, pointer, present);
    case 'boolean':
      return oneOf<Json>([false, true]);
    case 'string':
      return string(schema) as Drawer<Json>; // a string is JSON, and what is made smaller was drawn here
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

interface Member {
  readonly name: string;
  readonly isRequired: boolean;
  readonly drawer: Drawer<Json>;
}

function object(schema: Schema, pointer: string, present: readonly string[]): Drawer<Json> {
  const shapes = shapesOf(schema, pointer, present).map(({ properties, required }) =>
    Object.entries(properties).map(
      ([name, inner]): Member => ({
        name,
        isRequired: required.includes(name) || isPresent(present, pointer, name),
        drawer: drawer(inner, `${pointer}/${pointerToken(name)}`, present),
      }),
    ),
  );
  return {
    draw: random => {
      const members = shapes[shapes.length === 1 ? 0 : random.nextInt(0, shapes.length - 1)] ?? [];
      const value: Record<string, Json> = {};
      for (const { name, isRequired, drawer } of members) {
        if (isRequired || random.nextInt(1, seldom) !== 1) value[name] = drawer.draw(random);
      }
      return value;
    },
    smaller: function* (value) {
      if (!isJsonObject(value)) return;
      const names = Object.keys(value);
      const members = shapes.find(shape => isOfShape(names, shape)) ?? [];
      for (const { name, isRequired } of members) {
        const { [name]: _, ...others } = value;
        if (!isRequired && names.includes(name)) yield others;
      }
      for (const { name, drawer } of members) {
        const held = value[name];
        if (held === undefined) continue;
        for (const smaller of drawer.smaller(held)) yield { ...value, [name]: smaller };
      }
    },
  };
}

function isOfShape(names: readonly string[], shape: readonly Member[]): boolean {
  return (
    names.every(name => shape.some(member => member.name === name)) &&
    shape.every(({ name, isRequired }) => !isRequired || names.includes(name))
  );
}

/** Whether the member, or anything within it, must be there. */
function isPresent(present: readonly string[], pointer: string, name: string): boolean {
  return mustExist(present, `${pointer}/${pointerToken(name)}`);
}

function mustExist(present: readonly string[], pointer: string): boolean {
  return present.some(wanted => wanted === pointer || wanted.startsWith(`${pointer}/`));
}

function array(schema: Schema, pointer: string, present: readonly string[]): Drawer<Json> {
  if (schema.items === undefined) throw new Error(`The array at ${pointer} says nothing of its items.`);
  const item = drawer(schema.items, `${pointer}/*`, present);
  const least = Math.max(schema.minItems ?? 0, mustExist(present, `${pointer}/*`) ? 1 : 0);
  const most = Math.max(least, schema.items.enum?.length ?? 5);
  const isSet = schema.uniqueItems === true;
  const draw = (random: Random): Json[] => {
    const items: Json[] = [];
    const length = random.nextInt(least, most);
    const isNew = (drawn: Json): boolean => !isSet || !items.some(held => isSame(held, drawn));
    // A set draws as often as a list: what it has already is passed over, unless it would be too short.
    for (let times = 0; times < length; times++) {
      const drawn = item.draw(random);
      if (isNew(drawn)) items.push(drawn);
    }
    while (items.length < least) items.push(firstDrawn(() => item.draw(random), isNew));
    return items;
  };
  return {
    draw,
    smaller: function* (value) {
      if (!Array.isArray(value)) return;
      const items: readonly Json[] = value;
      if (items.length > least) for (const index of items.keys()) yield items.toSpliced(index, 1);
      for (const [index, held] of items.entries()) {
        for (const smaller of item.smaller(held)) {
          if (!isSet || !items.some(other => isSame(other, smaller))) yield items.with(index, smaller);
        }
      }
    },
  };
}

function isSame(one: Json, other: Json): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}

function string(schema: Schema): Drawer<string> {
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u');
  switch (schema.format) {
    case 'uri':
      return pattern === undefined ? urlDrawer : where(urlDrawer, url => pattern.test(url));
    case 'date-time':
      return oneOfMany(
        fc
          .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true })
          .map(date => date.toISOString()),
      );
    case undefined:
      return oneOfMany(pattern === undefined ? fc.string() : fc.stringMatching(pattern));
    default:
      throw new Error(`No arbitrary is known for format ${schema.format}.`);
  }
}

function where<T>({ draw, smaller }: Drawer<T>, holds: (value: T) => boolean): Drawer<T> {
  return {
    draw: random => firstDrawn(() => draw(random), holds),
    smaller: function* (value) {
      for (const one of smaller(value)) if (holds(one)) yield one;
    },
  };
}
