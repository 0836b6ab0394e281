// The three lines that give a test file its provider, run by node:test here and by Vitest in a process of its own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createProvider, startServer } from '../../src/provider/index.ts';
import { accounts, clientOf, linkBy } from './sdk.ts';

const provider = createProvider({ accounts });
const server = await startServer({ provider });
after(() => server.close());

it('serves the tests of a file under node:test', async () => {
  assert.match(await linkBy(clientOf(server.url)), /^http:\/\/127\.0\.0\.1:/);
  assert.equal(provider.control.requests().length, 1);
});

it('serves the tests of a file under Vitest', { timeout: 120_000 }, async t => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const folder = mkdtempSync(join(root, 'node_modules', '.vitest-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const here = fileURLToPath(new URL('.', import.meta.url));
  const file = join(folder, 'fixture.test.mjs');
  writeFileSync(
    file,
    `import { afterAll, beforeEach, expect, it } from 'vitest';
     import { createProvider, startServer } from ${JSON.stringify(join(here, '../../src/provider/index.ts'))};
     import { accounts, clientOf, linkBy } from ${JSON.stringify(join(here, 'sdk.ts'))};

     const provider = createProvider({ accounts });
     const server = await startServer({ provider });
     afterAll(() => server.close());
     beforeEach(() => provider.control.reset());

     it('serves', async () => {
       expect(await linkBy(clientOf(server.url))).toMatch(/^http:/);
       expect(provider.control.requests()).toHaveLength(1);
     });
     it('begins anew', () => expect(provider.control.requests()).toHaveLength(0));
    `,
  );
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, NODE_OPTIONS: `--import ${import.meta.resolve('tsx')}`, NODE_TEST_CONTEXT: undefined };
  const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'run', '--root', folder, '--no-color'], {
    cwd: folder,
    env,
  }).catch((thrown: { stdout?: string; stderr?: string }) => assert.fail(`${thrown.stdout}\n${thrown.stderr}`));
  assert.match(stdout, /2 passed/);
});
