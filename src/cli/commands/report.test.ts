import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { reporters } from '../../reporters/index.ts';
import { capturedIo } from '../captured-io.ts';
import { reporterOption } from '../reporter-option.ts';
import { runCli } from '../run-cli.ts';

async function ran(
  line: readonly string[],
  stdin?: string,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  async function* input(): AsyncGenerator<string> {
    yield stdin ?? '';
  }
  const io = capturedIo(stdin === undefined ? {} : { stdin: input() });
  const code = await runCli(line, io);
  return { code, out: io.out(), err: io.err() };
}

describe('report', () => {
  it('can be told each reporter that there is, in its order', () => {
    assert.equal(
      reporterOption.summary,
      `How to report: ${reporters.map(({ id }) => id).join(', ')}. Without FILE on standard output.`,
    );
  });

  for (const { id } of reporters.filter(one => one.id !== 'ndjson')) {
    it(`writes a stored report as ${id}, with the exit code of the run`, async () => {
      const { code, out } = await ran(['report', 'cases/reports/gate-fail.json', '--reporter', id]);
      assert.equal(code, 1);
      assert.ok(out.length > 100, out);
    });
  }

  it('passes, fails and does not know, as the run did', async () => {
    assert.equal((await ran(['report', 'cases/reports/gate-pass.json'])).code, 0);
    assert.equal((await ran(['report', 'cases/reports/incomplete.json'])).code, 2);
    assert.equal((await ran(['report', 'cases/reports/not-judged.json'])).code, 2);
    assert.equal((await ran(['report', 'cases/reports/gate-fail.json', '--fail-on', 'never'])).code, 0);
  });

  it('has no verdicts of exchanges to write', async () => {
    const { code, err } = await ran(['report', 'cases/reports/gate-pass.json', '--reporter', 'ndjson']);
    assert.equal(code, 2);
    assert.match(err, /a stored report does not hold them\. Give --reporter ndjson=FILE to the run itself/);
  });

  it('reads stdin', async () => {
    const text = readFileSync('cases/reports/gate-pass.json', 'utf8');
    assert.match((await ran(['report', '-'], text)).out, /^PASS {2}account-links gate: /);
  });

  it('says what is wrong with a file', async () => {
    assert.match(
      (await ran(['report', 'nowhere.json'])).err,
      /^input-unreadable: The report nowhere\.json cannot be read: /,
    );
    assert.match((await ran(['report', 'package.json'])).err, /package\.json is no report of `--reporter json`/);
    assert.match((await ran(['baseline', 'package.json'])).err, /package\.json is no report of `--reporter json`/);
  });
});
