// Writes pacts/<contract>.json: what the official SDK sends for each interaction, and what it relies on.
import { writeFileSync } from 'node:fs';
import { consume } from '../pacts/consume.ts';
import { sdks } from '../pacts/sdks.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import { interactionsOf } from '../src/pact/interactions-of.ts';

const [createSdk] = Object.values(sdks);
if (createSdk === undefined) throw new Error('No SDK is there to be the consumer.');
const catalogue = loadCatalogue();
for (const contract of catalogue.contracts) {
  const { text } = await consume(interactionsOf(catalogue, contract), createSdk);
  writeFileSync(new URL(`../pacts/${contract.id}.json`, import.meta.url), text);
}
