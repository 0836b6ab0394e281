import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { validatorsOf } from '../compile/validators.ts';
import { constraintsOf } from '../contract/constraints.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { coverageFamilies, exampleFamilies } from './coverage-families.ts';
import { configurationsOf, isList } from './family.ts';
import { accountSets } from './states.ts';
import type { Cast, TestCase } from './test-case.ts';

const { contracts } = loadCatalogue();

for (const contract of contracts) {
  describe(`The coverage phase of ${contract.id}`, () => {
    const existing = accountSets(contract).map(configurations => ({
      id: `acct_${configurations.join('_')}`,
      configurations,
    }));
    const [limited] = existing;
    const cast: Cast = {
      existing,
      unknown: 'acct_unknown',
      limited,
      foreign: [{ id: 'acct_foreign', configurations: ['issuer'] }],
    };
    const families = [...exampleFamilies(contract, cast), ...coverageFamilies(contract, cast)];
    const validate = validatorsOf(contract).request;
    const casesOf = (id: string): readonly TestCase[] =>
      families.flatMap(({ id: own, cases }) => (own === id && isList(cases) ? cases : []));

    it('has a family for each constraint, whose every case breaks that one and no other', () => {
      for (const { id } of constraintsOf(contract.request)) {
        const family = families.find(({ constraint }) => constraint?.id === id);
        const cases = family !== undefined && isList(family.cases) ? family.cases : [];
        assert.ok(cases.length > 0, id);
        for (const { body } of cases) {
          assert.deepEqual(
            validate(body).map(({ constraint }) => constraint.id),
            [id],
            JSON.stringify(body),
          );
        }
      }
    });

    it('calls valid only what is', () => {
      const valid = families
        .flatMap(({ cases }) => (isList(cases) ? cases : []))
        .filter(({ kind, open }) => kind === 'valid' && open === undefined);
      assert.ok(valid.length > 20);
      for (const { body } of valid) assert.deepEqual(validate(body), [], JSON.stringify(body));
    });

    it('sends every value of every enum, and each optional member absent and present', () => {
      const sent = JSON.stringify([...casesOf('coverage/members'), ...casesOf('coverage/accounts')]);
      for (const value of configurationsOf(contract)) assert.ok(sent.includes(`"${value}"`), value);
      for (const { keyword, schema } of constraintsOf(contract.request)) {
        if (keyword !== 'enum') continue;
        for (const value of schema.enum ?? [])
          assert.ok(value === null || sent.includes(`"${String(value)}"`), String(value));
      }
      const bodies = casesOf('coverage/members').map(({ body }) => JSON.stringify(body));
      for (const flow of ['account_onboarding', 'account_update']) {
        for (const member of [
          'return_url',
          ...(contract.id < '2025-07' ? [] : ['collection_options', 'fields', 'future_requirements']),
        ]) {
          assert.ok(
            bodies.some(body => body.includes(`"${flow}"`) && body.includes(`"${member}"`)),
            `${flow} with ${member}`,
          );
          assert.ok(
            bodies.some(body => body.includes(`"${flow}"`) && !body.includes(`"${member}"`)),
            `${flow} without ${member}`,
          );
        }
      }
    });

    it('sends no request twice', () => {
      for (const { id, cases } of families) {
        if (!isList(cases)) continue;
        const texts = cases.map(({ body, situation }) => JSON.stringify([body, situation]));
        assert.equal(new Set(texts).size, texts.length, id);
      }
    });
  });
}
