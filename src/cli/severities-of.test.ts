import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { capturedIo } from './captured-io.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'severities-'));
const wrongHost = join(folder, 'traffic.ndjson');
const [first = ''] = readFileSync('cases/rules/link/traffic.ndjson', 'utf8').split('\n');
writeFileSync(wrongHost, `${first}\n`);

async function ran(
  line: readonly string[],
  env: { readonly [name: string]: string } = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const io = capturedIo({ env });
  const code = await runCli(line, io);
  return { code, out: io.out(), err: io.err() };
}

function configOf(content: object): string {
  const file = join(folder, 'account-links.config.json');
  writeFileSync(file, JSON.stringify(content, undefined, 2));
  return file;
}

describe('--severity', () => {
  it('lets a run pass that would fail, and the report tells who said so', async () => {
    assert.equal((await ran(['validate', wrongHost])).code, 1);
    const { code, out } = await ran([
      ...['validate', wrongHost, '--severity', 'response/link-host=warning', '--reporter', 'json'],
    ]);
    assert.equal(code, 0);
    const report = JSON.parse(out);
    assert.equal(report.verdict, 'pass');
    assert.deepEqual(report.findings[0].overridden, { from: 'error', by: '--severity' });
  });

  it('is an object in a configuration, each member with its line, below the environment and the line', async () => {
    const file = configOf({ severity: { 'response/status': 'notice', 'response/link-host': 'warning' } });
    const line = ['validate', wrongHost, '--config', file, '--reporter', 'json'];
    assert.equal(JSON.parse((await ran(line)).out).findings[0].overridden.by, `${file}:4`);
    const env = { ACCOUNT_LINKS_SEVERITY: 'response/link-host=notice' };
    assert.deepEqual(JSON.parse((await ran(line, env)).out).findings[0].overridden, {
      ...{ from: 'error', by: 'ACCOUNT_LINKS_SEVERITY' },
    });
    assert.match(
      (await ran(['config', 'print', 'gate', '--config', file])).out,
      /^ {2}severity +response\/status=notice,/m,
    );
  });

  it('fails a run for what was a warning', async () => {
    const line = ['validate', 'cases/rules/open-values/traffic.ndjson', '--reporter', 'json', '--fail-on', 'error'];
    const { findings } = JSON.parse((await ran(line)).out);
    const notice = findings.find((one: { severity: string; evidence: string }) => one.severity === 'notice');
    const raised = await ran([...line, '--severity', `${notice.rule}=error`]);
    const after = JSON.parse(raised.out).findings.filter((one: { rule: string }) => one.rule === notice.rule);
    assert.equal(raised.code, 1);
    assert.ok(
      after.every((one: { severity: string }) => one.severity === 'error'),
      JSON.stringify(after),
    );
  });

  const wrong: readonly (readonly [what: string, given: string, message: RegExp])[] = [
    [
      'a rule that nobody knows',
      'response/link-hots=warning',
      /--severity: There is no rule.*Did you mean response\/link-host\?/,
    ],
    [
      'a severity that nobody knows',
      'response/link-host=warn',
      /takes one of error, warning, notice for `response\/link-host`, not `warn`/,
    ],
    ['no severity', 'response/link-host', /takes a rule and its severity, such as/],
    [
      'less of what says that nothing was judged',
      'provider/no-answer=notice',
      /could not be judged: it cannot be less than `error`/,
    ],
  ];
  for (const [what, given, message] of wrong) {
    it(`is refused for ${what}, before anything is judged`, async () => {
      const { code, out, err } = await ran(['validate', wrongHost, '--severity', given]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
    });
  }

  it('is refused in a configuration with the place', async () => {
    const file = configOf({ severity: { 'response/link-hots': 'warning' } });
    assert.match((await ran(['validate', wrongHost, '--config', file])).err, /config\.json:3: There is no rule/);
    const list = configOf({ severity: ['response/link-host=warning'] });
    assert.match(
      (await ran(['validate', wrongHost, '--config', list])).err,
      /json:2: `severity` takes an object of texts/,
    );
  });
});
