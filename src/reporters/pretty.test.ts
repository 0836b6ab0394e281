import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../finding.ts';
import type { CaseResult, Report, Summary } from '../report.ts';
import { pretty } from './pretty.ts';

const finding: Finding = {
  rule: 'response/expires-after-created',
  severity: 'error',
  party: 'provider',
  evidence: 'documented',
  source: 'reference-2025-12-15.clover',
  message: 'The link expires before it was created, so that nobody could ever have opened it.',
  at: { source: 'links.har', entry: 12, line: 120, pointer: '/response/body/expires_at' },
  expected: 'later than 2026-01-02T03:04:05Z',
  received: '2026-01-02T03:04:02Z',
  fix: 'Let `expires_at` be later than `created`.',
  reproduce: [`curl -sS http://127.0.0.1:12111/v2/core/account_links -d '{"account":"${'x'.repeat(60)}"}'`],
  contract: '2025-12-15.clover',
  fingerprint: 'f1',
  count: 3,
};

const passed: CaseResult = { leg: 'fuzz', name: 'valid requests', result: 'passed', exchanges: 20, findings: [] };

function report(changes: Partial<Omit<Report, 'summary'>> & { readonly summary?: Partial<Summary> }): Report {
  return {
    ...{ schemaVersion: 1, tool: { name: 'account-links', version: '0.1.0' }, command: 'fuzz', verdict: 'pass' },
    ...{ contracts: ['2025-12-15.clover'], findings: [] },
    ...changes,
    summary: {
      exchanges: { read: 20, judged: 20, conforming: 20, violating: 0, otherEndpoint: 0, unreadable: 0 },
      findings: { error: 0, warning: 0, notice: 0 },
      cases: [passed],
      problems: [],
      ...changes.summary,
    },
  };
}

function lines(of: Report, width = 80, unlisted = 0): string[] {
  let text = '';
  const writer = pretty.create({
    color: false,
    unicode: true,
    width,
    quiet: false,
    failOn: 'error',
    write: part => (text += part),
  });
  writer.finish(of, unlisted);
  return text.split('\n');
}

const rows = [
  ['account/type', 3],
  ['use_case/type', 0],
].map(([constraint, right]) => ({
  contract: '2025-12-15.clover',
  constraint: String(constraint),
  satisfied: { sent: 5, right: 5 },
  violated: { sent: 3, right: Number(right) },
}));

