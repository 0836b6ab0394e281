import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';
import { splitByYargs, splitQuickly } from './split-line.ts';

/** Words that a line can be made of: names of options in every spelling, values, and what is neither. */
const words = (command: Command): fc.Arbitrary<string> => {
  const name = fc.constantFrom('quiet', 'reporter', ...command.options.map(option => option.name));
  return fc.oneof(
    name.map(text => `--${text}`),
    name.map(text => `--no-${text}`),
    name.chain(text => fc.constantFrom('x', '', '5', '-1', 'a=b', 'true', 'false').map(value => `--${text}=${value}`)),
    fc.constantFrom(
      'x',
      '5',
      '-1',
      '0x10',
      'true',
      'false',
      '-',
      '--',
      '-q',
      '-qx',
      '--a.b',
      '--aB',
      '--unknown',
      '',
      "'",
    ),
    fc.string({ maxLength: 5 }),
  );
};

describe('A line', () => {
  it('is split without yargs as by yargs, wherever yargs does not complain', async () => {
    const lines = fc
      .constantFrom(...commands)
      .chain(command => fc.array(words(command), { maxLength: 7 }).map(rest => [command.name, ...rest]));
    await fc.assert(
      fc.asyncProperty(lines, async line => {
        const quick = splitQuickly(line, commands);
        const slow = await splitByYargs(line, commands).then(
          ({ $0: _, ...texts }) => texts,
          () => undefined,
        );
        assert.deepEqual(quick, slow === undefined ? undefined : { ...slow });
      }),
      { numRuns: 300 },
    );
  });

  it('without a known command is left to yargs', () => {
    assert.equal(splitQuickly(['valdate', 'x'], commands), undefined);
  });
});
