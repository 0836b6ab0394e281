// The contract data itself: complete, consistent, and every statement with its evidence and source.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { toValidator } from '../compile/to-validator.ts';
import { constraintsOf } from './constraints.ts';
import { loadCatalogue } from './contract.ts';
import type { Schema } from './schema.ts';

const catalogue = loadCatalogue();
const labels = ['documented', 'observed', 'assumed'];

/** Every Stripe-Version under which the endpoint is known, of both channels: what is pinned in the field, and since when. */
const known: { readonly [contract: string]: readonly string[] } = {
  '2025-03-31.preview': ['2025-03-31.preview'],
  '2025-06-30.preview': ['2025-04-30.preview', '2025-05-28.preview', '2025-06-30.preview'],
  '2025-07-30.preview': [
    ...['2025-07-30.preview', '2025-08-27.preview', '2025-09-30.preview', '2025-10-29.preview', '2025-11-17.preview'],
    ...['2025-12-15.preview', '2026-01-28.preview', '2026-02-25.preview', '2026-03-25.preview', '2026-04-22.preview'],
    '2026-05-27.preview',
  ],
  '2026-06-24.preview': ['2026-06-24.preview', '2026-07-29.preview', '2026-08-26.preview'],
  '2025-12-15.clover': [
    ...['2025-12-15.clover', '2026-01-28.clover', '2026-02-25.clover'],
    ...['2026-03-25.dahlia', '2026-04-22.dahlia', '2026-05-27.dahlia'],
    ...['2026-06-24.dahlia', '2026-07-29.dahlia', '2026-08-26.dahlia'],
  ],
  '2026-09-30.endive': ['2026-09-30.endive', '2026-10-28.endive'],
};

describe('The catalogue', () => {
  it('maps every Stripe-Version that is known to its contract', () => {
    assert.deepEqual(Object.fromEntries(catalogue.contracts.map(({ id, versions }) => [id, versions])), known);
  });

  it('names every folder of contracts and no other', () => {
    const folders = readdirSync(new URL('../../schemas/', import.meta.url)).filter(name => /^\d{4}-/.test(name));
    assert.deepEqual(folders.sort(), catalogue.contracts.map(({ id }) => id).sort());
  });

  it('gives each Stripe-Version to one contract, in order, the first being its id', () => {
    const versions = catalogue.contracts.flatMap(contract => contract.versions);
    assert.equal(new Set(versions).size, versions.length);
    for (const { id, versions: covered, channel } of catalogue.contracts) {
      assert.deepEqual([...covered].sort(), covered);
      assert.ok(covered.includes(id));
      for (const version of covered) {
        assert.match(version, /^\d{4}-\d{2}-\d{2}\.[a-z]+$/);
        assert.equal(version.endsWith('.preview'), channel === 'preview');
      }
    }
  });

  it('lists the contracts of a channel in the order of time', () => {
    for (const channel of ['preview', 'ga']) {
      const firsts = catalogue.contracts
        .filter(one => one.channel === channel)
        .map(({ versions }) => versions[0] ?? '');
      assert.deepEqual([...firsts].sort(), firsts);
    }
  });

  it('has a default that one of its contracts covers', () => {
    const { contract, stripeVersion } = catalogue.default;
    assert.ok(catalogue.contracts.find(({ id }) => id === contract)?.versions.includes(stripeVersion));
  });

  it('gives every source a title, and all but our own reading a place to look it up', () => {
    for (const [id, { title, url }] of Object.entries(catalogue.sources)) {
      assert.ok(title.length > 10, id);
      assert.equal(url === undefined, id === 'reading');
    }
  });
});

for (const contract of catalogue.contracts) {
  describe(`The contract ${contract.id}`, () => {
    for (const side of ['request', 'response', 'error'] as const) {
      it(`gives every constraint of its ${side} schema a label and a known source`, () => {
        for (const { id, keyword, schema } of constraintsOf(contract[side])) {
          const [label, source] = schema['x-evidence']?.[keyword] ?? [];
          assert.ok(labels.includes(label ?? ''), `${id} has no evidence`);
          assert.ok(catalogue.sources[source ?? ''] !== undefined, `${id} has no source`);
          assert.equal(source === 'reading', label === 'assumed', `${id}: our reading is what we assume`);
        }
      });

      it(`says of every member of its ${side} schema what it is called, what it is for and how it looks`, () => {
        for (const [name, member] of membersOf(contract[side])) {
          assert.ok((member.title ?? '').length > 2, `${name} has a title`);
          assert.match(member.description ?? '', /^[A-Z`].{8,}\.$/, `${name} has a description`);
          if (member.properties !== undefined) continue; // the example of the whole shows it
          assert.ok((member.examples ?? []).length > 0, `${name} has an example`);
          for (const example of member.examples ?? []) assert.deepEqual(toValidator(member)(example), [], name);
        }
      });

      it(`has no evidence in its ${side} schema for a keyword that is not there`, () => {
        for (const schema of subschemas(contract[side])) {
          for (const keyword of Object.keys(schema['x-evidence'] ?? {})) assert.ok(keyword in schema, keyword);
        }
      });

      it(`has examples in its ${side} schema that are valid`, () => {
        const validate = toValidator(contract[side]);
        assert.ok((contract[side].examples ?? []).length > 0);
        for (const example of contract[side].examples ?? []) assert.deepEqual(validate(example), []);
      });
    }

    it('gives every outcome a label, a known source and a distinct status and code', () => {
      const seen = new Set<string>();
      for (const { status, code, evidence, source, when, since } of contract.outcomes) {
        assert.ok(labels.includes(evidence));
        assert.ok(catalogue.sources[source] !== undefined, source);
        assert.ok(when.endsWith('.'));
        assert.ok(since === undefined || contract.versions.includes(since));
        assert.ok(!seen.has(`${status} ${code}`));
        seen.add(`${status} ${code}`);
      }
      assert.equal(contract.outcomes.filter(({ kind }) => kind === 'created').length, 1);
    });
  });
}

/** Each member that a schema describes, by its path. */
function* membersOf(schema: Schema, at = ''): Generator<readonly [path: string, member: Schema]> {
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    yield [`${at}/${name}`, member];
    yield* membersOf(member, `${at}/${name}`);
  }
}

function* subschemas(schema: Schema): Generator<Schema> {
  yield schema;
  for (const inner of Object.values(schema.properties ?? {})) yield* subschemas(inner);
  if (schema.items !== undefined) yield* subschemas(schema.items);
  for (const branch of schema.oneOf ?? []) yield* subschemas(branch);
}
