import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { baselineRules } from '../baseline.ts';
import { exitCodes } from '../cli/exit-code.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { errorCodes } from '../errors.ts';
import { oracleRules } from '../oracle/judge-answer.ts';
import { acrossRules } from '../rules/across.ts';
import { rules } from '../rules/index.ts';
import { pactRules } from '../verify/pact-rules.ts';
import { examples } from './examples.ts';
import { errorFixes, outcomeFixes } from './fixes.ts';
import { pageLines } from './page-lines.ts';
import { pagesOf } from './pages.ts';
import { toMarkdown } from './to-markdown.ts';

const catalogue = loadCatalogue();
const pages = pagesOf(catalogue);
const ids = pages.map(({ id }) => id);

describe('The pages', () => {
  it('are one for each rule, each outcome, each error code and each exit code, under distinct names', () => {
    const codes = catalogue.contracts.flatMap(({ outcomes }) => outcomes.map(({ code }) => code ?? 'created'));
    const named = [
      ...[...rules, ...acrossRules].map(({ id }) => id),
      ...Object.keys(oracleRules),
      ...Object.keys({ ...pactRules, ...baselineRules }),
      ...new Set(codes),
      ...Object.keys(errorCodes),
      ...Object.values(exitCodes).map(String),
    ];
    assert.deepEqual([...ids].sort(), named.sort());
    assert.equal(new Set(ids).size, ids.length);
  });

  it('say of each rule why, what to do, on what evidence and by which document', () => {
    for (const { id, facts } of pages.filter(({ kind }) => kind === 'rule')) {
      const labels = facts.map(({ label }) => label);
      for (const label of ['why', 'fix', 'party', 'severity', 'evidence', 'source'] as const) {
        assert.ok(labels.includes(label), `${id} has no ${label}`);
      }
    }
  });

  it('say of each outcome and each exit code when it comes and what to do', () => {
    for (const { id, kind, facts } of pages) {
      const labels = facts.map(({ label }) => label);
      if (kind === 'outcome') {
        for (const label of ['evidence', 'source'] as const) assert.ok(labels.includes(label), `${id} has no ${label}`);
      }
      if (kind === 'rule' || kind === 'error code') continue;
      for (const label of ['when', 'fix'] as const) assert.ok(labels.includes(label), `${id} has no ${label}`);
    }
  });

  it('have no advice left over', () => {
    const all = [...Object.keys(outcomeFixes), ...Object.keys(errorFixes)];
    assert.deepEqual(
      all.filter(id => !ids.includes(id)),
      [],
    );
  });

  it('refuse a rule that stands on no source', () => {
    assert.throws(() => pagesOf({ ...catalogue, sources: {} }), /stands on the source "[^"]+", which nobody knows/);
  });

  it('have an example each, and no example is left over', () => {
    for (const { id, example } of pages) assert.notEqual(example, '', `${id} has no example`);
    assert.deepEqual(
      Object.keys(examples).filter(id => !ids.includes(id)),
      [],
    );
  });

  it('keep to the width of a terminal but for their examples', () => {
    for (const page of pages) {
      const prose = pageLines(page, 80).slice(0, -page.example.split('\n').length);
      for (const line of prose) assert.ok(line.length <= 80 || /https?:/.test(line), line);
    }
  });

  it('are those of docs/rules.md: run `npm run docs`', () => {
    const written = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
    assert.equal(written, toMarkdown(pages));
  });
});
