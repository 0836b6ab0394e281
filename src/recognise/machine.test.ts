import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mixed, sumOf, textNumber } from '../rules/text-number.ts';
import { mayHoldSecret } from '../secret-signs.ts';
import { foundIn, likenessWith, machineForTests, written } from './machine-fixture.ts';

const machine = machineForTests();
const key = { kind: 'key' } as const;
const time = { kind: 'time' } as const;
const characters = [...'abcdefgkluxBAES0127_.:/+=-'];
const keys = fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 60 });
const { example } = likenessWith({});

function recognised({ root, likeness }: ReturnType<typeof written>, text: string): boolean {
  return foundIn(machine, root, text) === likeness;
}

describe('What a machine tells of a record', () => {
  it('are the numbers of its values', () => {
    const at = { key: 0, id: 1, link: -1, account: 2 };
    const pattern = written(machine, [key, '"', key, '"', key], { at });
    fc.assert(
      fc.property(keys, keys, keys, (one, two, three) => {
        assert.ok(recognised(pattern, `${one}"${two}"${three}`), 'it follows the pattern');
        const { key: first, id, account } = machine.compare(pattern.likeness);
        assert.deepEqual([first, id, account], [one, two, three].map(textNumber));
        assert.deepEqual([0, 1, 2].map(machine.value), [one, two, three]);
      }),
    );
  });

  it('is the number of its body: what is closed of it, and its leaves', () => {
    const number = fc.nat({ max: 2 ** 52 - 1 });
    fc.assert(
      fc.property(number, fc.array(fc.tuple(number, keys), { minLength: 1, maxLength: 5 }), (body, leaves) => {
        const pattern = written(
          machine,
          leaves.flatMap(() => [key, '"']),
          {
            example: { ...example, body },
            leaves: leaves.map(([path], index) => [index, path] as const),
          },
        );
        assert.ok(recognised(pattern, leaves.map(([, text]) => `${text}"`).join('')), 'it follows the pattern');
        const expected = leaves.reduce((sum, [path, text]) => sumOf(sum, mixed(path, textNumber(text))), body);
        assert.equal(machine.compare(pattern.likeness).body, expected);
      }),
    );
  });

  it('is nothing where values differ that are equal in the example', () => {
    const pattern = written(machine, [key, '"', key, '"', key], { echoes: [[0, 2]] });
    fc.assert(
      fc.property(keys, keys, keys, (one, two, three) => {
        assert.ok(recognised(pattern, `${one}"${two}"${one}`), 'equal');
        assert.equal(recognised(pattern, `${one}"${two}"${three}`), one === three);
        assert.equal(recognised(pattern, `${one}"${two}"${one.slice(0, -1)}`), false, 'shorter');
      }),
    );
  });

  it('is nothing of a link that expires before it is created', () => {
    const pattern = written(machine, [time, '"', time], { times: [0, 1] });
    const at = fc.nat(4e12).map(ms => new Date(ms).toISOString());
    fc.assert(
      fc.property(at, at, (created, expires) => {
        const isWell = ![created, expires].some(text => text.includes('-02-29'));
        assert.equal(recognised(pattern, `${created}"${expires}`), isWell && expires > created);
      }),
      { examples: [['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z']] },
    );
  });
});

describe('A value that may be a secret', () => {
  const pattern = written(machine, [key, '"', key], { told: [1] });
  const doubted = (text: string): boolean =>
    foundIn(machine, pattern.root, `sk_live_x"${text}`) === pattern.likeness + 1;

  it('is doubted wherever it has a sign of one', () => {
    const sign = fc.constantFrom('k_', 'lu_', '2tf', 'mtf', 'secret', 'whsec', 'Bearer', 'BASIC', 'bEaReR', 'setup');
    fc.assert(
      fc.property(keys, sign, keys, (before, sign, after) => {
        assert.ok(doubted(before + sign + after), before + sign + after);
      }),
      { numRuns: 5000 },
    );
  });

  it('is doubted where the other look sees something, and seldom where it sees nothing', () => {
    let inVain = 0;
    fc.assert(
      fc.property(keys, text => {
        if (mayHoldSecret(text)) assert.ok(doubted(text), text);
        else if (doubted(text)) inVain++;
      }),
      { numRuns: 20_000 },
    );
    // The texts are made of what signs are made of; an id of letters and digits is doubted once in a thousand times.
    assert.ok(inVain < 4000, `${inVain} of 20,000 are doubted in vain`);
  });

  it('is not looked for behind its end', () => {
    const closed = written(machine, [key, '"k_'], { told: [0] });
    assert.ok(recognised(closed, 'k"k_'), 'what follows a value is none of it');
  });
});
