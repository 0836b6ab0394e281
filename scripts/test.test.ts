import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';

/** A run within a run: without this variable the inner one reports to the outer one and runs nothing itself. */
const { NODE_TEST_CONTEXT: _, ...env } = process.env;

it('fails a run that finds no test, and passes one that does', () => {
  const run = (part: string): number | null =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/test.ts', part], { env }).status;
  assert.equal(run('there-is-no-such-test'), 1);
  assert.equal(run('src/tally.test.ts'), 0);
});
