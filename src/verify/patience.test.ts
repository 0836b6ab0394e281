import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer, HttpClient } from '../client/http-client.ts';
import { createPatience } from './patience.ts';

const request = { url: 'http://127.0.0.1/', method: 'POST', headers: [], body: '' };
const silence: Answer = { kind: 'failed', cause: 'timeout', reason: 'nothing came' };

/** Answers in turn, the last one for ever, and takes down how long it was given. */
function client(...answers: Answer[]): { limits: (number | undefined)[]; client: HttpClient } {
  const limits: (number | undefined)[] = [];
  const send: HttpClient['send'] = async ({ timeoutMs }) => {
    limits.push(timeoutMs);
    return answers[Math.min(limits.length, answers.length) - 1] ?? silence;
  };
  return { limits, client: { send, close() {} } };
}

const sleep = async (): Promise<void> => {};

describe('Patience', () => {
  it('waits six seconds in all for a provider that hangs, with the default time limit', async () => {
    const { limits, client: hanging } = client(silence);
    const patience = createPatience(hanging, { timeoutMs: 5000, sleep });
    const outcomes = [];
    for (let index = 0; index < 5; index++) outcomes.push(await patience.send(request, 200));
    assert.deepEqual(limits, [5000, 1000]);
    // The first had all its time. The second had less, and the others were not sent: that is no fault of the provider.
    assert.deepEqual(
      outcomes.map(outcome => Object.keys(outcome)),
      [['answer'], ['untold'], ['untold'], ['untold'], ['untold']],
    );
  });

  it('takes a longer time limit at its word, once', async () => {
    const { limits, client: hanging } = client(silence);
    const patience = createPatience(hanging, { timeoutMs: 30_000, sleep });
    for (let index = 0; index < 3; index++) await patience.send(request, 200);
    assert.deepEqual(limits, [30_000]);
  });

  it('gives up after three timeouts, however short', async () => {
    const { limits, client: hanging } = client(silence);
    const patience = createPatience(hanging, { timeoutMs: 10, sleep });
    for (let index = 0; index < 5; index++) await patience.send(request, 200);
    assert.deepEqual(limits, [10, 10, 10]);
  });

  it('spends ten seconds at most on what 429 asks for', async () => {
    const limited: Answer = { kind: 'answered', status: 429, headers: [['retry-after', '60']], body: '' };
    const { limits, client: busy } = client(limited);
    let waited = 0;
    const wait = async (milliseconds: number): Promise<void> => {
      waited += milliseconds;
    };
    const patience = createPatience(busy, { timeoutMs: 5000, sleep: wait });
    for (let index = 0; index < 9; index++) assert.ok('untold' in (await patience.send(request, 200)), 'no verdict');
    assert.equal(waited, 10_000);
    assert.equal(limits.length, 9 + 5);
  });
});
