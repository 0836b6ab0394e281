// The laws of the reporters: whatever a report holds, each format is well formed and nothing in it reaches the terminal.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Finding } from '../src/finding.ts';
import { readReport } from '../src/read-report.ts';
import type { RecordVerdict, Report } from '../src/report.ts';
import { html } from '../src/reporters/html.ts';
import { reporters } from '../src/reporters/index.ts';
import { json } from '../src/reporters/json.ts';
import { junit } from '../src/reporters/junit.ts';
import { ndjson } from '../src/reporters/ndjson.ts';
import { pretty } from '../src/reporters/pretty.ts';
import type { Reporter, ReporterOptions } from '../src/reporters/reporter.ts';

const schema: object = JSON.parse(
  readFileSync(new URL('../schemas/shared/report.schema.json', import.meta.url), 'utf8'),
);
const isReport = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.lorem({ maxCount: 30 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '\u001b[31m',
          '\u009b2J',
          '\u0000',
          '\r\n',
          '\n',
          '\t',
          ']]>',
          '<!--',
          '&amp;',
          '"',
          "'",
          '\ud800',
          '\udc00',
        ],
        ...[
          '\u202e',
          '\u2028',
          '\ufffe',
          '\u007f',
          '\u0008',
          '</failure>',
          '__proto__',
          '"><img src=x onerror=alert(1)>',
          '</script><script>alert(1)</script>',
          "' onfocus='alert(1)",
          'javascript:alert(1)',
          '…',
          'acct_1',
          ' ',
          '%',
          '::error::',
        ],
      ),
      { maxLength: 12 },
    )
    .map(parts => parts.join('')),
);
const count = fc.nat({ max: 50 });
const cell = fc.record({ sent: count, right: count });
const severity = fc.constantFrom('error', 'warning', 'notice');
const party = fc.constantFrom('client', 'provider');
const fingerprint = fc.constantFrom('f1', 'f2', 'f3', 'f4', 'f5');

const finding: fc.Arbitrary<Finding> = fc.record(
  {
    rule: hostile,
    severity,
    party,
    evidence: fc.constantFrom('documented', 'observed', 'assumed'),
    message: hostile,
    at: fc.record(
      { source: hostile, entry: fc.integer({ min: 1 }), line: fc.integer({ min: 1 }), pointer: hostile },
      { requiredKeys: ['source', 'entry'] },
    ),
    expected: hostile,
    received: hostile,
    fix: hostile,
    source: hostile,
    reproduce: fc.array(hostile, { maxLength: 3 }),
    contract: hostile,
    fingerprint,
    count: fc.integer({ min: 1, max: 30 }),
    overridden: fc.record({ from: severity, by: hostile }),
  },
  { requiredKeys: ['rule', 'severity', 'party', 'evidence', 'message', 'at', 'contract', 'fingerprint', 'count'] },
);

const report: fc.Arbitrary<Report> = fc.record({
  schemaVersion: fc.constant(1 as const),
  tool: fc.record({ name: fc.constant('account-links' as const), version: hostile }),
  command: fc.oneof(fc.constantFrom('validate', 'fuzz', 'gate'), hostile),
  verdict: fc.constantFrom('pass', 'fail', 'none'),
  contracts: fc.array(hostile, { maxLength: 3 }),
  summary: fc.record(
    {
      exchanges: fc.record({
        read: count,
        judged: count,
        conforming: count,
        violating: count,
        otherEndpoint: count,
        unreadable: count,
      }),
      findings: fc.record({ error: count, warning: count, notice: count }),
      cases: fc.array(
        fc.record(
          {
            leg: fc.constantFrom('validate', 'fuzz', 'verify'),
            name: fc.oneof(hostile, fc.constantFrom('a', 'a (2)')),
            result: fc.constantFrom('passed', 'failed', 'not-tested'),
            detail: hostile,
            exchanges: count,
            findings: fc.array(fingerprint, { maxLength: 3 }),
          },
          { requiredKeys: ['leg', 'name', 'result', 'exchanges', 'findings'] },
        ),
        { maxLength: 30 },
      ),
      problems: fc.array(fc.record({ code: fc.constantFrom('input-unreadable', 'nothing-tested'), message: hostile }), {
        maxLength: 4,
      }),
      notes: fc.array(hostile, { maxLength: 2 }),
      fuzz: fc.record({
        seed: fc.integer(),
        requests: count,
        phases: fc.dictionary(fc.constantFrom('examples', 'random'), count, { noNullPrototype: true }),
        coverage: fc.record({
          percent: fc.integer({ min: 0, max: 100 }),
          rows: fc.array(fc.record({ contract: hostile, constraint: hostile, satisfied: cell, violated: cell }), {
            maxLength: 4,
          }),
        }),
      }),
    },
    { requiredKeys: ['exchanges', 'findings', 'cases', 'problems'] },
  ),
  findings: fc.uniqueArray(finding, { maxLength: 5, selector: one => one.fingerprint }),
});

