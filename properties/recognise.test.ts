// Records that are like one before are judged without being parsed: nobody may be able to tell.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { loadCatalogue } from '../src/contract/contract.ts';
import { namedContract } from '../src/contract/select-contract.ts';
import { flat } from '../src/readers/flat.ts';
import { readInputs } from '../src/readers/read-inputs.ts';
import type { Batch } from '../src/readers/reader.ts';
import type { RecordVerdict, Report } from '../src/report.ts';
import { createTally } from '../src/tally.ts';
import { type ValidateOptions, validate } from '../src/validate.ts';
import { alikeLines } from './alike-lines.ts';

const catalogue = loadCatalogue();

interface Judged {
  readonly report: Report;
  readonly verdicts: readonly RecordVerdict[];
  /** How many lines were parsed to be judged. */
  readonly parsed: number;
}

async function judge(
  lines: readonly string[],
  leavesUnread: boolean,
  options: Partial<ValidateOptions>,
): Promise<Judged> {
  const content = async function* () {
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
  };
  const verdicts: RecordVerdict[] = [];
  let parsed = 0;
  const counted = async function* (batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
    for await (const batch of batches) yield counting(batch);
  };
  const counting = function* (batch: Batch): Generator<Batch extends Iterable<infer R> ? R : never> {
    for (const record of batch) {
      if (record.kind !== 'unread') yield record;
      else {
        let isRead = false;
        yield {
          ...record,
          read(text) {
            if (!isRead) parsed++;
            isRead = true;
            return record.read(text);
          },
        };
      }
    }
  };
  const tally = createTally();
  const records = readInputs(['-'], { stdin: content(), format: 'ndjson', leavesUnread });
  await validate(counted(records), tally, { catalogue, onRecord: verdict => verdicts.push(verdict), ...options });
  return { report: tally.report('validate', '1', { party: 'both', failOn: 'error' }), verdicts, parsed };
}

const settings: readonly Partial<ValidateOptions>[] = [
  {},
  { across: false },
  { party: 'client' },
  { as: namedContract(catalogue, '2026-09-30.endive') },
  { assumed: namedContract(catalogue, '2025-06-30.preview') },
];

describe('A record that is like one before', () => {
  it('is judged as if it had been parsed, whatever the lines and the options', async () => {
    let [lines, parsed] = [0, 0];
    await fc.assert(
      fc.asyncProperty(alikeLines, fc.constantFrom(...settings), async (log, options) => {
        const [quick, whole] = [await judge(log, true, options), await judge(log, false, options)];
        const at = whole.verdicts.findIndex((verdict, index) => !isDeepStrictEqual(verdict, quick.verdicts[index]));
        assert.equal(at, -1, `another verdict of ${log[at]}`);
        assert.ok(isDeepStrictEqual(quick.report, whole.report), `another report of\n${log.join('\n')}`);
        lines += log.length;
        parsed += quick.parsed;
      }),
      { numRuns: 30, endOnFailure: true },
    );
    assert.ok(parsed < lines * 0.8, `${parsed} of ${lines} lines were parsed: hardly any was recognised`);
  });

  it('is handed on as any other where somebody wants all records', async () => {
    const [log = []] = fc.sample(alikeLines, 1);
    const read = async (leavesUnread: boolean) => {
      const found: unknown[] = [];
      const content = async function* () {
        yield Buffer.from(log.join('\n'));
      };
      for await (const one of flat(readInputs(['-'], { stdin: content(), format: 'ndjson', leavesUnread })))
        found.push(one);
      return found;
    };
    assert.deepEqual(await read(true), await read(false));
  });
});
