// The recordings that the package brings along: made by official SDKs, and made again here.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { recordingFiles, sdks } from '../scripts/record-sdks/recording-files.ts';
import { createJudge } from '../src/check.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import { selectContract } from '../src/contract/select-contract.ts';
import { createExchange } from '../src/exchange.ts';
import { flat } from '../src/readers/flat.ts';
import { readInputs } from '../src/readers/read-inputs.ts';

const folder = new URL('./recordings/', import.meta.url);
const catalogue = loadCatalogue();
const committed = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** Of each SDK: the Stripe-Version that it sends, and how each call ends. */
const expected: { readonly [version: string]: readonly [stripeVersion: string, ...ends: string[]] } = {
  '18.4.0-beta.2': ['2025-06-30.preview', '200', '200', '404 not_found', mismatch(), blocked()],
  '18.5.0-beta.1': ['2025-07-30.preview', '200', '200', '200', '404 not_found', mismatch(), blocked()],
  '20.4.0': ['2026-02-25.clover', '200', '200', '200', '404 not_found', mismatch(), blocked()],
  '21.0.0': ['2026-03-25.dahlia', '200', '200', '200', '404 not_found', mismatch(), blocked()],
  '23.0.0': ['2026-09-30.endive', '200', '200', '200', '404 not_found', blocked()],
};

function mismatch(): string {
  return '400 configs_must_match_to_use_account_links';
}

function blocked(): string {
  return '400 accounts_v2_access_blocked';
}

describe('The bundled recordings', () => {
  it('are of these SDKs, once as a HAR', () => {
    const names = [...Object.keys(expected).map(version => `stripe-node-${version}.ndjson`), 'stripe-node-20.4.0.har'];
    assert.deepEqual(readdirSync(folder).sort(), names.sort());
    assert.deepEqual(
      sdks.map(({ version }) => version),
      Object.keys(expected),
    );
  });

  for (const sdk of sdks) {
    it(`hold what stripe-node ${sdk.version} says today, to the byte: else run \`npm run recordings\``, async () => {
      for (const [name, text] of await recordingFiles(sdk)) assert.equal(committed(name), text, name);
    });
  }

  for (const name of readdirSync(folder)) {
    it(`conform, each exchange of ${name}, and are what the SDK of that version sent`, async () => {
      const judge = createJudge({ catalogue });
      const [, version = ''] = /^stripe-node-(.+)\.(?:ndjson|har)$/.exec(name) ?? [];
      const [stripeVersion, ...ends] = expected[version] ?? [];
      const told: string[] = [];
      const inputs = { format: 'auto', stdin: (async function* () {})() };
      for await (const record of flat(readInputs([new URL(name, folder).pathname], inputs))) {
        assert.ok(record.kind === 'exchange', record.kind);
        const exchange = createExchange(record.exchange);
        const { verdict, findings, contract } = judge(exchange);
        assert.equal(verdict, 'conforming');
        assert.deepEqual(
          findings.filter(({ severity }) => severity !== 'notice'),
          [],
        );
        const { headers } = exchange.request;
        assert.deepEqual(headers.get('stripe-version'), [stripeVersion]);
        assert.match(headers.get('user-agent')?.[0] ?? '', new RegExp(`NodeBindings/${version}$`));
        assert.equal(contract, selectContract(catalogue, [stripeVersion ?? '']).contract.id);
        const { status, body } = exchange.response;
        const error = body.kind === 'json' ? (body.value as { error?: { code: string } }).error : undefined;
        told.push([status, ...(error === undefined ? [] : [error.code])].join(' '));
      }
      assert.deepEqual(told, ends);
    });
  }
});