const verdict: fc.Arbitrary<RecordVerdict> = fc.record({
  source: hostile,
  entry: fc.integer({ min: 1 }),
  verdict: fc.constantFrom('conforming', 'violating', 'other-endpoint', 'unreadable'),
  contract: fc.option(hostile),
  rules: fc.array(hostile, { maxLength: 3 }),
  parties: fc.array(party, { maxLength: 2 }),
});

const failOn = fc.constantFrom('error', 'warning', 'notice', 'never');

type Chosen = Partial<Omit<ReporterOptions, 'write'>> & { readonly unlisted?: number };

function written(reporter: Reporter, of: Report, verdicts: readonly RecordVerdict[] = [], chosen: Chosen = {}): string {
  const parts: string[] = [];
  const { unlisted = 0, ...options } = chosen;
  const writer = reporter.create({
    ...{ color: false, unicode: true, width: 80, quiet: false, failOn: 'error', ...options },
    write: text => void parts.push(text),
  });
  for (const one of verdicts) writer.record?.(one);
  writer.finish(of, unlisted);
  return parts.join('');
}

test('every reporter finishes any report with whole lines, and says the same twice', () => {
  fc.assert(
    fc.property(
      report,
      fc.array(verdict, { maxLength: 5 }),
      fc.record({
        color: fc.boolean(),
        unicode: fc.boolean(),
        width: fc.integer({ min: 20, max: 200 }),
        quiet: fc.boolean(),
        failOn,
        unlisted: count,
      }),
      (of, verdicts, chosen) => {
        for (const reporter of reporters) {
          const text = written(reporter, of, verdicts, chosen);
          assert.ok(text === '' || text.endsWith('\n'), `${reporter.id} ends with a line break`);
          assert.equal(text, written(reporter, of, verdicts, chosen));
        }
      },
    ),
  );
});

test('json is the report, and what it prints validates against the published schema', () => {
  fc.assert(
    fc.property(report, of => {
      const parsed: unknown = JSON.parse(written(json, of));
      assert.deepEqual(parsed, JSON.parse(JSON.stringify(of)));
      assert.ok(isReport(parsed), JSON.stringify(isReport.errors));
    }),
  );
});

test('a stored report is read as it was, and refused where the published schema refuses it', () => {
  const broken = fc.constantFrom<unknown>(undefined, null, 0, 'x', [], {}, [{}], { error: 'x' });
  fc.assert(
    fc.property(report, fc.nat(), broken, (of, turn, value) => {
      const stored: unknown = JSON.parse(written(json, of));
      assert.deepEqual(readReport(JSON.stringify(stored), 'x'), stored);
      const places = placesIn(stored);
      const [holder, name] = places[turn % places.length] ?? [];
      if (holder === undefined || name === undefined) return;
      Object.assign(holder, { [name]: value });
      const text = JSON.stringify(stored);
      const isRead = (() => {
        try {
          readReport(text, 'x');
          return true;
        } catch {
          return false;
        }
      })();
      // Bounds of numbers are the schema's alone; what is read need not be a count.
      if (isReport(JSON.parse(text))) assert.ok(isRead, text);
      else if (typeof value !== 'number')
        assert.ok(!isRead || isEarly(stored), `${name}: ${JSON.stringify(isReport.errors)}`);
    }),
  );
});

/** Everything that a member or an item can be put in the place of. */
function placesIn(value: unknown): (readonly [holder: object, name: string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) => [[value, name] as const, ...placesIn(held)]);
}

function isEarly(value: unknown): boolean {
  return JSON.stringify(value).includes('"constraints"');
}

