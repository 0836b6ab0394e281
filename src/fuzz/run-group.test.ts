import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Family } from './family.ts';
import { runGroup } from './run-group.ts';
import { nobody, type TestCase } from './test-case.ts';

const testCase: TestCase = { kind: 'x', body: null, situation: nobody };

function family(id: string, cases: Family['cases']): Family {
  return { id, phase: 'random', need: 'none', cases };
}

it('draws nothing more once the limit of a run is reached, and says of each family that it stopped there', async () => {
  let drawn = 0;
  const drawing = fc.nat().map((): TestCase => {
    drawn++;
    return testCase;
  });
  const stopped: string[] = [];
  let left = 5;
  await runGroup([family('a', drawing), family('b', drawing), family('c', [testCase])], {
    ...{ seed: 1, runs: 1000, concurrency: 3 },
    tryCase: async () => (left-- > 0 ? { findings: [] } : undefined),
    onSent: () => {},
    onStopped: ({ id }, reason) => stopped.push(`${id}: ${reason}`),
  });
  assert.deepEqual(
    stopped,
    ['a', 'b', 'c'].map(id => `${id}: the limit of the run was reached`),
  );
  assert.ok(drawn <= 5 + 3, `${drawn} were drawn`);
});

it('gives up a family after three timeouts, and goes on with the next', async () => {
  const stopped: string[] = [];
  const sent: string[] = [];
  const silent = { findings: [], failure: { kind: 'failed', cause: 'timeout', reason: 'late' } } as const;
  await runGroup([family('a', Array(9).fill(testCase)), family('b', [testCase])], {
    ...{ seed: 1, runs: 1, concurrency: 1 },
    tryCase: async () => (sent.length < 3 ? silent : { findings: [] }),
    onSent: ({ family: { id } }) => sent.push(id),
    onStopped: ({ id }, reason) => stopped.push(`${id}: ${reason}`),
  });
  assert.deepEqual(stopped, ['a: stopped after 3 timeouts']);
  assert.deepEqual(sent, ['a', 'a', 'a', 'b']);
});
