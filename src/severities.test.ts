import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFinding, type Finding, type Problem } from './finding.ts';
import { type Severities, withSeverity } from './severities.ts';
import { createTally } from './tally.ts';

const problem: Problem = {
  ...{ rule: 'response/link-host', severity: 'error', party: 'provider', evidence: 'observed', message: 'Wrong.' },
};
const finding = createFinding(problem, '2025-12-15.clover', { source: 'x', entry: 1 });
const file = { leg: 'validate', name: 'x' } as const;

function given(severity: Finding['severity'], rule: string = problem.rule): Severities {
  return new Map([[rule, { severity, by: 'account-links.config.json:3' }]]);
}

describe('A severity that somebody gave to a rule', () => {
  it('is told with what it was and who says so, and leaves the fingerprint', () => {
    const lowered = withSeverity(finding, given('warning'));
    assert.deepEqual([lowered.severity, lowered.fingerprint], ['warning', finding.fingerprint]);
    assert.deepEqual(lowered.overridden, { from: 'error', by: 'account-links.config.json:3' });
  });

  it('is of that rule alone, and told only where it changes something', () => {
    assert.equal(withSeverity(finding, given('warning', 'response/status')), finding);
    assert.equal(withSeverity(finding, given('error')), finding);
  });

  it('makes no more than a warning of what is only assumed', () => {
    const assumed: Finding = { ...finding, severity: 'notice', evidence: 'assumed' };
    assert.equal(withSeverity(assumed, given('error')).severity, 'warning');
  });

  it('makes no pass of what was not judged', () => {
    const silent: Finding = { ...finding, rule: 'provider/no-answer' };
    assert.equal(withSeverity(silent, given('notice', 'provider/no-answer')), silent);
  });

  it('counts for verdict, case and counts; not for what the exchange is', () => {
    const tally = createTally();
    tally.exchange(file, 'violating');
    tally.finding(file, finding);
    const threshold = { party: 'both', failOn: 'error' } as const;
    const lowered = tally.report('validate', '1', { ...threshold, severities: given('notice') });
    assert.deepEqual([lowered.verdict, lowered.summary.cases[0]?.result], ['pass', 'passed']);
    assert.deepEqual(lowered.summary.findings, { error: 0, warning: 0, notice: 1 });
    assert.equal(lowered.summary.exchanges.violating, 1);
    assert.equal(tally.report('validate', '1', threshold).verdict, 'fail');
  });

  it('forgives an interaction that failed for its findings, but not a recording that nobody could read', () => {
    for (const [leg, result] of [
      ['verify', 'passed'],
      ['validate', 'failed'],
    ] as const) {
      const tally = createTally();
      tally.exchange({ leg, name: 'x' }, 'violating');
      tally.finding({ leg, name: 'x' }, finding);
      if (leg === 'validate') tally.problem('input-unreadable', 'x:2 cannot be read.');
      tally.outcome({ leg, name: 'x' }, { result: 'failed' });
      const report = tally.report('gate', '1', { party: 'both', failOn: 'error', severities: given('notice') });
      assert.equal(report.summary.cases[0]?.result, result);
      assert.equal(report.verdict, leg === 'verify' ? 'pass' : 'fail');
    }
  });
});
