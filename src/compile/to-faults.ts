// Schema → for each of its constraints, values that break that one and no other. What the validator says of such a
// value is known beforehand: this keyword, at this pointer, and nothing else.
import fc from 'fast-check';
import { type Constraint, constraintsOf } from '../contract/constraints.ts';
import { type Schema, typesOf } from '../contract/schema.ts';
import { isJsonObject, type Json, type JsonObject, pointerToken, pointerTokens } from '../json.ts';
import { type Drawer, drawnBy, textWhere } from './drawer.ts';
import { toArbitrary, toDrawer } from './to-arbitrary.ts';

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
  /** What `apply` makes a faulty value of. */
  readonly drawer: Drawer<Draft>;
  apply(draft: Draft): Faulty;
  /** A valid value broken in each telling way: every wrong type, near misses of a name or an enum, hostile strings. */
  applyTo(valid: Json): readonly Faulty[];
}

/** A valid value, and how it is to be broken. */
export interface Draft {
  readonly valid: Json;
  /** One of the telling edits, or a text to put in its place. */
  readonly edit: number | string;
  /** Which item of a list is broken. */
  readonly position: number;
}

/** The faults of a schema, one for each constraint. Throws for a keyword it cannot break. */
export function toFaults(schema: Schema): readonly Fault[] {
  return constraintsOf(schema).map(constraint => faulty(schema, constraint));
}

function faulty(root: Schema, constraint: Constraint): Fault {
  const { keyword, pointer, member } = constraint;
  const holder = member === undefined ? pointer : pointer.slice(0, pointer.lastIndexOf('/'));
  const mustExist = keyword === 'required' && member !== undefined ? pointer : holder;
  const present = mustExist === '' ? [] : [isBranchBar(constraint) ? branchMember(constraint, holder) : mustExist];
  const { telling, text } = changesOf(root, constraint);
  const path = pointerTokens(holder).map((token): Step => ({ token, pointer: `/${pointerToken(token)}` }));
  const broken = (valid: Json, edit: Edit, position: number): Faulty => {
    const { value, pointer } = editAt(valid, path, 0, position, '', edit);
    return { value, pointer, keyword };
  };
  const drawer = draftDrawer(toDrawer(root, present), telling.length, text);
  const apply = ({ valid, edit, position }: Draft): Faulty =>
    broken(valid, (typeof edit === 'string' ? undefined : telling[edit]) ?? replaceBy(edit), position);
  return {
    constraint,
    arbitrary: drawnBy(drawer).map(apply),
    drawer,
    apply,
    applyTo: valid => telling.map(edit => broken(valid, edit, 0)),
  };
}

function draftDrawer(valid: Drawer<Json>, edits: number, text: Drawer<string> | undefined): Drawer<Draft> {
  return {
    draw: random => ({
      valid: valid.draw(random),
      edit: text !== undefined && random.nextInt(0, 1) === 1 ? text.draw(random) : random.nextInt(0, edits - 1),
      position: random.nextInt(0, mostPositions),
    }),
    smaller: function* (draft) {
      for (const smaller of valid.smaller(draft.valid)) yield { ...draft, valid: smaller };
      if (typeof draft.edit === 'string') {
        for (const edit of text?.smaller(draft.edit) ?? []) yield { ...draft, edit };
      } else {
        for (let edit = 0; edit < draft.edit; edit++) yield { ...draft, edit };
      }
      if (draft.position > 0) yield { ...draft, position: 0 };
    },
  };
}

const mostPositions = 20;

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

/** The ways to break a constraint: those that tell most, and texts to put in the place of the value. */
interface Changes {
  readonly telling: readonly Edit[];
  readonly text?: Drawer<string>;
}

function changesOf(root: Schema, constraint: Constraint): Changes {
  const { keyword, schema, member } = constraint;
  switch (keyword) {
    case 'type':
      return { telling: valuesOfOtherTypes(schema).map(replaceBy) };
    case 'not':
      return member === undefined
        ? { telling: [replaceBy(null)] }
        : { telling: sibling(root, constraint, member).map(value => addMember(member, value)) };
    case 'enum':
      return unlisted(schema.enum ?? []);
    case 'x-known-values':
      return unlisted(schema['x-known-values'] ?? []);
    case 'const':
      return unlisted([schema.const ?? null]);
    case 'required':
      return { telling: [(value, pointer) => without(value, pointer, member ?? '')] };
    case 'additionalProperties':
      return { telling: unknownNames(schema).flatMap(name => unknownValues.map(value => addMember(name, value))) };
    case 'minItems':
      return { telling: [replaceBy([])] };
    case 'uniqueItems':
      return {
        telling: [(value, pointer) => ({ value: Array.isArray(value) ? [...value, value[0]] : value, pointer })],
      };
    case 'pattern':
      return unmatched(schema);
    case 'format':
      return { telling: misformatted(schema).map(replaceBy) };
    default:
      throw new Error(`No way is known to break ${keyword}.`);
  }
}

