import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { siftBlocks } from './alike-sifting.ts';
import { loseLines } from './fuzzed-lines.ts';

const seed = Math.floor(Math.random() * 2 ** 31);

describe('The look at the bytes of a line', () => {
  it(`loses no line of our endpoint, however it is spelled (seed ${seed}; npm run prefilter looks at a million)`, async () => {
    const { relevant, lost } = await loseLines(10_000, seed);
    assert.ok(relevant > 1000, `only ${relevant} lines are of our endpoint`);
    assert.deepEqual(lost, []);
  });

  it(`sees in one pass what the plain search sees, whatever the bytes are (seed ${seed})`, () => {
    const { read, unlike } = siftBlocks(20_000, seed);
    assert.ok(read > 1000, `only ${read} lines are to be read`);
    assert.deepEqual(
      unlike.map(block => block.toString('latin1')),
      [],
    );
  });
});
