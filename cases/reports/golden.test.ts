// What each reporter makes of stored reports, to the letter. `UPDATE_GOLDEN=1 npm test -- golden` writes the files anew;
// their difference is then reviewed as the change of behaviour that it is.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import type { Report } from '../../src/report.ts';
import { github } from '../../src/reporters/github.ts';
import { html } from '../../src/reporters/html.ts';
import { json } from '../../src/reporters/json.ts';
import { junit } from '../../src/reporters/junit.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { pretty } from '../../src/reporters/pretty.ts';
import type { Reporter, ReporterOptions } from '../../src/reporters/reporter.ts';
import { sarif } from '../../src/reporters/sarif.ts';

const folder = new URL('./golden/', import.meta.url);
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

const names = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.json'))
  .map(name => basename(name, '.json'));

const kinds: readonly (readonly [file: string, reporter: Reporter, options?: Partial<ReporterOptions>])[] = [
  ['pretty.txt', pretty],
  ['pretty-ascii.txt', pretty, { unicode: false }],
  ['pretty-color.txt', pretty, { color: true }],
  ['pretty-narrow.txt', pretty, { width: 50 }],
  ['junit.xml', junit],
  ['sarif', sarif],
  ['github.txt', github],
  ['markdown.md', markdown],
  ['html', html],
];

describe('The golden files', () => {
  for (const name of names) {
    const report: Report = JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));
    for (const [file, reporter, options] of kinds) {
      it(`hold what ${file} says of ${name}`, () => {
        const text = written(reporter, report, options);
        assertGolden(`${name}.${file}`, file === 'html' ? withoutAssets(text) : text);
      });
    }

    it(`are not needed for json, which is the report of ${name}`, () => {
      assert.deepEqual(JSON.parse(written(json, report)), report);
    });
  }

  it('are all of use', () => {
    const used = new Set(names.flatMap(name => kinds.map(([file]) => `${name}.${file}`)));
    assert.deepEqual(
      readdirSync(folder).filter(file => !used.has(file)),
      [],
    );
  });
});

function written(reporter: Reporter, report: Report, options: Partial<ReporterOptions> = {}): string {
  const parts: string[] = [];
  const plain = { color: false, unicode: true, width: 80, quiet: false, failOn: 'error' } as const;
  reporter.create({ ...plain, ...options, write: part => void parts.push(part) }).finish(report, 0);
  return parts.join('');
}

/** How the page looks is for the eye: `npm run browser`. */
function withoutAssets(page: string): string {
  return page
    .replace(/(<style>|<script>)[\s\S]*?(<\/style>|<\/script>)/g, '$1…$2')
    .replace(/sha256-[^&]+/g, 'sha256-…');
}

function assertGolden(name: string, text: string): void {
  const file = new URL(name, folder);
  if (isUpdate) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
    return;
  }
  assert.ok(existsSync(file), `${name} is missing: UPDATE_GOLDEN=1 npm test -- golden`);
  const golden = readFileSync(file, 'utf8');
  assert.equal(text, golden, `${name} differs: see the difference, then UPDATE_GOLDEN=1 npm test -- golden`);
}
