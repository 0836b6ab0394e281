// Constraint → the ways to break it: telling values, near misses and hostile texts, each wrong in that one way.
import fc from 'fast-check';
import type { Constraint } from '../contract/constraints.ts';
import { type Schema, typesOf } from '../contract/schema.ts';
import { isJsonObject, type Json, type JsonObject, pointerToken, pointerTokens } from '../json.ts';
import { type Drawer, textWhere } from './drawer.ts';
import { toArbitrary } from './to-arbitrary.ts';

/** What replaces the value at the place, and where the fault then shows. */
export type Edit = (value: Json, pointer: string) => { readonly value: Json; readonly pointer: string };

/** The ways to break a constraint: those that tell most, and texts to put in the place of the value. */
export interface Changes {
  readonly telling: readonly Edit[];
  readonly text?: Drawer<string>;
}

/** How to break a constraint of a schema. Throws for a keyword that it cannot break. */
export function changesOf(root: Schema, constraint: Constraint): Changes {
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

/** Puts a value in the place of the one that is there. */
export function replaceBy(value: Json): Edit {
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
