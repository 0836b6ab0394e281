// Writes pacts/<contract>.json: what the official SDK sends for each interaction, and what it relies on.
import { writeFileSync } from 'node:fs';
import { consume } from '../pacts/consume.ts';
import { sdks } from '../pacts/sdks.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import type { Interaction, Lossy } from '../src/pact/index.ts';
import { interactionsOf } from '../src/pact/interactions-of.ts';

const [createSdk] = Object.values(sdks);
if (createSdk === undefined) throw new Error('No SDK is there to be the consumer.');
const catalogue = loadCatalogue();
for (const contract of catalogue.contracts) {
  const interactions = interactionsOf(catalogue, contract);
  const { text } = await consume(interactions, createSdk);
  writeFileSync(new URL(`../pacts/${contract.id}.json`, import.meta.url), text);
  console.log(`${contract.id}: ${interactions.length} interactions; no matcher holds, so that ajv alone judges:`);
  for (const { constraint, reason } of heldByNone(interactions)) console.log(`  ${reason.padEnd(14)}${constraint}`);
}

/** The constraints of the answer that the matchers of every success leave out. */
function heldByNone(interactions: readonly Interaction[]): readonly Lossy[] {
  const [first, ...others] = interactions.filter(({ kind }) => kind === 'created').map(({ unchecked }) => unchecked);
  return (first ?? []).filter(one =>
    others.every(unchecked => unchecked.some(({ constraint }) => constraint === one.constraint)),
  );
}
