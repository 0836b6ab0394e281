// Shares that are judged side by side, however many and whichever is done first, make the report of one pass, byte for byte.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { createShareJudge } from '../src/cli/share-judge.ts';
import { loadCatalogue } from '../src/contract/contract.ts';
import { ToolError } from '../src/errors.ts';
import type { Sighted } from '../src/judge-share.ts';
import { createPouring } from '../src/pour.ts';
import { findInputs } from '../src/readers/find-sources.ts';
import { readInputs } from '../src/readers/read-inputs.ts';
import type { Report } from '../src/report.ts';
import { createAcross } from '../src/rules/across.ts';
import { createSequence } from '../src/sequence.ts';
import { createTally, type Tally } from '../src/tally.ts';
import { validate } from '../src/validate.ts';
import { alikeLines } from './alike-lines.ts';
import { logFolders, writeFolder } from './log-folders.ts';

const root = mkdtempSync(join(tmpdir(), 'account-links-'));
after(() => rmSync(root, { recursive: true }));

async function* noInput(): AsyncGenerator<Uint8Array> {}
const reportOf = (tally: Tally): Report => tally.report('validate', '0', { party: 'both', failOn: 'error' });

async function onePass(path: string): Promise<Report> {
  const tally = createTally();
  const records = readInputs([path], { stdin: noInput(), format: 'auto' });
  await validate(records, tally, { catalogue: loadCatalogue() }).catch(thrown => {
    // As whoever judges does: an input that is one empty file alone is no bug.
    if (!(thrown instanceof ToolError)) throw thrown;
    tally.problem(thrown.code, thrown.message);
  });
  return reportOf(tally);
}

/** The shares, each in its order but otherwise as they are drawn. */
async function sideBySide(path: string, of: number, draws: readonly number[]): Promise<Report> {
  const reading = { format: 'auto', fields: undefined, parseAll: false, as: undefined, assumeVersion: undefined };
  const inputs = await findInputs([path], noInput());
  const { judge } = createShareJudge({ ...reading, inputs, of, compares: true });
  const tally = createTally();
  const pouring = createPouring(tally, 0);
  const sequence = createSequence(pouring, createAcross());
  const left: (() => void)[][] = [];
  for (let share = 1; share <= of; share++) {
    const steps: (() => void)[] = [];
    const hand: Sighted['hand'] = block => steps.push(() => sequence.sighted(share, block));
    const collected = await judge(share, share, { hand, room: () => undefined });
    steps.push(() => sequence.done(share, collected));
    left.push(steps);
  }
  for (let turn = 0; left.length > 0; turn++) {
    const which = (draws[turn % draws.length] ?? 0) % left.length;
    left[which]?.shift()?.();
    if (left[which]?.length === 0) left.splice(which, 1);
  }
  assert.equal(sequence.current, of + 1);
  pouring.end(false);
  return reportOf(tally);
}

describe('Shares that are judged side by side', () => {
  it('make the report of one pass, whichever is done first', async () => {
    await fc.assert(
      fc.asyncProperty(
        logFolders,
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
        async (list, of, draws) => {
          const path = writeFolder(root, list);
          const once = JSON.stringify(await onePass(path));
          assert.equal(JSON.stringify(await sideBySide(path, of, draws)), once);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('make it, too, where one of two threads begins with what the other has learned', async () => {
    const path = join(root, 'alike.ndjson');
    writeFileSync(path, fc.sample(alikeLines, { numRuns: 3, seed: 7 }).flat().join('\n'));
    const reading = { format: 'auto', fields: undefined, parseAll: false, as: undefined, assumeVersion: undefined };
    const of = 12;
    const settings = { ...reading, inputs: await findInputs([path], noInput()), of, compares: true };
    const tally = createTally();
    const pouring = createPouring(tally, 0);
    const sequence = createSequence(pouring, createAcross());
    const first = createShareJudge(settings);
    let second: typeof first | undefined;
    for (let share = 1; share <= of; share++) {
      if (share === of / 2) {
        assert.ok(first.lessons.length > 0, 'something was learned');
        second = createShareJudge(settings, structuredClone(first.lessons));
      }
      const { judge } = share % 2 === 0 ? (second ?? first) : first;
      const hand: Sighted['hand'] = block => sequence.sighted(share, block);
      sequence.done(share, await judge(share, share, { hand, room: () => undefined }));
    }
    pouring.end(false);
    assert.equal(JSON.stringify(reportOf(tally)), JSON.stringify(await onePass(path)));
  });
});
