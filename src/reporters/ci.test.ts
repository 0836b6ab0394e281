// The reporters for CI: what each makes of one report.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../finding.ts';
import type { Report } from '../report.ts';
import { github } from './github.ts';
import { markdown } from './markdown.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';

const recorded: Finding = {
  ...{ rule: 'response/echo-account', severity: 'error', party: 'provider', evidence: 'documented' },
  message: 'The link is for another account: 100 % wrong.',
  at: { source: './traffic/links a.ndjson', entry: 3, line: 7, pointer: '/response/body/account' },
  expected: 'acct_1',
  received: 'acct_`2`',
  ...{ fix: 'Answer the account.', contract: '2025-12-15.clover', fingerprint: 'f1', count: 2 },
};
const live: Finding = {
  ...{ ...recorded, rule: 'provider/server-error', fingerprint: 'f2', count: 1 },
  at: { source: 'http://127.0.0.1:4010', entry: 9 },
};

function written(reporter: Reporter, findings: readonly Finding[], changes: Partial<Report['summary']> = {}): string {
  const exchanges = { read: 1, judged: 1, conforming: 0, violating: 1, otherEndpoint: 0, unreadable: 0 };
  const summary = { exchanges, findings: { error: findings.length, warning: 0, notice: 0 }, cases: [], problems: [] };
  let text = '';
  reporter
    .create({ color: false, unicode: true, width: 80, quiet: false, failOn: 'error', write: part => (text += part) })
    .finish(
      {
        ...{ schemaVersion: 1, tool: { name: 'account-links', version: '0.1.0' }, command: 'gate', verdict: 'fail' },
        ...{ contracts: ['2025-12-15.clover'], summary: { ...summary, ...changes }, findings },
      },
      0,
    );
  return text;
}

describe('sarif', () => {
  const [run] = JSON.parse(written(sarif, [recorded, live])).runs;

  it('puts a finding of a recording where it stands in the file', () => {
    assert.equal(run.results.length, 1);
    const [{ ruleId, level, locations, partialFingerprints, occurrenceCount }] = run.results;
    assert.deepEqual([ruleId, level, occurrenceCount], ['response/echo-account', 'error', 2]);
    assert.deepEqual(locations[0].physicalLocation, {
      artifactLocation: { uri: 'traffic/links%20a.ndjson' },
      region: { startLine: 7 },
    });
    assert.deepEqual(partialFingerprints, { 'accountLinks/v1': 'f1' });
    assert.equal(run.tool.driver.rules[run.results[0].ruleIndex].id, ruleId);
  });

  it('tells what was found live as a notification of the run, since it stands in no file', () => {
    const [{ toolExecutionNotifications: told, executionSuccessful }] = run.invocations;
    assert.deepEqual(
      told.map(({ level, descriptor }: { level: string; descriptor: object }) => [level, descriptor]),
      [['error', { id: 'provider/server-error' }]],
    );
    assert.equal(executionSuccessful, true);
  });

  it('says that a run was not successful which could not judge', () => {
    const problems = [{ code: 'nothing-tested', message: 'Nothing.' }] as const;
    assert.equal(JSON.parse(written(sarif, [], { problems })).runs[0].invocations[0].executionSuccessful, false);
  });
});

describe('github', () => {
  it('annotates the line of a file, and escapes what would end the command', () => {
    const [first] = written(github, [recorded]).split('\n');
    assert.equal(
      first,
      '::error file=./traffic/links a.ndjson,line=7,title=response/echo-account::The link is for another account: 100 %25 wrong.%0AExpected: acct_1%0AReceived: acct_`2`%0AAnswer the account.%0AEntry 3 of ./traffic/links a.ndjson, /response/body/account',
    );
  });

  it('names no file for what was found live', () => {
    assert.match(written(github, [live]), /^::error title=provider\/server-error::/);
  });

  it('shows ten errors and says how many more there are', () => {
    const many = Array.from({ length: 14 }, (_, index) => ({ ...recorded, fingerprint: `f${index}` }));
    const lines = written(github, many).trimEnd().split('\n');
    assert.equal(lines.length, 11);
    assert.equal(lines.at(-1), 'account-links gate: fail; 4 more findings not shown as annotations');
  });

  it('lets nothing that was recorded start a command of its own', () => {
    const text = written(github, [{ ...recorded, message: 'a\n::error::b\r::warning::c' }]);
    assert.deepEqual(text.split('\n').filter(line => line.startsWith('::')).length, 1);
  });
});

describe('markdown', () => {
  it('starts with the verdict and tells each finding', () => {
    const text = written(markdown, [recorded]);
    assert.match(text, /^## ❌ account-links gate: fail, 1 error\n/);
    assert.match(text, /\n### error: response\/echo-account \(provider\)\n/);
    assert.match(text, /- \*\*received\*\*: `` acct_`2` ``\n/);
  });

  it('makes no markup, no mention and no reference of what was recorded', () => {
    const text = written(markdown, [{ ...recorded, message: '<img src=x> @somebody #12 *bold*' }]);
    assert.ok(text.includes('\\<img src=x\\> &#64;somebody &#35;12 \\*bold\\*'));
  });

  it('keeps below the size of a step summary and says what it left out', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({ ...recorded, fingerprint: `f${index}` }));
    const text = written(markdown, many);
    assert.ok(Buffer.byteLength(text) < 1024 * 1024);
    assert.match(text, /more sections left out: the summary would be too long\._\n$/);
  });
});
