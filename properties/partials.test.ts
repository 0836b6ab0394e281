// Shards of any number, judged and merged in any order and as often as one likes, make the report of one pass, byte for byte.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { capturedIo } from '../src/cli/captured-io.ts';
import { runCli } from '../src/cli/run-cli.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import { basisOf, judgeShare } from '../src/judge-share.ts';
import { parsePartial } from '../src/parse-partial.ts';
import { mergePartials, missingShards, type Partial } from '../src/partial.ts';
import { findInputs } from '../src/readers/find-sources.ts';
import { planShare } from '../src/readers/plan-share.ts';
import { candidatesOf } from '../src/readers/read-inputs.ts';
import { logFolders, logs, traffic, writeFolder } from './log-folders.ts';

const root = mkdtempSync(join(tmpdir(), 'account-links-'));
after(() => rmSync(root, { recursive: true }));

async function run(argv: readonly string[], stdin = '') {
  const io = capturedIo({
    stdin: (async function* () {
      yield stdin;
    })(),
  });
  const code = await runCli(argv, io);
  return { code, out: io.out(), err: io.err() };
}

const catalogue = loadCatalogue();
const input = { format: 'auto' };
const basis = basisOf('0', catalogue, {});

async function shardsOf(path: string, of: number): Promise<Partial[]> {
  const inputs = await findInputs([path], (async function* () {})());
  const found: Partial[] = [];
  for (let index = 1; index <= of; index++) {
    const plan = await planShare(inputs, { index, of }, candidatesOf(input));
    const partial = await judgeShare(plan, { catalogue, input, basis });
    found.push(parsePartial(JSON.stringify(partial)) ?? assert.fail('no partial result'));
  }
  return found;
}

/** Merges in the order and the shape of a tree that the numbers draw. */
function mergeBy(partials: readonly Partial[], draws: readonly number[]): Partial {
  const left = [...partials];
  for (let turn = 0; left.length > 1; turn++) {
    const take = () => left.splice((draws[turn % draws.length] ?? 0) % left.length, 1)[0] ?? assert.fail('none left');
    const merged = mergePartials(take(), take());
    left.splice((draws[(turn + 1) % draws.length] ?? 0) % (left.length + 1), 0, merged);
  }
  return left[0] ?? assert.fail('nothing to merge');
}

const draws = fc.array(fc.nat(), { minLength: 5, maxLength: 20 });

describe('Partial results', () => {
  it('make the report of one pass, however the input is split and whatever is merged first', async () => {
    await fc.assert(
      fc.asyncProperty(
        logFolders,
        fc.integer({ min: 1, max: 9 }),
        draws,
        fc.array(fc.nat(), { maxLength: 3 }),
        async (list, of, order, again) => {
          const path = writeFolder(root, list);
          const shards = await shardsOf(path, of);
          const retried = again.map(which => shards[which % of] ?? assert.fail('no such shard'));
          const merged = JSON.stringify(mergeBy([...shards, ...retried], order));
          for (const options of [
            ['--reporter', 'json'],
            ['--reporter', 'pretty', '--allow-unreadable', '2'],
          ]) {
            const once = await run(['validate', path, '--no-across', ...options]);
            assert.deepEqual(await run(['merge', '-', ...options], merged), once);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('lose no record and judge none twice, wherever the shards are cut', async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.integer({ min: 2, max: 40 }), async (content, of) => {
        const path = writeFolder(root, [['ndjson', content]]);
        const shards = await shardsOf(path, of);
        const read = shards.flatMap(one =>
          Object.values(one.shards).flatMap(({ segments }) => segments.map(({ counts }) => counts.read)),
        );
        const lines = content
          .toString()
          .split('\n')
          .filter(text => text.trim() !== '');
        assert.equal(
          read.reduce((sum, count) => sum + count, 0),
          lines.length,
        );
      }),
      { numRuns: 25 },
    );
  });

  it('are the same text when merged in any order, and unchanged by what they hold already', async () => {
    await fc.assert(
      fc.asyncProperty(logFolders, fc.integer({ min: 2, max: 6 }), draws, draws, async (list, of, one, other) => {
        const shards = await shardsOf(writeFolder(root, list), of);
        const merged = mergeBy(shards, one);
        assert.equal(JSON.stringify(mergeBy(shards, other)), JSON.stringify(merged));
        const [first = assert.fail('no shard')] = shards;
        assert.equal(JSON.stringify(mergePartials(merged, first)), JSON.stringify(merged));
        assert.deepEqual(missingShards(merged), []);
      }),
      { numRuns: 30 },
    );
  });

  it('can be pieces of a stream that somebody else has cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...traffic, 'oops', ''), { maxLength: 20 }),
        fc.integer({ min: 2, max: 5 }),
        draws,
        async (lines, of, cuts) => {
          const ends = cuts
            .slice(0, of - 1)
            .map(cut => cut % (lines.length + 1))
            .sort((a, b) => a - b);
          const pieces = [...ends, lines.length].map((end, index) => lines.slice(ends[index - 1] ?? 0, end));
          const name = ['--stdin-name', 'log.ndjson', '--format', 'ndjson'];
          const partials = await Promise.all(
            pieces.map(async (piece, index) => {
              const text = piece.map(one => `${one}\n`).join('');
              const { code, out, err } = await run(
                ['validate', '-', ...name, '--partial', '--shard', `${index + 1}/${pieces.length}`],
                text,
              );
              assert.equal(code, 0, err);
              return out;
            }),
          );
          const whole = lines.map(one => `${one}\n`).join('');
          fc.pre(whole.trim() !== '');
          const once = await run(['validate', '-', ...name, '--no-across', '--reporter', 'json'], whole);
          assert.deepEqual(await run(['merge', '-', '--reporter', 'json'], partials.join('')), once);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('count the lines of a piece that holds no record', async () => {
    const name = ['--stdin-name', 'log.ndjson', '--format', 'ndjson'];
    const partials: string[] = [];
    for (const [index, piece] of [`${traffic[0]}\n`, '\n\n', 'oops\n'].entries()) {
      partials.push((await run(['validate', '-', ...name, '--partial', '--shard', `${index + 1}/3`], piece)).out);
    }
    const merged = await run(['merge', '-', '--reporter', 'json'], partials.join(''));
    assert.match(merged.out, /log\.ndjson:4 cannot be read/);
  });
});
