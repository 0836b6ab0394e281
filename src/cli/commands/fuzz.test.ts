import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createProvider, startServer } from '../../provider/index.ts';
import type { Report } from '../../report.ts';
import { capturedIo } from '../captured-io.ts';
import type { Io } from '../io.ts';
import { runCli } from '../run-cli.ts';

async function run(
  line: readonly string[],
  given: Partial<Io> = {},
): Promise<{ code: number; out: string; err: string }> {
  const io = capturedIo(given);
  return { code: await runCli(line, io), out: io.out(), err: io.err() };
}

/** The embedded provider, which forgets a member of its answers when told to. */
async function serving(isFaulty: boolean, use: (url: string) => Promise<void>): Promise<void> {
  const provider = createProvider();
  const handle = async (request: Request): Promise<Response> => {
    const response = await provider.handle(request);
    if (!isFaulty || response.status !== 200 || !request.url.endsWith('/account_links')) return response;
    const { livemode: _, ...link } = (await response.json()) as Record<string, unknown>;
    return Response.json(link);
  };
  const server = await startServer({ provider: { ...provider, handle } });
  try {
    await use(server.url);
  } finally {
    await server.close();
  }
}

describe('fuzz', () => {
  it('prints its plan and sends nothing with --dry-run', async () => {
    const { code, out } = await run(['fuzz', 'http://127.0.0.1:9', '--dry-run', '--api-version', 'all']);
    assert.equal(code, 0);
    const lines = out.trim().split('\n');
    assert.equal(lines.length, 6);
    for (const line of lines)
      assert.match(
        line,
        /^about \d+ requests to http:\/\/127\.0\.0\.1:9 as Stripe-Version \S+: examples \d+, coverage \d+/,
      );
  });

  it('prints a replay that takes the key from where it came', async () => {
    await serving(true, async url => {
      const line = ['fuzz', url, '--api-key-env', 'OUR_KEY', '--max-requests', '30'];
      const { code, out } = await run(line, { env: { OUR_KEY: 'sk_test_of_ours' } });
      assert.equal(code, 1);
      assert.match(out, /account-links fuzz .* --api-key-env OUR_KEY --api-version/);
      assert.doesNotMatch(out, /sk_test_of_ours/);
    });
  });

  it('says before it begins how much it sends to another machine', async () => {
    const env = { KEY: 'sk_test_dummy' };
    // A name of the domain that is reserved for what does not exist.
    const line = [
      'fuzz',
      'http://provider.invalid',
      '--api-key-env',
      'KEY',
      '--provider-states-url',
      'http://127.0.0.1:9/',
    ];
    const { code, err } = await run([...line, '--max-requests', '10'], { env });
    assert.equal(code, 2);
    assert.match(err, /This run sends at most 10 of about \d+ requests to http:\/\/provider\.invalid/);
  });

  it('keeps counterexamples and sends them first the next time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'account-links-'));
    const line = ['--failures', folder, '--runs', '1', '--reporter', 'json'];
    await serving(true, async url => {
      assert.equal((await run(['fuzz', url, ...line])).code, 1);
    });
    const [kept] = readdirSync(folder);
    assert.ok(kept !== undefined);
    assert.doesNotMatch(readFileSync(join(folder, kept), 'utf8'), /sk_test/);
    await serving(false, async url => {
      const { code, out } = await run(['fuzz', url, ...line]);
      assert.equal(code, 0);
      assert.equal((JSON.parse(out) as Report).summary.fuzz?.phases['stored'], 1);
    });
    rmSync(folder, { recursive: true });
  });

  it('exits with 2 when less was covered than --min-coverage asks for', async () => {
    await serving(false, async url => {
      assert.equal((await run(['fuzz', url, '--runs', '1', '--min-coverage', '100'])).code, 0);
      const { code, out } = await run(['fuzz', url, '--runs', '1', '--min-coverage', '100', '--max-requests', '50']);
      assert.equal(code, 2);
      assert.match(out, /coverage-low/);
    });
  });

  it('names what lacks coverage, and all rows stand in the JSON report', async () => {
    await serving(false, async url => {
      const { out } = await run(['fuzz', url, '--runs', '1', '--max-requests', '50', '--reporter', 'json']);
      const { coverage } = (JSON.parse(out) as Report).summary.fuzz ?? {};
      assert.equal(coverage?.rows.length, 67);
      assert.ok(coverage?.rows.some(({ violated }) => violated.sent === 0));
    });
  });

  it('shows its progress on a terminal only, and not in CI', async () => {
    await serving(false, async url => {
      for (const [isTTY, env, shows] of [
        [true, {}, true],
        [true, { CI: 'true' }, false],
        [false, {}, false],
      ] as const) {
        let written = '';
        const stderr = { isTTY, write: (text: string) => (written += text) };
        await run(['fuzz', url, '--runs', '1', '--max-requests', '250'], { stderr, env });
        assert.equal(/\d+ requests sent/.test(written), shows);
      }
    });
  });
});
