import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { toValidator } from '../src/compile/to-validator.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import type { OutcomeKind } from '../src/contract/outcomes.ts';
import { isJsonObject, type Json, member } from '../src/json.ts';
import { consume } from './consume.ts';
import { interactionsOf } from './interactions.ts';
import { dummyKey, sdks } from './sdks.ts';

const catalogue = loadCatalogue();
const committed = (contract: string): string => readFileSync(new URL(`${contract}.json`, import.meta.url), 'utf8');

/** What must be there, written out by hand: the interactions are derived from the same outcomes that they test. */
const success = ['created', 'created'];
const mismatch = ['configurations-mismatch', 'configurations-mismatch'];
const expected: Readonly<Record<string, readonly string[]>> = {
  '2025-03-31.preview': [...success, 'account-unknown', 'invalid-fields'],
  '2025-06-30.preview': [...success, 'account-unknown', 'invalid-fields'],
  '2025-07-30.preview': [...success, 'account-unknown', 'access-blocked', ...mismatch, 'invalid-fields'],
  '2026-06-24.preview': [
    ...success,
    'account-unknown',
    'access-blocked',
    ...mismatch,
    'rate-limited',
    'invalid-fields',
  ],
  '2025-12-15.clover': [...success, 'account-unknown', 'access-blocked', ...mismatch, 'rate-limited', 'invalid-fields'],
  '2026-09-30.endive': [...success, 'account-unknown', 'access-blocked', 'rate-limited', 'invalid-fields'],
};

describe('the committed pacts', () => {
  it('are one file for each contract', () => {
    const files = readdirSync(import.meta.dirname).filter(name => name.endsWith('.json'));
    assert.deepEqual(files.sort(), catalogue.contracts.map(({ id }) => `${id}.json`).sort());
  });

  for (const contract of catalogue.contracts) {
    const interactions = interactionsOf(catalogue, contract);

    it(`hold an interaction for each outcome of ${contract.id} that is documented or observed`, () => {
      assert.deepEqual(interactions.map(({ kind }): OutcomeKind => kind).sort(), expected[contract.id]?.toSorted());
      const descriptions = interactions.map(({ description }) => description);
      assert.deepEqual(
        descriptions.filter(text => text.includes(' - ')),
        [],
      );
      assert.equal(new Set(descriptions).size, descriptions.length);
      const pact: Json = JSON.parse(committed(contract.id));
      const written = (member(pact, 'interactions') as readonly Json[]).map(one => member(one, 'description'));
      assert.deepEqual(written, descriptions.toSorted());
    });

    it(`answer as the schemas of ${contract.id} say`, () => {
      const pact: Json = JSON.parse(committed(contract.id));
      for (const interaction of member(pact, 'interactions') as readonly Json[]) {
        const response = member(interaction, 'response');
        const schema = member(response, 'status') === 200 ? contract.response : contract.error;
        assert.deepEqual(toValidator(schema)(member(member(response, 'body'), 'content')), []);
      }
    });

    it(`send requests of ${contract.id} that are valid but where that is what they test`, () => {
      const validate = toValidator(contract.request);
      for (const { kind, request } of interactions)
        assert.equal(validate(request).length > 0, kind === 'invalid-fields');
    });

    for (const [name, createSdk] of Object.entries(sdks)) {
      it(`are what ${name} does under ${contract.id}`, async () => {
        const { text, answers } = await consume(interactions, createSdk);
        assert.equal(text, committed(contract.id), 'run `npm run pacts` and review the difference');
        for (const interaction of interactions) {
          const answer = answers.get(interaction);
          if (interaction.code === undefined) {
            assert.ok(answer !== undefined && 'link' in answer && isJsonObject(answer.link));
            assert.equal(answer.link['account'], interaction.request.account);
            assert.equal(typeof answer.link['url'], 'string');
          } else {
            assert.deepEqual(answer, { refusal: { code: interaction.code, status: interaction.status } });
          }
        }
      });
    }

    it(`hold no secret of ${contract.id}`, () => {
      const text = committed(contract.id);
      assert.doesNotMatch(text, /authorization|bearer|\b[sr]k_(?:test|live)_/i);
      assert.ok(!text.includes(dummyKey));
      for (const [link] of text.matchAll(/https:\/\/[\w.]*stripe\.com\/[^"\s]*/g)) {
        assert.match(link, /^https:\/\/(?:docs\.stripe\.com\/|accounts\.stripe\.com\/r\/acct_\w+#alu_test_example$)/);
      }
    });
  }
});

describe('consume', () => {
  it('rejects when the SDK sends something else than the interaction says', async () => {
    const [contract] = catalogue.contracts;
    const [interaction] = contract === undefined ? [] : interactionsOf(catalogue, contract);
    const createSdk = sdks['stripe 20'];
    assert.ok(interaction !== undefined && createSdk !== undefined);
    await assert.rejects(
      consume([interaction], (_, port) => createSdk('2026-01-28.clover', port)),
      /Stripe-Version/,
    );
  });
});
