import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ToolError } from './errors.ts';
import { readReport } from './read-report.ts';

const folder = new URL('../cases/reports/', import.meta.url);
const names = readdirSync(folder).filter(name => name.endsWith('.json'));
const text = readFileSync(new URL('validate-mixed.json', folder), 'utf8');

function refusal(given: string): string {
  try {
    readReport(given, 'report.json');
  } catch (thrown) {
    if (thrown instanceof ToolError) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  return 'read';
}

describe('A stored report', () => {
  for (const name of names) {
    it(`is read as it was: ${name}`, () => {
      const stored = readFileSync(new URL(name, folder), 'utf8');
      assert.deepEqual(readReport(stored, name), JSON.parse(stored));
    });
  }

  it('keeps what a later version of this schemaVersion has added', () => {
    const later = { ...JSON.parse(text), added: { later: true } };
    assert.deepEqual(readReport(JSON.stringify(later), 'x'), later);
  });

  it('of the first days, which counted constraints otherwise, loses that count alone', () => {
    const { summary, ...rest } = JSON.parse(text);
    const fuzz = { seed: 1, requests: 10, constraints: { covered: 5, total: 67 } };
    assert.deepEqual(readReport(JSON.stringify({ ...rest, summary: { ...summary, fuzz } }), 'x'), { ...rest, summary });
  });

  const wrong: readonly (readonly [what: string, given: string, message: RegExp])[] = [
    ['what is no JSON', '{', /^input-unreadable: report\.json is no JSON: /],
    ['another document', '[]', /report\.json is no report of `--reporter json`\. Make one with/],
    [
      'a later schemaVersion',
      '{"schemaVersion": 2}',
      /has the schemaVersion 2, and this version knows 1\. Read it with/,
    ],
    ['a missing member', '{"schemaVersion": 1}', /is no whole report: `\/tool` must be an object/],
    [
      'a wrong verdict',
      text.replace('"verdict": "fail"', '"verdict": "maybe"'),
      /`\/verdict` must be one of pass, fail, none/,
    ],
    [
      'a wrong finding',
      text.replace('"party": "provider"', '"party": 3'),
      /`\/findings\/0\/party` must be one of client, provider/,
    ],
  ];
  for (const [what, given, message] of wrong) {
    it(`is refused for ${what}, with what is wrong`, () => {
      assert.match(refusal(given), message);
    });
  }
});