test('the published schema refuses a report that lacks a member or holds a wrong one', () => {
  const [whole] = fc.sample(report, { numRuns: 1, seed: 1 });
  assert.ok(whole !== undefined);
  for (const name of Object.keys(whole)) assert.ok(!isReport({ ...whole, [name]: undefined }), name);
  assert.ok(!isReport({ ...whole, verdict: 'maybe' }));
  assert.ok(!isReport({ ...whole, findings: [{}] }));
  assert.ok(isReport({ ...whole, added: 'later' }));
});

test('ndjson writes one line for each record and nothing else', () => {
  fc.assert(
    fc.property(report, fc.array(verdict, { maxLength: 10 }), (of, verdicts) => {
      const lines = written(ndjson, of, verdicts).split('\n');
      assert.equal(lines.pop(), '');
      assert.deepEqual(
        lines.map(line => JSON.parse(line)),
        JSON.parse(JSON.stringify(verdicts)),
      );
    }),
  );
});

test('junit is well-formed XML with unique names and true totals for any report', () => {
  fc.assert(
    fc.property(report, failOn, count, (of, threshold, unlisted) => {
      const xml = written(junit, of, [], { failOn: threshold, unlisted });
      assertWellFormed(xml);
      const names = [...xml.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)].map(
        ([, suite, name]) => `${suite} ${name}`,
      );
      assert.equal(new Set(names).size, names.length, 'no two tests share a name');
      const [, tests, failures, errors] =
        /<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(xml) ?? [];
      const skipped = [...xml.matchAll(/<testsuite [^>]*skipped="(\d+)"/g)].reduce(
        (sum, [, own]) => sum + Number(own),
        0,
      );
      const elements = (name: string) => String([...xml.matchAll(new RegExp(`<${name}[ >]`, 'g'))].length);
      assert.deepEqual(
        [tests, failures, errors, String(skipped)],
        [elements('testcase'), elements('failure'), elements('error'), elements('skipped')],
      );
    }),
  );
});

test('junit reports each finding and each problem, whether or not a case claims it', () => {
  fc.assert(
    fc.property(report, of => {
      const claimed = new Set(
        of.summary.cases.filter(({ result }) => result !== 'not-tested').flatMap(({ findings }) => findings),
      );
      const notTested = new Set(of.summary.cases.flatMap(({ findings }) => findings));
      const xml = written(junit, of);
      for (const { fingerprint, evidence } of of.findings) {
        if (claimed.has(fingerprint) || !notTested.has(fingerprint)) assert.ok(xml.includes(`evidence  ${evidence}`));
        if (!notTested.has(fingerprint)) assert.ok(xml.includes(`${fingerprint}"`));
      }
      assert.equal([...xml.matchAll(/<error /g)].length, of.summary.problems.length);
    }),
  );
});

