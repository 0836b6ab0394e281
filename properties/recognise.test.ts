// Records that are like one before are judged without being parsed: nobody may be able to tell.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { loadCatalogue } from '../src/contract/contract.ts';
import { namedContract } from '../src/contract/select-contract.ts';
import { fieldsReader } from '../src/readers/fields.ts';
import { flat } from '../src/readers/flat.ts';
import { readInputs } from '../src/readers/read-inputs.ts';
import type { Batch } from '../src/readers/reader.ts';
import { harEntry, harHead, harTail } from '../src/record/har-entry.ts';
import type { Recording } from '../src/recording.ts';
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
  recordings: readonly Written[],
  leavesUnread: boolean,
  options: Partial<ValidateOptions>,
): Promise<Judged> {
  const content = async function* (text: string) {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
  };
  const read = async function* (): AsyncGenerator<Batch> {
    for (const [format, text] of recordings) {
      yield* readInputs(['-'], { stdin: content(text), ...readBy(format), leavesUnread });
    }
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
          readBytes(place, bytes) {
            if (!isRead) parsed++;
            isRead = true;
            return record.readBytes(place, bytes);
          },
        };
      }
    }
  };
  const tally = createTally();
  await validate(counted(read()), tally, { catalogue, onRecord: verdict => verdicts.push(verdict), ...options });
  return { report: tally.report('validate', '1', { party: 'both', failOn: 'error' }), verdicts, parsed };
}

/** The id of a format, and a recording in it. */
type Written = readonly [format: string, text: string];

const formats: readonly ((lines: readonly string[]) => Written)[] = [
  lines => ['ndjson', `${lines.join('\n')}\n`],
  lines => ['ndjson', `${lines.map(withJson).join('\n')}\n`],
  lines => ['pino-http', `${lines.map(loggedLine).join('\n')}\n`],
  lines => ['fields', `${lines.map(flatLine).join('\n')}\n`],
  lines => ['har', `${harHead}${lines.map(entryOf).join(',\n')}${harTail}`],
];

/** A line with its bodies as JSON, not as the text of JSON. */
function withJson(line: string): string {
  return JSON.stringify(JSON.parse(line), (name, value: { readonly text?: string }) =>
    name === 'body' && value.text !== undefined ? JSON.parse(value.text) : value,
  );
}

/** A line as pino-http writes it. */
function loggedLine(line: string): string {
  const { time, duration, request, response }: Recording & { readonly duration: number } = JSON.parse(line);
  const logged = ({ headers, body }: Recording['request' | 'response']) => ({
    headers: Object.fromEntries(headers),
    body: body !== null && 'text' in body ? body.text : body,
  });
  return JSON.stringify({
    ...{ level: 30, time: Date.parse(time), pid: 12, hostname: 'vm-1' },
    req: { id: duration, method: request.method, url: request.url, ...logged(request) },
    res: { statusCode: response.status, ...logged(response) },
    ...{ responseTime: duration, msg: 'request completed' },
  });
}

const fields = {
  ...{ method: 'verb', url: 'at', status: 'status', requestBody: 'sent', responseBody: 'got' },
  ...{ requestHeaders: 'sentHeaders', responseHeaders: 'gotHeaders' },
};

/** A line as a logger of somebody's own writes it, who writes everything as text. */
function flatLine(line: string): string {
  const { time, request, response }: Recording = JSON.parse(line);
  const textOf = (body: unknown): unknown => (Object(body).text === undefined ? body : Object(body).text);
  return JSON.stringify({
    ...{ time, verb: request.method, at: request.url, status: `${response.status}` },
    ...{ sent: textOf(request.body), got: textOf(response.body) },
    ...{ sentHeaders: request.headers, gotHeaders: response.headers },
  });
}

