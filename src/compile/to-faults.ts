// Schema → for each of its constraints, values that break that one and no other. What the validator says of such a
// value is known beforehand: this keyword, at this pointer, and nothing else.
import fc from 'fast-check';
import { type Constraint, constraintsOf } from '../contract/constraints.ts';
import { type Schema, typesOf } from '../contract/schema.ts';
import { isJsonObject, type Json, type JsonObject, pointerToken, pointerTokens } from '../json.ts';
import { toArbitrary } from './to-arbitrary.ts';

/** A value that is wrong in exactly one way. */
export interface Faulty {
  readonly value: Json;
  readonly pointer: string;
  readonly keyword: string;
}

/** Values that break one constraint. */
export interface Fault {
  readonly constraint: Constraint;
  readonly arbitrary: fc.Arbitrary<Faulty>;
}

/** The faults of a schema, one for each constraint. Throws for a keyword it cannot break. */
export function toFaults(schema: Schema): readonly Fault[] {
  return constraintsOf(schema).map(constraint => ({ constraint, arbitrary: faulty(schema, constraint) }));
}

function faulty(root: Schema, constraint: Constraint): fc.Arbitrary<Faulty> {
  const { keyword, pointer, member } = constraint;
  const holder = member === undefined ? pointer : pointer.slice(0, pointer.lastIndexOf('/'));
  const mustExist = keyword === 'required' && member !== undefined ? pointer : holder;
  const present = mustExist === '' ? [] : [isBranchBar(constraint) ? branchMember(constraint, holder) : mustExist];
  return fc
    .tuple(toArbitrary(root, present), change(root, constraint), fc.nat({ max: 20 }))
    .map(([value, edit, position]) => {
      const edited = editAt(value, pointerTokens(holder), position, '', edit);
      return { value: edited.value, pointer: edited.pointer, keyword };
    });
}

/** The `not` of a discriminator's branch: the options of another flow beside those that `type` names. */
function isBranchBar({ keyword, member }: Constraint): boolean {
  return keyword === 'not' && member !== undefined;
}

/** The member that the branch itself requires: it must be there, so that the right branch is generated. */
function branchMember({ schema }: Constraint, holder: string): string {
  return `${holder}/${pointerToken(schema.required?.[0] ?? '')}`;
}

/** What replaces the value at the place, and where the fault then shows. */
type Edit = (value: Json, pointer: string) => { readonly value: Json; readonly pointer: string };

function change(root: Schema, constraint: Constraint): fc.Arbitrary<Edit> {
  const { keyword, schema, member } = constraint;
  const replaceBy = (values: fc.Arbitrary<Json>): fc.Arbitrary<Edit> =>
    values.map(value => (_, pointer) => ({ value, pointer }));
  switch (keyword) {
    case 'type':
      return replaceBy(fc.constantFrom(...valuesOfOtherTypes(schema)));
    case 'not':
      return member === undefined ? replaceBy(fc.constant(null)) : addMember(member, sibling(root, constraint, member));
    case 'enum':
      return replaceBy(unlisted(schema.enum ?? []));
    case 'x-known-values':
      return replaceBy(unlisted(schema['x-known-values'] ?? []));
    case 'const':
      return replaceBy(unlisted([schema.const ?? null]));
    case 'required':
      return fc.constant((value, pointer) => without(value, pointer, member ?? ''));
    case 'additionalProperties':
      return unknownName(schema).chain(name => addMember(name, fc.constantFrom<Json>('value', 1, true, null, {}, [])));
    case 'minItems':
      return replaceBy(fc.constant([]));
    case 'uniqueItems':
      return fc.constant((value, pointer) => ({ value: Array.isArray(value) ? [...value, value[0]] : value, pointer }));
    case 'pattern':
      return replaceBy(unmatched(schema));
    case 'format':
      return replaceBy(fc.constantFrom(...misformatted(schema)));
    default:
      throw new Error(`No way is known to break ${keyword}.`);
  }
}

