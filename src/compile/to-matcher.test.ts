import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalogue } from '../contract/contract.ts';
import type { Schema } from '../contract/schema.ts';
import type { Json } from '../json.ts';
import { exampleOf, regexesOf } from './matcher-fixture.ts';
import { toMatcher } from './to-matcher.ts';
import { toValidator } from './to-validator.ts';

const catalogue = loadCatalogue();
const documented = ['documented', 'reading'] as const;

describe('toMatcher', () => {
  for (const contract of catalogue.contracts) {
    for (const side of ['response', 'error', 'request'] as const) {
      it(`keeps the ${side} examples of ${contract.id} as they are`, () => {
        const schema = contract[side];
        assert.ok((schema.examples ?? []).length > 0);
        for (const example of schema.examples ?? []) {
          const { matcher } = toMatcher(schema, example);
          assert.deepEqual(exampleOf(matcher), example);
          assert.deepEqual(toValidator(schema)(exampleOf(matcher)), []);
          for (const { regex, value } of regexesOf(matcher)) assert.match(value, new RegExp(`^(?:${regex})$`));
        }
      });
    }
  }

  it('names exactly the constraints of the GA answer that are left to ajv', () => {
    const contract = catalogue.contracts.find(({ id }) => id === catalogue.default.contract);
    assert.ok(contract?.response.examples?.[0] !== undefined);
    const { lossy } = toMatcher(contract.response, contract.response.examples[0]);
    const onboarding = '#/properties/use_case/properties/account_onboarding';
    const update = '#/properties/use_case/properties/account_update';
    const optionsOf = (flow: string): string[] => [
      `${flow}/properties/collection_options/type`,
      ...['fields', 'future_requirements'].flatMap(name => [
        `${flow}/properties/collection_options/properties/${name}/type`,
        `${flow}/properties/collection_options/properties/${name}/x-known-values`,
      ]),
    ];
    for (const { constraint, reason } of lossy) {
      const keyword = constraint.split('/').at(-1) ?? '';
      const reasons = { 'x-known-values': 'inexpressible', format: 'wider', pattern: 'assumed' } as Record<
        string,
        string
      >;
      assert.equal(reason, reasons[keyword] ?? 'absent', constraint);
    }
    assert.deepEqual(
      lossy.map(({ constraint }) => constraint),
      [
        '#/properties/account/pattern',
        '#/properties/created/format',
        '#/properties/expires_at/format',
        '#/properties/url/format',
        '#/properties/use_case/properties/type/x-known-values',
        `${onboarding}/properties/configurations/items/x-known-values`,
        ...optionsOf(onboarding),
        `${update}/type`,
        `${update}/required/configurations`,
        `${update}/required/refresh_url`,
        `${update}/properties/configurations/type`,
        `${update}/properties/configurations/items/type`,
        `${update}/properties/configurations/items/x-known-values`,
        `${update}/properties/refresh_url/type`,
        `${update}/properties/return_url/type`,
        ...optionsOf(update),
      ],
    );
  });

  it('accepts every timestamp and link that ajv accepts', () => {
    const times = [
      '2025-03-27T17:15:18Z',
      '2025-03-27t17:15:18.000123z',
      '2024-02-29T23:59:60.5Z',
      '2025-03-27 17:15:18+02:00',
    ];
    const links = [
      'https://accounts.stripe.com/r/acct_1#alu_test_example',
      'http://[::1]:80/',
      'HTTPS://a?b#c',
      'urn:a:b',
    ];
    const judge = (format: string, values: readonly string[]): void => {
      const schema: Schema = { type: 'string', format, 'x-evidence': { type: documented, format: documented } };
      for (const value of values) {
        assert.deepEqual(toValidator(schema)(value), []);
        for (const { regex } of regexesOf(toMatcher(schema, value).matcher)) assert.match(value, new RegExp(regex));
      }
    };
    judge('date-time', [...times, '2025-03-27T17:15:18+05:30', '2025-12-31T00:00:00-08:00']);
    judge('uri', links);
  });

  it('demands a constant by equality and a value of an enum by a regex of its type', () => {
    const values: Schema = { type: 'string', enum: ['a.b', 'c'], 'x-evidence': { type: documented, enum: documented } };
    const constant: Schema = { type: 'string', const: 'a', 'x-evidence': { type: documented, const: documented } };
    assert.deepEqual(toMatcher(constant, 'a'), { matcher: { 'pact:matcher:type': 'equality', value: 'a' }, lossy: [] });
    assert.deepEqual(toMatcher(values, 'c'), {
      matcher: {
        'pact:matcher:type': [
          { 'pact:matcher:type': 'type' },
          { 'pact:matcher:type': 'regex', regex: '^(?:a\\.b|c)$' },
        ],
        value: 'c',
      },
      lossy: [],
    });
  });

  it('opens a pattern where it is not anchored, because Pact compares the whole string', () => {
    const regexOf = (pattern: string): string | undefined =>
      regexesOf(
        toMatcher({ type: 'string', pattern, 'x-evidence': { type: documented, pattern: documented } }, 'a').matcher,
      )[0]?.regex;
    assert.equal(regexOf('^a$'), '(?:^a$)');
    assert.equal(regexOf('^a'), '(?:^a)[\\s\\S]*');
    assert.equal(regexOf('a'), '[\\s\\S]*(?:a)[\\s\\S]*');
    assert.equal(regexOf('^a|b$'), '[\\s\\S]*(?:^a|b$)[\\s\\S]*');
  });

  it('leaves an assumed constraint to ajv, because Pact cannot warn', () => {
    const schema: Schema = { type: 'string', pattern: '^a', 'x-evidence': { type: documented } };
    assert.deepEqual(toMatcher(schema, 'b'), {
      matcher: { 'pact:matcher:type': 'type', value: 'b' },
      lossy: [{ constraint: '#/pattern', reason: 'assumed' }],
    });
  });

  it('lets a list of any length pass that the schema does not limit', () => {
    const items: Schema = { type: 'string', 'x-evidence': { type: documented } };
    const list: Schema = { type: 'array', items, 'x-evidence': { type: documented, minItems: documented } };
    const item = { 'pact:matcher:type': 'type', value: 'a' };
    assert.deepEqual(toMatcher(list, ['a']).matcher, { 'pact:matcher:type': 'type', min: 0, value: [item] });
    assert.deepEqual(toMatcher({ ...list, minItems: 1 }, ['a']).matcher, {
      'pact:matcher:type': 'type',
      min: 1,
      value: [item],
    });
  });

  const object: Schema = { type: 'object', properties: {}, 'x-evidence': { type: documented } };
  const refused: readonly (readonly [string, Schema, Json])[] = [
    ['a keyword that it does not know', { type: 'string', maxLength: 3 } as Schema, 'a'], // the fault under test
    [
      'a format that it does not know',
      { type: 'string', format: 'email', 'x-evidence': { type: documented, format: documented } },
      'a',
    ],
    ['a null in the example', { type: ['string', 'null'], 'x-evidence': { type: documented } }, null],
    ['a member that the schema does not describe', object, { extra: 'a' }],
    ['a number', { type: 'number', 'x-evidence': { type: documented } }, 1],
    ['an example of another type', object, 'a'],
    ['a member whose type is assumed', { type: 'string' }, 'a'],
  ];
  for (const [what, schema, example] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => toMatcher(schema, example), { name: 'ToolError', code: 'contract-broken' });
    });
  }
});