/** A line as an entry of a HAR, of which some are odd. */
function entryOf(line: string): string {
  const { duration: time, ...recording }: Recording & { readonly duration: number } = JSON.parse(line);
  const entry = { ...harEntry(recording), time };
  const text = JSON.stringify(entry, (name, value: unknown) => {
    if (name !== 'content' || ![-1, 1, 200].includes(time)) return value;
    return time < 0 ? { size: 12 } : { ...Object(value), encoding: 'base64' };
  });
  return line.includes('\\u002f') ? text.replaceAll('/u/', '\\/u\\u002f') : text;
}

function readBy(format: string) {
  return format === 'fields' ? { format: 'auto', reader: fieldsReader(fields) } : { format };
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
    const shares = new Map(formats.map(write => [write, { lines: 0, parsed: 0 }]));
    await fc.assert(
      fc.asyncProperty(
        alikeLines,
        fc.constantFrom(...formats),
        fc.constantFrom(...settings),
        async (log, write, options) => {
          const text = write(log);
          const [quick, whole] = [await judge([text], true, options), await judge([text], false, options)];
          const at = whole.verdicts.findIndex((verdict, index) => !isDeepStrictEqual(verdict, quick.verdicts[index]));
          assert.equal(at, -1, `another verdict of ${log[at]}`);
          assert.ok(isDeepStrictEqual(quick.report, whole.report), `another report of\n${text}`);
          const share = shares.get(write) ?? assert.fail(text[0]);
          share.lines += log.length;
          share.parsed += quick.parsed;
        },
      ),
      { numRuns: 80, endOnFailure: true },
    );
    for (const { lines, parsed } of shares.values()) {
      assert.ok(parsed <= lines * 0.8, `${parsed} of ${lines} records were parsed: hardly any was recognised`);
    }
  });

  it('is not taken for one that says itself how it is to be read', async () => {
    const [log = []] = fc.sample(alikeLines, 1);
    const inWords = (entry: string, encoding: string): string =>
      JSON.stringify(JSON.parse(entry), (name, value: unknown) =>
        name === 'content' ? { ...Object(value), encoding } : value,
      );
    const entries = ['utf8', 'base64'].flatMap(encoding => log.map(line => inWords(entryOf(line), encoding)));
    const har: Written = ['har', `${harHead}${entries.join(',\n')}${harTail}`];
    const [quick, whole] = [await judge([har], true, {}), await judge([har], false, {})];
    const unreadable = whole.verdicts.filter(({ verdict }) => verdict === 'unreadable');
    assert.ok(unreadable.length > log.length / 2, 'JSON is taken for base64');
    assert.deepEqual(quick.verdicts, whole.verdicts);
  });

  it('is not taken for one of the same bytes in another format', async () => {
    const [log = []] = fc.sample(alikeLines, 1);
    const entries = log.map(entryOf);
    const both: readonly Written[] = [
      ['har', `${harHead}${entries.join(',\n')}${harTail}`],
      ['ndjson', `${entries.join('\n')}\n`],
    ];
    const [quick, whole] = [await judge(both, true, {}), await judge(both, false, {})];
    const lines = whole.verdicts.slice(entries.length);
    assert.ok(lines.length === entries.length, 'each entry is read twice');
    assert.ok(
      lines.every(({ verdict }) => verdict === 'unreadable'),
      'an entry of a HAR is no line of ours',
    );
    assert.deepEqual(quick.verdicts, whole.verdicts);
  });

  it('is handed on as any other where somebody wants all records', async () => {
    const [log = []] = fc.sample(alikeLines, 1);
    const read = async (leavesUnread: boolean) => {
      const found: unknown[] = [];
      for (const [format, text] of formats.map(write => write(log))) {
        const content = async function* () {
          yield Buffer.from(text);
        };
        for await (const one of flat(readInputs(['-'], { stdin: content(), ...readBy(format), leavesUnread }))) {
          found.push(one);
        }
      }
      return found;
    };
    assert.deepEqual(await read(true), await read(false));
  });
});
