import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Severity } from './evidence.ts';
import { createFinding, type Finding, type Party } from './finding.ts';
import type { Threshold } from './report.ts';
import { createTally, type Tally } from './tally.ts';

const key = { leg: 'validate', name: 'x.har' } as const;
const strict: Threshold = { party: 'both', failOn: 'error' };

function finding(severity: Severity, party: Party = 'provider', pointer = '/response/body/a'): Finding {
  const problem = { rule: 'test/rule', severity, party, evidence: 'documented', message: 'Wrong.', pointer } as const;
  return createFinding(problem, '2025-12-15.clover', { source: 'x.har', entry: 1 });
}

function reportOf(fill: (tally: Tally) => void, threshold: Threshold = strict): ReturnType<Tally['report']> {
  const tally = createTally();
  fill(tally);
  return tally.report('validate', '0', threshold);
}

describe('A tally', () => {
  it('accounts for every record that was read', () => {
    const { summary } = reportOf(tally => {
      tally.exchange(key, 'conforming', '2025-12-15.clover');
      tally.exchange(key, 'violating', '2025-12-15.clover');
      tally.exchange(key, 'other-endpoint');
      tally.add(key, { read: 1, judged: 0, conforming: 0, violating: 0, otherEndpoint: 0, unreadable: 1 }, []);
    });
    const expected = { read: 4, judged: 2, conforming: 1, violating: 1, otherEndpoint: 1, unreadable: 1 };
    assert.deepEqual(summary.exchanges, expected);
    assert.equal(summary.cases[0]?.exchanges, 4);
  });

  it('passes only what was judged, was without fault, and was judged in full', () => {
    const conforming = (tally: Tally): void => tally.exchange(key, 'conforming');
    assert.equal(reportOf(conforming).verdict, 'pass');
    assert.equal(reportOf(() => {}).verdict, 'none');
    assert.equal(reportOf(tally => tally.exchange(key, 'other-endpoint')).verdict, 'none');
    const withProblem = reportOf(tally => {
      conforming(tally);
      tally.problem('input-unreadable', 'Broken.');
    });
    assert.equal(withProblem.verdict, 'fail');
  });

  it('fails by the threshold: from which severity on, and whose faults', () => {
    const rows: readonly (readonly [Severity, Party, Threshold, 'pass' | 'fail'])[] = [
      ['error', 'provider', strict, 'fail'],
      ['warning', 'provider', strict, 'pass'],
      ['warning', 'provider', { party: 'both', failOn: 'warning' }, 'fail'],
      ['notice', 'provider', { party: 'both', failOn: 'warning' }, 'pass'],
      ['error', 'provider', { party: 'client', failOn: 'error' }, 'pass'],
      ['error', 'client', { party: 'client', failOn: 'error' }, 'fail'],
      ['error', 'client', { party: 'both', failOn: 'never' }, 'pass'],
    ];
    for (const [severity, party, threshold, verdict] of rows) {
      const report = reportOf(tally => {
        tally.exchange(key, 'violating');
        tally.finding(key, finding(severity, party));
      }, threshold);
      assert.equal(report.verdict, verdict, `${severity} of ${party} under ${JSON.stringify(threshold)}`);
      assert.equal(report.summary.exchanges.violating, 1, 'verdicts of exchanges do not depend on the threshold');
      assert.equal(report.summary.cases[0]?.result, verdict === 'fail' ? 'failed' : 'passed');
    }
  });

  it('counts a fault that comes again, whatever its position in a list, and keeps the first place', () => {
    const { findings, summary } = reportOf(tally => {
      tally.exchange(key, 'violating');
      for (const pointer of ['/response/list/3', '/response/list/0'])
        tally.finding(key, finding('error', 'provider', pointer));
    });
    assert.equal(findings.length, 1);
    assert.deepEqual([findings[0]?.count, findings[0]?.at.pointer, summary.findings.error], [2, '/response/list/3', 2]);
  });

  it('lists the worst first', () => {
    const { findings } = reportOf(tally => {
      for (const severity of ['notice', 'error', 'warning'] as const) tally.finding(key, finding(severity));
    });
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['error', 'warning', 'notice'],
    );
  });
});