test('pretty without colour writes no control, format or unpaired character, whatever a report holds', () => {
  fc.assert(
    fc.property(report, fc.boolean(), (of, quiet) => {
      const text = written(pretty, of, [], { quiet });
      assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('pretty without Unicode writes ASCII alone, whatever a report holds', () => {
  fc.assert(
    fc.property(report, of => {
      assert.match(written(pretty, of, [], { unicode: false }), /^[\n\x20-\x7e]*$/);
    }),
  );
});

test('html holds no tag, attribute, script or address but its own, whatever a report holds', () => {
  fc.assert(
    fc.property(report, fc.array(verdict, { maxLength: 5 }), failOn, count, (of, verdicts, threshold, unlisted) => {
      assertOwnMarkup(written(html, of, verdicts, { failOn: threshold, unlisted }));
    }),
  );
});

test('pretty with colour says the same as without', () => {
  fc.assert(
    fc.property(report, of => {
      const plain = written(pretty, of);
      const colored = written(pretty, of, [], { color: true });
      assert.equal(stripVTControlCharacters(colored), plain);
    }),
  );
});

test('pretty says the verdict first and last and the same', () => {
  fc.assert(
    fc.property(report, of => {
      const lines = written(pretty, of).trimEnd().split('\n');
      assert.match(lines[0] ?? '', /^(?:PASS|FAIL|INCOMPLETE|NOT JUDGED) {2}account-links /);
      assert.equal(lines.at(-1), lines[0]?.trimEnd());
    }),
  );
});

test('pretty keeps prose within the width, but for a word that is wider by itself and for what is to be copied', () => {
  const words = fc.lorem({ maxCount: 40 });
  const prose: fc.Arbitrary<Finding> = fc.record({
    rule: fc.constant('response/body'),
    severity,
    party,
    evidence: fc.constant('documented'),
    message: words,
    at: fc.constant({ source: 'links.har', entry: 1 }),
    expected: words,
    received: words,
    fix: words,
    contract: fc.constant('2025-12-15.clover'),
    fingerprint: fc.constant('f1'),
    count: fc.constant(1),
  });
  fc.assert(
    fc.property(report, prose, fc.integer({ min: 60, max: 120 }), (of, one, width) => {
      const { fuzz: _, notes: __, ...summary } = of.summary;
      const calm: Report = {
        ...of,
        command: 'validate',
        contracts: ['2025-12-15.clover'],
        summary: { ...summary, cases: [], problems: [] },
        findings: [one],
      };
      const [first, ...lines] = written(pretty, calm, [], { width }).split('\n');
      assert.ok(first);
      for (const line of lines) assert.ok(line.length <= width || line === first, line);
    }),
  );
});

/** XML 1.0, as far as we write it: elements that nest, quoted attributes once each, text; only legal characters. */
function assertWellFormed(xml: string): void {
  assert.doesNotMatch(xml, /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u, 'only legal characters');
  const [declaration = ''] = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(xml) ?? [];
  assert.ok(declaration, 'starts with the XML declaration');
  const open: string[] = [];
  let roots = 0;
  const token =
    /<(\/?)([a-z-]+)((?: [a-z]+="(?:[^"<&]|&(?:amp|lt|gt|quot|#\d+);)*")*)(\/?)>|((?:[^<&]|&(?:amp|lt|gt|quot|#\d+);)+)/gy;
  token.lastIndex = declaration.length;
  for (let end = declaration.length; end < xml.length; end = token.lastIndex) {
    const found = token.exec(xml);
    assert.ok(found, `neither a tag nor text: ${xml.slice(end, end + 60)}`);
    const [, closing, name = '', attributes = '', empty, text] = found;
    if (text !== undefined) {
      assert.ok(!text.includes(']]>'), '"]]>" is not allowed in text');
      assert.ok(open.length > 0 || text.trim() === '', 'no text outside the root');
    } else if (closing) {
      assert.equal(open.pop(), name);
    } else {
      if (open.length === 0) roots++;
      const names = [...attributes.matchAll(/ ([a-z]+)="/g)].map(([, attribute]) => attribute);
      assert.equal(new Set(names).size, names.length, 'no attribute twice');
      if (!empty) open.push(name);
    }
  }
  assert.deepEqual(open, []);
  assert.equal(roots, 1);
}

/** What our page is made of: tags and attributes we know, values in quotes, and addresses within the page alone. */
function assertOwnMarkup(page: string): void {
  const [script, ...more] = page.match(/<script[\s\S]*?<\/script>/g) ?? [];
  assert.ok(script !== undefined && more.length === 0, 'one script');
  const rest = page
    .replace('<!DOCTYPE html>', '')
    .replace(script, '')
    .replace(/<style>[\s\S]*?<\/style>/, '');
  const tag =
    /<\/?(?:html|head|meta|title|body|header|nav|main|section|footer|article|figure|figcaption|search|fieldset|legend|label|input|output|details|summary|pre|code|p|b|br|wbr|ul|ol|li|dl|dt|dd|div|span|mark|abbr|a|h[1-4]|table|caption|thead|tbody|tr|th|td|svg|rect|line|circle)((?: [a-zA-Z0-9-]+(?:="[^"<>]*")?)*)\/?>/g;
  const text = rest.replace(tag, (_, attributes: string) => {
    for (const [, name = '', , value = ''] of attributes.matchAll(/ ([a-zA-Z0-9-]+)(="([^"]*)")?/g)) {
      assert.doesNotMatch(name, /^(?:on|style$|src|srcdoc$|formaction$|autofocus$)/, 'no attribute that acts');
      if (name === 'href') assert.match(value, /^#[a-z0-9-]+$/, 'no address outside of the page');
    }
    return '';
  });
  assert.doesNotMatch(text, /[<>]/, 'nothing else is markup');
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u, 'nothing hides or reorders text');
}
