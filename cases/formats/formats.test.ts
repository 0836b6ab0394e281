// The same three calls, as each recorder writes them: made by the tool itself (`made/`, by `npm run formats`), or written
// after its published shape (`written/`). All say the same, and what holds no bodies is refused with what to do instead.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createJudge } from '../../src/check.ts';
import { loadCatalogue } from '../../src/contract/contract.ts';
import { createExchange, isAccountLinksExchange } from '../../src/exchange.ts';
import { flat } from '../../src/readers/flat.ts';
import { readInputs } from '../../src/readers/read-inputs.ts';
import type { ReadRecord } from '../../src/readers/reader.ts';

const judge = createJudge({ catalogue: loadCatalogue() });

async function* none(): AsyncGenerator<Uint8Array> {}

async function read(path: string): Promise<ReadRecord[]> {
  const records: ReadRecord[] = [];
  for await (const one of flat(readInputs([path], { format: 'auto', stdin: none() }))) records.push(one);
  return records;
}

const pathOf = (name: string): string => new URL(name, import.meta.url).pathname;

for (const folder of ['made', 'written']) {
  describe(`Recordings that were ${folder}`, () => {
    for (const name of readdirSync(new URL(`${folder}/`, import.meta.url))) {
      if (name.endsWith('.refused')) {
        it(`are refused as ${name}, with what to do instead`, async () => {
          const [only, ...others] = await read(pathOf(`${folder}/${name}`));
          assert.equal(others.length, 0);
          assert.ok(only?.kind === 'unreadable');
          assert.match(only.reason, /holds? no (?:request )?bod(?:y|ies): record a HAR/);
        });
        continue;
      }
      it(`say in ${name} what was sent and answered`, async () => {
        const records = await read(pathOf(`${folder}/${name}`));
        // Betamax keeps one answer for each method and URL, the latest.
        const isBetamax = name.startsWith('betamax');
        assert.equal(records.length, isBetamax ? 2 : 3);
        const ours = records.flatMap(one =>
          one.kind === 'exchange' && isAccountLinksExchange(one.exchange) ? [one.exchange] : [],
        );
        assert.deepEqual(
          ours.map(({ response }) => response.status).sort(), // a journal begins with the latest
          isBetamax ? [404] : [200, 404],
        );
        for (const raw of ours) {
          assert.ok((raw.line ?? 0) > 0 && (raw.offset ?? -1) >= 0);
          const exchange = createExchange(raw);
          assert.equal(exchange.request.body.kind, 'json');
          assert.equal(exchange.response.body.kind, 'json');
          assert.deepEqual(exchange.request.headers.get('stripe-version'), ['2026-02-25.clover']);
          assert.deepEqual(judge(exchange).findings, []);
        }
        assert.equal(records.filter(({ kind }) => kind === 'unreadable').length, 0);
      });
    }
  });
}
