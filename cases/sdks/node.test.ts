// stripe-node of five API versions against the served provider: links, refusals, retries; and all of it keeps the contract.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { capturedIo } from '../../src/cli/captured-io.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { createProvider, startServer } from '../../src/provider/index.ts';

/** The part of the SDKs that we call: the packages are aliases, for which TypeScript knows no types. */
interface Client {
  readonly v2: {
    readonly core: {
      readonly accountLinks: {
        create(params: object, options?: { idempotencyKey: string }): Promise<{ url: string; expires_at: string }>;
      };
    };
  };
}
type Constructor = new (key: string, config: object) => Client;

const sdks = [
  ['stripe-18', '18.4.0-beta.2', '2025-06-30.preview', ['recipient'], false],
  ['stripe-18-5', '18.5.0-beta.1', '2025-07-30.preview', ['merchant', 'storer'], true],
  ['stripe', '20.4.0', '2026-02-25.clover', ['customer', 'merchant', 'recipient'], true],
  ['stripe-21', '21.0.0', '2026-03-25.dahlia', ['merchant', 'recipient'], true],
  ['stripe-23', '23.0.0', '2026-09-30.endive', undefined, true],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'sdks-'));
after(() => rmSync(folder, { recursive: true }));

describe('stripe-node', { timeout: 120_000 }, () => {
  for (const [name, sdk, version, configurations, collects] of sdks) {
    it(`${sdk} gets links and understands refusals under ${version}`, async t => {
      const provider = createProvider({
        accounts: [
          { id: 'acct_1', configurations: configurations ?? ['merchant'] },
          { id: 'acct_2', configurations: [] },
        ],
      });
      const server = await startServer({ provider });
      t.after(() => server.close());
      const { default: Stripe } = (await import(name)) as { default: Constructor }; // what each of them exports
      const { hostname: host, port } = new URL(server.url);
      const config = { host, port, protocol: 'http', telemetry: false };
      const { accountLinks } = new Stripe('sk_test_dummy', { ...config, maxNetworkRetries: 0 }).v2.core;
      const paramsFor = (account: string, refresh_url = 'https://example.com/reauth') => ({
        account,
        use_case: {
          type: 'account_onboarding',
          account_onboarding: {
            ...(configurations === undefined ? {} : { configurations }),
            ...(collects ? { collection_options: { fields: 'eventually_due' } } : {}),
            ...{ refresh_url, return_url: 'https://example.com/return' },
          },
        },
      });
      const [first, again] = [
        await accountLinks.create(paramsFor('acct_1'), { idempotencyKey: 'k1' }),
        await accountLinks.create(paramsFor('acct_1'), { idempotencyKey: 'k1' }),
      ];
      assert.equal((await fetch(first.url)).status, 200);
      assert.equal(again.url, first.url);

      const refused = (statusCode: number, code: string) => (thrown: unknown) => {
        assert.ok(thrown instanceof Error, 'it throws an error');
        const { requestId, ...error } = thrown as Error & Record<string, unknown>; // as the SDKs say
        assert.deepEqual([error['statusCode'], error['code']], [statusCode, code], thrown.message);
        assert.match(String(requestId), /^req_v2/);
        return true;
      };
      await assert.rejects(accountLinks.create(paramsFor('acct_unknown')), refused(404, 'not_found'));
      await assert.rejects(accountLinks.create(paramsFor('acct_1', 'nowhere')), refused(400, 'invalid_fields'));
      if (configurations !== undefined) {
        const mismatch = refused(400, 'configs_must_match_to_use_account_links');
        await assert.rejects(accountLinks.create(paramsFor('acct_2')), mismatch);
      }

      // A retry after a lost answer gets the link of the first try.
      const retrying = new Stripe('sk_test_dummy', { ...config, maxNetworkRetries: 2 }).v2.core.accountLinks;
      provider.control.clearRequests();
      const links = provider.control.links().length;
      provider.control.addFault({ kind: 'reset', times: 2 });
      await retrying.create(paramsFor('acct_1'), { idempotencyKey: 'k2' });
      assert.deepEqual([provider.control.requests().length, provider.control.links().length], [3, links + 1]);

      for (const { request } of provider.control.requests()) {
        assert.ok(
          request.headers.some(([header, value]) => header === 'stripe-version' && value === version),
          `it sends ${version}`,
        );
      }
      const file = join(folder, `${name}.ndjson`);
      writeFileSync(
        file,
        provider.control
          .requests()
          .map(one => `${JSON.stringify(one)}\n`)
          .join(''),
      );
      const io = capturedIo();
      assert.equal(await runCli(['validate', file], io), 0, io.out());
    });
  }
});