describe('pretty', () => {
  it('tells a run without a fault in a few lines', () => {
    assert.deepEqual(
      lines(
        report({
          summary: { fuzz: { seed: 7, requests: 20, phases: { random: 20 }, coverage: { percent: 75, rows } } },
        }),
      ),
      [
        'PASS  account-links fuzz: no findings in 20 exchanges',
        '',
        'fuzz: 1 family, 20 exchanges: 1 passed',
        '  ✔ passed      valid requests',
        '',
        'coverage of the request schema: 75 % answered right  ███████████████░░░░░',
        '  random                20 requests',
        '  keyword               constraints  satisfied   violated',
        '  type                            2          2          1',
        '  2025-12-15.clover: violated, but never answered right (1): use_case/type',
        '',
        '20 exchanges read: 20 judged (20 conforming, 0 violating), 0 of other endpoints,',
        '0 unreadable.',
        '20 requests sent with seed 7; 75 % of the contract covered.',
        '1 contract: 2025-12-15.clover.',
        '',
        'PASS  account-links fuzz: no findings in 20 exchanges',
        '',
      ],
    );
  });

  it('tells of a finding what, where, what was expected, what to do, on what evidence and how to see it again', () => {
    const text = lines(
      report({ verdict: 'fail', findings: [finding], summary: { findings: { error: 3, warning: 0, notice: 0 } } }),
    );
    assert.equal(text[0], 'FAIL  account-links fuzz: 3 errors');
    const start = text.findIndex(line => line.startsWith('error'));
    assert.deepEqual(text.slice(start, start + 14), [
      'error response/expires-after-created (provider, 3 times)',
      '  The link expires before it was created, so that nobody could ever have opened',
      '  it.',
      '  first at  links.har:120, entry 12',
      '            /response/body/expires_at',
      '                           ^^^^^^^^^^',
      '  expected  later than 2026-01-02T03:04:05Z',
      '  received  2026-01-02T03:04:02Z',
      '  reproduce',
      `    ${finding.reproduce?.[0]}`,
      '  fix       Let `expires_at` be later than `created`.',
      '  evidence  documented (reference-2025-12-15.clover)',
      '  contract  2025-12-15.clover',
      '  explain   account-links explain response/expires-after-created',
    ]);
  });

  it('tells the findings of one rule together, and once what they share', () => {
    const other = { ...finding, fingerprint: 'f2', message: 'Another.', count: 1, contract: '2026-09-30.endive' };
    const text = lines(report({ verdict: 'fail', findings: [finding, other] }));
    assert.ok(text.includes('error response/expires-after-created (provider, 2 findings, 4 times)'), text.join('\n'));
    assert.ok(text.includes('  2. Another.'), text.join('\n'));
    assert.equal(text.filter(line => line.includes('fix  ')).length, 1);
    assert.equal(text.filter(line => line === '     contract  2026-09-30.endive').length, 1);
  });

  it('does not say again what the finding before has said', () => {
    const others = ['f2', 'f3', 'f4'].map(fingerprint => ({ ...finding, fingerprint, count: 1 }));
    const another = { ...finding, fingerprint: 'f5', message: 'Another.' };
    const text = lines(report({ verdict: 'fail', findings: [finding, ...others, another] }));
    assert.equal(text.filter(line => line.includes(finding.message.slice(0, 40))).length, 1, text.join('\n'));
    for (const number of [2, 3, 4]) {
      assert.ok(
        text.some(line => line.startsWith(`  ${number}. at        `)),
        text.join('\n'),
      );
    }
    assert.ok(text.includes('  5. Another.'), text.join('\n'));
  });

  it('says who gave a rule another severity', () => {
    const lowered: Finding = { ...finding, severity: 'notice', overridden: { from: 'error', by: 'config.json:3' } };
    const text = lines(report({ findings: [lowered] }));
    assert.ok(text.includes('  severity  notice, not error: config.json:3 says so'), text.join('\n'));
  });

  it('shows every failed case and folds the others', () => {
    const failed = Array.from({ length: 12 }, (_, index) => ({
      ...passed,
      name: `f${index}`,
      result: 'failed' as const,
    }));
    const others = Array.from({ length: 30 }, (_, index) => ({ ...passed, name: `p${index}` }));
    const many = lines(report({ verdict: 'fail', summary: { cases: [...others, ...failed] } }));
    assert.equal(many.filter(line => line.startsWith('  ✖ failed')).length, 12);
    assert.equal(many.filter(line => line.startsWith('  ✔ passed')).length, 1);
    assert.match(many.join(' ').replaceAll(/ +/g, ' '), /p0, p1, .* p29 /);
    const few = lines(report({ summary: { cases: others.slice(0, 6) } }));
    assert.equal(few.filter(line => line.startsWith('  ✔ passed')).length, 6);
    const alike = lines(report({ summary: { cases: others.map(one => ({ ...one, name: `x/${one.name}` })) } }));
    assert.ok(alike.includes('  ✔ passed      x/* (30)'), alike.join('\n'));
  });

  it('folds the failed cases where they are very many', () => {
    const cases = Array.from({ length: 20_000 }, (_, at): CaseResult => {
      return { ...passed, leg: 'validate', name: `logs/${at % 3}/${at}.har`, result: 'failed' };
    });
    const text = lines(report({ verdict: 'fail', summary: { cases } }))
      .join(' ')
      .replaceAll(/ +/g, ' ');
    assert.match(text, /logs\/0\/\* \(6667\), logs\/1\/\* \(6667\)/);
    assert.ok(text.length < 2_000, `${text.length} characters`);
  });

  it('does not call a run that could not judge all a pass', () => {
    const problems = [{ code: 'input-unreadable', message: 'x.har:3 cannot be read. Record it again.' }] as const;
    const text = lines(report({ verdict: 'fail', summary: { problems } }));
    assert.equal(text[0], 'INCOMPLETE  account-links fuzz: no findings; not all could be judged');
    assert.ok(text.includes('  input-unreadable: x.har:3 cannot be read. Record it again.'));
    assert.equal(lines(report({ verdict: 'none' }))[0], 'NOT JUDGED  account-links fuzz: nothing could be judged');
  });

  it('says how many findings it does not show', () => {
    assert.ok(
      lines(report({ findings: [finding] }), 80, 2).includes('2 more findings not shown: raise --max-findings.'),
    );
  });

  it('lets what a recording holds neither colour the terminal nor add a line to the facts', () => {
    const hostile = { ...finding, rule: 'a\u001b[2Jb', at: { source: 'x\nPASS', entry: 1, pointer: '/\u202e' } };
    const text = lines(report({ findings: [hostile] }));
    assert.ok(text.includes('error a\\u001b[2Jb (provider, 3 times)'));
    assert.ok(text.some(line => line.includes('/\\u202e')));
    assert.ok(text.slice(1, -2).every(line => !line.startsWith('PASS')));
  });
});
