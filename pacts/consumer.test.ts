import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { toValidator } from '../src/compile/to-validator.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import type { OutcomeKind } from '../src/contract/outcomes.ts';
import { isJsonObject, type Json, member } from '../src/json.ts';
import { interactionsOf } from '../src/pact/interactions-of.ts';
import { consume } from './consume.ts';
import { disagreements } from './disagreements.ts';
import { dummyKey, sdks } from './sdks.ts';

const catalogue = loadCatalogue();
const committed = (contract: string): string => readFileSync(new URL(`${contract}.json`, import.meta.url), 'utf8');

/** How many must be there, counted by hand: the interactions are derived from the same outcomes that they test. */
const full = { created: 6, 'account-unknown': 2, 'access-blocked': 2, 'configurations-mismatch': 3 };
const early = { created: 5, 'account-unknown': 2, 'invalid-fields': 1 };
const expected: Readonly<Record<string, { readonly [kind in OutcomeKind]?: number }>> = {
  '2025-03-31.preview': early,
  '2025-06-30.preview': early,
  '2025-07-30.preview': { ...full, 'invalid-fields': 1 },
  '2026-06-24.preview': { ...full, 'rate-limited': 2, 'invalid-fields': 1 },
  '2025-12-15.clover': { ...full, 'rate-limited': 2, 'invalid-fields': 1 },
  '2026-09-30.endive': {
    created: 5,
    'account-unknown': 2,
    'access-blocked': 2,
    'rate-limited': 2,
    'invalid-fields': 1,
  },
};

describe('the committed pacts', () => {
  it('are one file for each contract', () => {
    const files = readdirSync(import.meta.dirname).filter(name => name.endsWith('.json'));
    assert.deepEqual(files.sort(), catalogue.contracts.map(({ id }) => `${id}.json`).sort());
  });

  for (const contract of catalogue.contracts) {
    const interactions = interactionsOf(catalogue, contract);

    it(`hold an interaction for each outcome of ${contract.id} that is documented or observed`, () => {
      const counts: { [kind in OutcomeKind]?: number } = {};
      for (const { kind } of interactions) counts[kind] = (counts[kind] ?? 0) + 1;
      assert.deepEqual(counts, expected[contract.id]);
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

    it(`agree with ${contract.id}: every documented outcome for every use case, and nothing that it does not know`, () => {
      assert.deepEqual(disagreements(contract, JSON.parse(committed(contract.id))), []);
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

describe('disagreements', () => {
  const contract = catalogue.contracts.find(({ id }) => id === '2026-09-30.endive');
  assert.ok(contract !== undefined);
  const pact: Json = JSON.parse(committed(contract.id));

  it('names a documented outcome that has no interaction', () => {
    const outcome = { kind: 'forbidden', status: 403, code: 'forbidden', evidence: 'documented' } as const;
    const outcomes = [...contract.outcomes, { ...outcome, when: 'The key may not do this.', source: 'none' }];
    assert.deepEqual(disagreements({ ...contract, outcomes }, pact), [
      'forbidden (forbidden) has no interaction for account_onboarding',
      'forbidden (forbidden) has no interaction for account_update',
    ]);
  });

  it('names an interaction whose answer the contract no longer knows', () => {
    const outcomes = contract.outcomes.filter(({ kind }) => kind !== 'access-blocked');
    assert.deepEqual(disagreements({ ...contract, outcomes }, pact), [
      '"a link on a platform without Accounts v2" has an answer or a version that no outcome has',
      '"an update link on a platform without Accounts v2" has an answer or a version that no outcome has',
    ]);
  });

  it('names every interaction of a pact for another contract', () => {
    const other: Json = JSON.parse(committed('2025-12-15.clover'));
    const found = disagreements(contract, other).filter(text => text.startsWith('"'));
    assert.equal(found.length, (member(other, 'interactions') as readonly Json[]).length);
  });

  it('names an interaction that asks for what is refused', () => {
    const { request } = contract;
    const closed = { ...contract, request: { ...request, required: [...(request.required ?? []), 'livemode'] } };
    closed.request['x-evidence'] = { ...request['x-evidence'], required: ['documented', 'none'] };
    assert.ok(
      disagreements(closed, pact).includes('"an onboarding link for an account" sends what is answered otherwise'),
    );
  });
});
