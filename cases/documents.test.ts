// The documents' own samples, with what is odd about them: cases/documents/ judges them, here is what they are.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { loadCatalogue } from '../src/contract/contract.ts';

const { sources } = loadCatalogue();
const root = new URL('./documents/', import.meta.url);

/** The bodies of the answers of a document that say what a link is. */
function linksOf(source: string): readonly { readonly livemode?: boolean; readonly url: string }[] {
  const lines = readFileSync(new URL(`${source}/traffic.ndjson`, root), 'utf8')
    .trim()
    .split('\n');
  return lines
    .map(line => JSON.parse(line).response)
    .filter(({ status }) => status === 200)
    .map(({ body }) => JSON.parse(body.text));
}

describe('The samples of the documents', () => {
  it('are there for each reference, and each has its quirk told', () => {
    const references = Object.keys(sources).filter(id => id.startsWith('reference-'));
    assert.deepEqual(readdirSync(root).sort(), references.sort());
    for (const id of references) assert.equal(sources[id]?.quirks?.length, 1, id);
    const others = Object.entries(sources).filter(([, { quirks }]) => quirks !== undefined);
    assert.equal(others.length, references.length);
  });

  it('have livemode: true beside a link of test mode', () => {
    const [link] = linksOf('reference-2025-12-15.clover');
    assert.equal(link?.livemode, true);
    assert.match(link.url, /#alu_test_/);
    assert.match(sources['reference-2025-12-15.clover']?.quirks?.[0] ?? '', /`livemode: true`.*`#alu_test_…`/);
  });

  it('have one object without livemode, and one answer with it', () => {
    const [object, answer] = linksOf('reference-2025-06-30.preview');
    assert.ok(object !== undefined && !('livemode' in object), 'the object sample has none');
    assert.equal(answer?.livemode, true);
    assert.match(sources['reference-2025-06-30.preview']?.quirks?.[0] ?? '', /no `livemode`/);
  });
});
