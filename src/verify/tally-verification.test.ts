import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJudge } from '../check.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { createTally } from '../tally.ts';
import type { InteractionResult } from './interaction-result.ts';
import { tallyVerification } from './tally-verification.ts';

const judge = createJudge({ catalogue: loadCatalogue(), setting: 'test' });

const passed: InteractionResult = {
  ...{ contract: '2025-12-15.clover', description: 'an unknown account', source: 'x.json', entry: 3 },
  ...{ evidence: 'documented', result: 'passed', isPending: false, mismatches: [] },
  exchange: {
    ...{ source: 'x.json', entry: 3 },
    request: {
      method: 'POST',
      url: 'http://127.0.0.1/v2/core/account_links',
      headers: { 'Stripe-Version': '2026-02-25.clover' },
      body: '{"account":"acct_1","use_case":{"type":"account_update","account_update":{"configurations":["merchant"],"refresh_url":"https://example.com"}}}',
    },
    response: {
      status: 404,
      headers: { 'content-type': 'application/json' },
      body: '{"error":{"code":"not_found","message":"No."}}',
    },
  },
};

function rulesOf(...interactions: InteractionResult[]): string[] {
  const tally = createTally();
  tallyVerification({ interactions, problems: [] }, tally, judge);
  const { findings } = tally.report('verify', '0', { party: 'both', failOn: 'error' });
  return findings.map(({ severity, rule, at }) => `${severity} ${rule} ${at.entry} ${at.pointer ?? ''}`.trim());
}

function answering(body: string): InteractionResult {
  const { exchange } = passed;
  assert.ok(exchange !== undefined);
  return { ...passed, exchange: { ...exchange, response: { ...exchange.response, body } } };
}

describe('A verification', () => {
  it('has no finding where pact and rules agree', () => {
    assert.deepEqual(rulesOf(passed), []);
  });

  it('is judged by the rules too, which say more than a matcher can', () => {
    assert.deepEqual(rulesOf(answering('{"error":{"code":"not_found"}}')), [
      'error error/required 3 /response/body/error/message',
    ]);
  });

  it('tells one fault once, though pact and rules both see it', () => {
    const wrong = answering('{"error":{"code":"resource_missing","message":"No."}}');
    const mismatch = {
      at: '/response/body/error/code',
      expected: 'not_found',
      actual: 'resource_missing',
      message: 'Differs.',
    };
    assert.deepEqual(rulesOf({ ...wrong, result: 'failed', mismatches: [mismatch] }), [
      'error pact/mismatch 3 /response/body/error/code',
    ]);
  });

  it('warns at most where the expected answer is only assumed', () => {
    const mismatch = { at: '/response/status', expected: '404', actual: '400', message: 'Differs.' };
    assert.deepEqual(rulesOf({ ...passed, evidence: 'assumed', result: 'failed', mismatches: [mismatch] }), [
      'warning pact/mismatch 3 /response/status',
    ]);
  });

  it('tells what is pending as notices, and fails for none of them', () => {
    const tally = createTally();
    const mismatch = { at: '/response/status', expected: '200', actual: '404', message: 'Differs.' };
    const failed = { ...passed, result: 'failed', mismatches: [mismatch] } as const;
    tallyVerification({ interactions: [{ ...failed, isPending: true }], problems: [] }, tally, judge);
    const pending = tally.report('verify', '0', { party: 'both', failOn: 'error' });
    assert.deepEqual([pending.verdict, pending.summary.findings], ['pass', { error: 0, warning: 0, notice: 1 }]);
    assert.deepEqual(pending.summary.cases[0]?.result, 'pending');
    assert.equal(pending.summary.cases[0]?.detail, 'Differs.');
    // The same fault where it counts is not swallowed by the notice.
    tallyVerification({ interactions: [failed], problems: [] }, tally, judge);
    assert.equal(tally.report('verify', '0', { party: 'both', failOn: 'error' }).verdict, 'fail');
  });

  it('sees a link that is given to two interactions', () => {
    const { exchange } = passed;
    assert.ok(exchange !== undefined);
    const link = {
      ...exchange,
      response: { ...exchange.response, status: 200, body: '{"url":"https://x.example/1"}' },
    };
    const found = rulesOf({ ...passed, exchange: link }, { ...passed, description: 'another', exchange: link });
    assert.equal(found.filter(text => text === 'error provider/link-reused 3 /response/body/url').length, 1);
  });

  it('says of what was not tested that it was not', () => {
    const tally = createTally();
    const { exchange: _, ...rest } = passed;
    tallyVerification(
      { interactions: [{ ...rest, result: 'not-tested', reason: 'refused' }], problems: [] },
      tally,
      judge,
    );
    const { summary, verdict } = tally.report('verify', '0', { party: 'both', failOn: 'error' });
    assert.deepEqual([summary.cases[0]?.result, summary.cases[0]?.detail, verdict], ['not-tested', 'refused', 'none']);
  });
});
