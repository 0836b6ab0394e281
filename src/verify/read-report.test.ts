import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readReport } from './read-report.ts';

const failure = (mismatch: unknown): string =>
  JSON.stringify({
    errors: [{ interaction: 'Verifying a pact between a and b Given 7/0 - 7', mismatch }],
    interactionResults: [
      { description: '6', result: 'OK' },
      { description: '7', result: 'Error' },
    ],
  });

describe('readReport', () => {
  it('tells the interactions apart by their numbers', () => {
    const verdicts = readReport(failure({ type: 'error', message: 'no setup' }));
    assert.deepEqual(
      [...verdicts],
      [
        [6, { mismatches: [] }],
        [7, { mismatches: [], error: 'no setup' }],
      ],
    );
  });

  it('puts the status before headers and these before the body', () => {
    const mismatches = [
      { type: 'BodyMismatch', path: "$.a['b c'][0]", expected: '"x"', actual: '1', mismatch: 'one' },
      { type: 'HeaderMismatch', key: 'X-Color', expected: 'red', actual: '', mismatch: 'two' },
      { type: 'StatusMismatch', expected: 200, actual: 404, mismatch: 'three' },
      { type: 'BodyTypeMismatch', expected: 'application/json', actual: 'text/html', mismatch: 'four' },
    ];
    assert.deepEqual(readReport(failure({ type: 'mismatches', mismatches })).get(7)?.mismatches, [
      { at: '/response/status', expected: '200', actual: '404', message: 'three' },
      { at: '/response/headers/content-type', expected: 'application/json', actual: 'text/html', message: 'four' },
      { at: '/response/headers/x-color', expected: 'red', actual: '', message: 'two' },
      { at: '/response/body/a/b c/0', expected: '"x"', actual: '1', message: 'one' },
    ]);
  });

  it('does not take a failure without a reason for a success', () => {
    assert.match(readReport(failure({ type: 'mismatches', mismatches: [] })).get(7)?.error ?? '', /no reason/);
    const text = JSON.stringify({ errors: [], interactionResults: [{ description: '7', result: 'Error' }] });
    assert.match(readReport(text).get(7)?.error ?? '', /no reason/);
  });

  it('refuses a text that is no report', () => {
    assert.throws(() => readReport('The URL is not valid'), { code: 'pact-failed', message: /The URL is not valid/ });
    const stray = JSON.stringify({ errors: [{ interaction: 'a pact', mismatch: {} }] });
    assert.throws(() => readReport(stray), { code: 'pact-failed' });
  });
});