function replaceBy(value: Json): Edit {
  return (_, pointer) => ({ value, pointer });
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

function unlisted(values: readonly Json[]): Changes {
  const near = values.flatMap(value =>
    typeof value === 'string' ? [value.toUpperCase(), `${value}s`, ` ${value}`, value.slice(1)] : [],
  );
  return {
    telling: ['', 'unknown', 'individual', ...near].filter(value => !values.includes(value)).map(replaceBy),
    text: textWhere(12, text => !values.includes(text)),
  };
}

const unknownValues: readonly Json[] = ['value', null, {}];

function unknownNames(schema: Schema): readonly string[] {
  const names = Object.keys(schema.properties ?? {});
  const near = names.flatMap(name => [name.toUpperCase(), `${name}s`, name.replaceAll('_', '')]);
  // The last two are members in other contracts.
  const known = [
    'id',
    'metadata',
    'expand',
    'include',
    'type_',
    'refreshUrl',
    '~/',
    'é',
    'configurations',
    'collection_options',
  ];
  return [...known, ...near].filter(name => !names.includes(name));
}

/** A few values of the member that is barred. */
function sibling(root: Schema, constraint: Constraint, member: string): readonly Json[] {
  const holder = constraint.pointer.slice(0, constraint.pointer.lastIndexOf('/'));
  let at: Schema | undefined = root;
  for (const token of pointerTokens(holder)) at = at?.properties?.[token];
  const schema = at?.properties?.[member];
  if (schema === undefined) throw new Error(`No schema describes ${constraint.pointer}.`);
  return fc.sample(toArbitrary(schema), { seed: 0, numRuns: 5 });
}

function unmatched(schema: Schema): Changes {
  const pattern = new RegExp(schema.pattern ?? '', 'u');
  const hostile =
    schema.format === 'uri' ? notWebUrls : ['', 'acct', 'acct_', 'cus_123', 'acct_1 2', 'acct_é', 'ACCT_1'];
  return {
    telling: hostile.filter(text => !pattern.test(text)).map(replaceBy),
    text: textWhere(20, text => !pattern.test(text)),
  };
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
  return [
    'yesterday',
    '',
    '2026-13-01T00:00:00Z',
    '2026-01-02',
    '2026-01-02T03:04:05',
    '2026-01-02T03:04:05+0000',
    '1735689600',
  ];
}

function addMember(name: string, added: Json): Edit {
  return (value, pointer) => ({
    value: isJsonObject(value) ? { ...value, [name]: added } : value,
    pointer: `${pointer}/${pointerToken(name)}`,
  });
}

function without(value: Json, pointer: string, name: string): { value: Json; pointer: string } {
  const { [name]: _, ...rest } = value as JsonObject; // the holder was generated as an object
  return { value: rest, pointer: `${pointer}/${pointerToken(name)}` };
}

interface Step {
  readonly token: string;
  /** As it stands in a pointer. */
  readonly pointer: string;
}

/** Applies an edit at a path from one of its steps on; `*` takes the position that was drawn. */
function editAt(
  value: Json,
  path: readonly Step[],
  from: number,
  position: number,
  at: string,
  edit: Edit,
): ReturnType<Edit> {
  const step = path[from];
  if (step === undefined) return edit(value, at);
  if (Array.isArray(value)) {
    const index = position % value.length;
    const inner = editAt(value[index], path, from + 1, position, `${at}/${index}`, edit);
    return { value: value.with(index, inner.value), pointer: inner.pointer };
  }
  const { token, pointer } = step;
  if (!isJsonObject(value)) throw new Error(`Nothing to edit at ${at}${pointer}.`);
  const inner = editAt(value[token] ?? null, path, from + 1, position, at + pointer, edit);
  return { value: { ...value, [token]: inner.value }, pointer: inner.pointer };
}
