import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { applyBaseline, type Baseline, baselineOf, readBaseline } from './baseline.ts';
import type { Finding } from './finding.ts';
import type { Report, Threshold } from './report.ts';
import { createTally } from './tally.ts';

const today = '2026-11-22';
const strict: Threshold = { party: 'both', failOn: 'error' };
const finding: Finding = {
  ...{ rule: 'response/echo-account', severity: 'error', party: 'provider', evidence: 'documented', message: 'No.' },
  ...{ at: { source: 'x.har', entry: 1 }, contract: '2025-12-15.clover', fingerprint: 'f1', count: 1 },
};
const entry = {
  ...{ fingerprint: 'f1', rule: 'response/echo-account', reason: 'Fixed in June.', owner: 'links team' },
  expires: '2026-12-31',
};

function report(findings: readonly Finding[], problem?: 'nothing-tested'): Report {
  const tally = createTally();
  const key = { leg: 'validate', name: 'x.har' } as const;
  tally.exchange(key, 'violating', '2025-12-15.clover');
  for (const one of findings) tally.finding(key, one);
  if (problem !== undefined) tally.problem(problem, 'Nothing.');
  return tally.report('validate', '0', { party: 'both', failOn: 'error' });
}

const accepting = (...entries: Baseline['entries']): Baseline => ({ file: 'baseline.json', entries });

describe('A baseline', () => {
  it('takes an accepted finding out of verdict, counts and cases, and names it with who answers for it', () => {
    const before = report([finding, { ...finding, fingerprint: 'f2', severity: 'warning' }]);
    assert.equal(before.verdict, 'fail');
    const after = applyBaseline(before, accepting(entry), strict, today);
    assert.equal(after.verdict, 'pass');
    assert.deepEqual(
      after.findings.map(({ fingerprint }) => fingerprint),
      ['f2'],
    );
    assert.deepEqual(after.summary.findings, { error: 0, warning: 1, notice: 0 });
    assert.deepEqual(
      after.summary.cases.map(({ result, findings }) => [result, findings]),
      [['passed', ['f2']]],
    );
    assert.deepEqual(after.summary.accepted, [{ ...entry, severity: 'error', count: 1 }]);
  });

  it('does not forgive another finding beside it', () => {
    const after = applyBaseline(report([finding, { ...finding, fingerprint: 'f2' }]), accepting(entry), strict, today);
    assert.equal(after.verdict, 'fail');
    assert.equal(after.summary.cases[0]?.result, 'failed');
  });

  it('holds on its last day and no longer: then the finding counts, and the entry is a warning', () => {
    const on = (expires: string): Report =>
      applyBaseline(report([finding]), accepting({ ...entry, expires }), strict, today);
    assert.equal(on(today).verdict, 'pass');
    assert.equal(on('2026-11-21').verdict, 'fail');
    assert.deepEqual(
      on('2026-11-21').findings.map(({ rule, severity }) => [rule, severity]),
      [
        ['response/echo-account', 'error'],
        ['baseline/expired', 'warning'],
      ],
    );
  });

  it('warns of what it accepts and nobody found', () => {
    const { verdict, findings } = applyBaseline(report([]), accepting(entry), strict, today);
    assert.equal(verdict, 'pass');
    assert.deepEqual(
      findings.map(({ rule, severity, party, at }) => [rule, severity, party, at.source, at.pointer]),
      [['baseline/unused', 'warning', 'provider', 'baseline.json', '/accepted/0']],
    );
    assert.equal(applyBaseline(report([]), accepting(entry), { ...strict, failOn: 'warning' }, today).verdict, 'fail');
  });

  it('says nothing of what only the other party could show', () => {
    const by = (party: Threshold['party']): readonly Finding[] =>
      applyBaseline(report([]), accepting(entry), { ...strict, party }, today).findings;
    assert.equal(by('client').length, 0);
    assert.equal(by('provider').length, 1);
  });

  it('never makes a pass of what could not be judged', () => {
    assert.equal(applyBaseline(report([finding], 'nothing-tested'), accepting(entry), strict, today).verdict, 'fail');
    const nothing = createTally().report('validate', '0', { party: 'both', failOn: 'error' });
    assert.equal(applyBaseline(nothing, accepting(), strict, today).verdict, 'none');
  });

  it('is made of a report, and refused until somebody has filled it in', () => {
    const made = baselineOf(report([finding]), '2027-02-20');
    assert.deepEqual(made, {
      v: 1,
      accepted: [{ fingerprint: 'f1', rule: 'response/echo-account', reason: '', owner: '', expires: '2027-02-20' }],
    });
    assert.throws(() => readBaseline(fileOf(JSON.stringify(made))), /entry 1: `reason` must be said/);
    assert.throws(() => baselineOf({}, today), /This is no report/);
  });

  it('is read from its file, and a broken one is named', () => {
    const content = { v: 1, accepted: [entry] };
    assert.deepEqual(readBaseline(fileOf(JSON.stringify(content))).entries, [entry]);
    const wrong: readonly (readonly [content: string, message: RegExp])[] = [
      ['{', /cannot be used/],
      ['[]', /is no baseline/],
      [JSON.stringify({ v: 1, accepted: [{ ...entry, expires: 'soon' }] }), /entry 1: `expires` must be a day/],
    ];
    for (const [text, message] of wrong) assert.throws(() => readBaseline(fileOf(text)), message);
    assert.throws(() => readBaseline('nowhere.json'), /account-links baseline report\.json/);
  });
});

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'baseline-')), 'baseline.json');
  writeFileSync(file, text);
  return file;
}
