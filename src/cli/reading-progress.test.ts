import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capturedIo } from './captured-io.ts';
import { readingProgress } from './reading-progress.ts';

/** What a terminal is shown of a reading of so many bytes a second. */
function shown(total: number | undefined, rate: number, seconds: number, isTTY = true, env = {}, isQuiet = false) {
  const texts: string[] = [];
  const io = capturedIo({ env, stderr: { isTTY, write: text => texts.push(text) } });
  let time = 0;
  const progress = readingProgress(io, isQuiet, () => time);
  progress.begin(total);
  for (; time < seconds * 1000; ) {
    time += 100;
    progress.read(rate / 10);
  }
  progress.end();
  return texts;
}

describe('The progress of a reading', () => {
  it('says how much is done, how fast, and how long it will last', () => {
    assert.deepEqual(shown(2e9, 200e6, 1).slice(0, 2), [
      '\rjudging: 5 % of 2.0 GB, 200 MB/s, 10 s left\u001b[K',
      '\rjudging: 7 % of 2.0 GB, 200 MB/s, 10 s left\u001b[K',
    ]);
    assert.match(shown(100e9, 200e6, 1)[0] ?? '', / 8 min 20 s left/);
  });

  it('says of a pipe how much was read and how fast', () => {
    assert.equal(shown(undefined, 500e3, 1)[0], '\rjudging: 250 kB, 500 kB/s\u001b[K');
  });

  it('believes what it reads when a file has grown', () => {
    assert.match(shown(1e6, 200e6, 1)[0] ?? '', /^\rjudging: 100 MB, 200 MB\/s/);
  });

  it('takes its line away in the end', () => assert.equal(shown(2e9, 200e6, 1).at(-1), '\r\u001b[K'));

  it('says nothing of what is over soon, without a terminal, in CI and under --quiet', () => {
    assert.deepEqual(shown(2e9, 200e6, 0.4), []);
    assert.deepEqual(shown(2e9, 200e6, 2, false), []);
    assert.deepEqual(shown(2e9, 200e6, 2, true, { CI: '1' }), []);
    assert.deepEqual(shown(2e9, 200e6, 2, true, {}, true), []);
  });
});
