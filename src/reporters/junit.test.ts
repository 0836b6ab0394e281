import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../finding.ts';
import type { CaseResult, FuzzSummary, Report } from '../report.ts';
import { junit } from './junit.ts';

const finding: Finding = {
  ...{
    rule: 'response/body',
    severity: 'error',
    party: 'provider',
    evidence: 'documented',
    message: 'It <lacks> "url".',
  },
  ...{ at: { source: 'x.har', entry: 1 }, contract: '2025-12-15.clover', fingerprint: 'f1', count: 1 },
};
const warning: Finding = { ...finding, severity: 'warning', fingerprint: 'f2' };

const passed: CaseResult = { leg: 'validate', name: 'x.har', result: 'passed', exchanges: 1, findings: [] };

function xml(
  cases: readonly CaseResult[],
  findings: readonly Finding[] = [],
  problems: Report['summary']['problems'] = [],
  failOn: 'error' | 'warning' = 'error',
  fuzz?: FuzzSummary,
): string {
  let text = '';
  const exchanges = { read: 1, judged: 1, conforming: 1, violating: 0, otherEndpoint: 0, unreadable: 0 };
  const summary = {
    ...{ exchanges, findings: { error: 0, warning: 0, notice: 0 }, cases, problems },
    ...(fuzz === undefined ? {} : { fuzz }),
  };
  junit.create({ color: false, unicode: true, width: 80, quiet: false, failOn, write: part => (text += part) }).finish(
    {
      ...{ schemaVersion: 1, tool: { name: 'account-links', version: '0.1.0' }, command: 'validate', verdict: 'pass' },
      ...{ contracts: [], summary, findings },
    },
    0,
  );
  return text;
}

describe('junit', () => {
  it('makes a suite of a leg and a test of a case', () => {
    assert.equal(
      xml([passed]),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="account-links" tests="1" failures="0" errors="0" time="0">
  <testsuite name="validate" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase classname="account-links.validate" name="x.har" time="0"/>
  </testsuite>
</testsuites>
`,
    );
  });

  it('shows the coverage of a run', () => {
    const count = { sent: 1, right: 1 };
    const row = { contract: '2025-12-15.clover', constraint: 'account/type', satisfied: count, violated: count };
    const fuzz = { seed: 1, requests: 2, phases: { random: 2 }, coverage: { percent: 100, rows: [row] } };
    assert.match(
      xml([passed], [], [], 'error', fuzz),
      /name="coverage of the request schema"[\s\S]*100 % answered right/,
    );
  });

  it('tells the findings of a failed case, the message twice', () => {
    const text = xml([{ ...passed, result: 'failed', detail: '1 of 3 violates', findings: ['f1', 'f2'] }], [finding]);
    assert.match(
      text,
      /<failure type="response\/body" message="It &lt;lacks&gt; &quot;url&quot;\. \(and 1 more finding\)">It &lt;lacks/,
    );
    assert.match(text, /1 of 3 violates\n\nerror response\/body \(provider\)\n/);
    assert.match(text, /1 more finding not listed\.<\/failure>/);
  });

  it('skips what was not tested, with the reason', () => {
    const text = xml([{ ...passed, result: 'not-tested', detail: 'No such state.' }]);
    assert.match(text, /<skipped message="No such state\."\/>/);
  });

  it('shows the warnings of a passed case as its output', () => {
    assert.match(xml([{ ...passed, findings: ['f2'] }], [warning]), /<system-out>warning response\/body/);
  });

  it('makes an error of each problem', () => {
    const text = xml([], [], [{ code: 'input-empty', message: 'The file is empty.' }]);
    assert.match(text, /<error type="input-empty" message="The file is empty\.">The file is empty\.<\/error>/);
  });

  it('makes a test of a finding that no case claims; what fails the run fails it', () => {
    assert.match(xml([], [finding]), /name="response\/body f1" time="0">\n {6}<failure /);
    assert.match(xml([], [warning]), /<system-out>/);
    assert.match(xml([], [warning], [], 'warning'), /<failure /);
  });

  it('keeps names apart, also when they differ only in what XML cannot hold', () => {
    const text = xml([passed, { ...passed, name: 'x.har\u0000' }]);
    assert.match(text, /name="x\.har \(2\)"/);
  });
});
