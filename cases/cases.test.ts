// Scenarios as data: cases/<topic>/<name>/ holds traffic and what must be said of it, no more and no less.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createJudge } from '../src/check.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import { namedContract } from '../src/contract/select-contract.ts';
import { createExchange } from '../src/exchange.ts';
import { flat } from '../src/readers/flat.ts';
import { readInputs } from '../src/readers/read-inputs.ts';

interface Expected {
  readonly options?: { readonly as?: string; readonly assumeVersion?: string };
  readonly records: readonly {
    readonly verdict: string;
    readonly contract?: string;
    readonly findings: readonly string[];
  }[];
}

const catalogue = loadCatalogue();
const root = new URL('./', import.meta.url);
const topics = ['rules', 'versions', 'mistakes', 'documents'];

for (const topic of topics) {
  describe(`The cases of ${topic}`, () => {
    for (const name of readdirSync(new URL(`${topic}/`, root))) {
      it(`say of ${name} what is expected`, async () => {
        const folder = new URL(`${topic}/${name}/`, root);
        const expected: Expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'));
        const { as, assumeVersion } = expected.options ?? {};
        const judge = createJudge({
          catalogue,
          ...(as === undefined ? {} : { as: namedContract(catalogue, as) }),
          ...(assumeVersion === undefined ? {} : { assumed: namedContract(catalogue, assumeVersion) }),
        });
        const traffic = readdirSync(folder).find(file => file.startsWith('traffic.'));
        assert.ok(traffic !== undefined);
        const records: Expected['records'][number][] = [];
        const inputs = { format: 'auto', stdin: empty(), parseAll: true };
        for await (const record of flat(readInputs([new URL(traffic, folder).pathname], inputs))) {
          assert.equal(record.kind, 'exchange');
          if (record.kind !== 'exchange') continue;
          const { verdict, contract, findings } = judge(createExchange(record.exchange));
          records.push({
            verdict,
            ...(contract === undefined ? {} : { contract }),
            findings: findings.map(({ rule, severity, party, at }) =>
              `${severity} ${party} ${rule} ${at.pointer ?? ''}`.trim(),
            ),
          });
        }
        assert.deepEqual(records, expected.records);
      });
    }
  });
}

async function* empty(): AsyncGenerator<Uint8Array> {}