function valuesOfOtherTypes(schema: Schema): Json[] {
  const allowed = typesOf(schema);
  const samples: readonly (readonly [string, Json])[] = [
    ['string', 'text'],
    ['string', ''],
    ['number', 0],
    ['number', 12.5],
    ['boolean', true],
    ['boolean', false],
    ['array', []],
    ['array', ['recipient']],
    ['object', {}],
    ['object', { type: 'account_onboarding' }],
    ['null', null],
  ];
  return samples.filter(([type]) => !allowed.includes(type)).map(([, value]) => value);
}

function unlisted(values: readonly Json[]): fc.Arbitrary<Json> {
  const near = values.flatMap(value =>
    typeof value === 'string' ? [value.toUpperCase(), `${value}s`, ` ${value}`, value.slice(1)] : [],
  );
  return fc
    .oneof(fc.constantFrom('', 'unknown', 'individual', ...near), fc.string({ maxLength: 12 }))
    .filter(value => !values.includes(value));
}

function unknownName(schema: Schema): fc.Arbitrary<string> {
  const names = Object.keys(schema.properties ?? {});
  const near = names.flatMap(name => [name.toUpperCase(), `${name}s`, name.replaceAll('_', '')]);
  return fc
    .constantFrom('id', 'metadata', 'expand', 'include', 'type_', 'refreshUrl', 'collect', '~/', 'é', ...near)
    .filter(name => !names.includes(name));
}

function sibling(root: Schema, constraint: Constraint, member: string): fc.Arbitrary<Json> {
  const holder = constraint.pointer.slice(0, constraint.pointer.lastIndexOf('/'));
  let at: Schema | undefined = root;
  for (const token of pointerTokens(holder)) at = at?.properties?.[token];
  const schema = at?.properties?.[member];
  if (schema === undefined) throw new Error(`No schema describes ${constraint.pointer}.`);
  return toArbitrary(schema);
}

function unmatched(schema: Schema): fc.Arbitrary<Json> {
  const pattern = new RegExp(schema.pattern ?? '', 'u');
  const hostile =
    schema.format === 'uri' ? notWebUrls : ['', 'acct', 'acct_', 'cus_123', 'acct_1 2', 'acct_é', 'ACCT_1'];
  return fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 20 })).filter(text => !pattern.test(text));
}

const notWebUrls = [
  '',
  'not a url',
  '/return',
  'example.com/return',
  'app://stripe/return',
  'com.example.app://return',
  'ftp://example.com/return',
  'javascript:alert(1)',
  'mailto:someone@example.com',
  '//example.com/return',
  'https:/example.com',
  ' https://example.com',
];

/** Broken in their format, though the pattern beside it (`https?://`) holds. */
function misformatted(schema: Schema): string[] {
  if (schema.format === 'uri') {
    return [
      'https://exa mple.com/',
      'https://example.com/ä',
      'https://example.com/%zz',
      'https://example.com/\\',
      'http://[::1',
    ];
  }
  return ['yesterday', '', '2026-13-01T00:00:00Z', '2026-01-02', '2026-01-02T03:04:05', '1735689600'];
}

function addMember(name: string, values: fc.Arbitrary<Json>): fc.Arbitrary<Edit> {
  return values.map(added => (value, pointer) => ({
    value: isJsonObject(value) ? { ...value, [name]: added } : value,
    pointer: `${pointer}/${pointerToken(name)}`,
  }));
}

function without(value: Json, pointer: string, name: string): { value: Json; pointer: string } {
  const { [name]: _, ...rest } = value as JsonObject; // the holder was generated as an object
  return { value: rest, pointer: `${pointer}/${pointerToken(name)}` };
}

/** Applies an edit at a path; `*` takes the position that was drawn. */
function editAt(value: Json, path: readonly string[], position: number, at: string, edit: Edit): ReturnType<Edit> {
  const [token, ...rest] = path;
  if (token === undefined) return edit(value, at);
  if (Array.isArray(value)) {
    const index = position % value.length;
    const inner = editAt(value[index], rest, position, `${at}/${index}`, edit);
    return { value: value.with(index, inner.value), pointer: inner.pointer };
  }
  if (!isJsonObject(value)) throw new Error(`Nothing to edit at ${at}/${token}.`);
  const inner = editAt(value[token] ?? null, rest, position, `${at}/${pointerToken(token)}`, edit);
  return { value: { ...value, [token]: inner.value }, pointer: inner.pointer };
}
