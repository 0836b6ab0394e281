// What is wrong with one record of a HAR or a cassette costs that record, and no other.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadCatalogue } from '../contract/contract.ts';
import { createTally } from '../tally.ts';
import { validate } from '../validate.ts';
import { readInputs } from './read-inputs.ts';
import type { Batch } from './reader.ts';

const catalogue = loadCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'account-links-'));
after(() => rmSync(folder, { recursive: true }));

async function* none(): AsyncGenerator<Uint8Array> {}

async function account(records: AsyncIterable<Batch>) {
  const tally = createTally();
  await validate(records, tally, { catalogue });
  const { exchanges, problems } = tally.report('validate', '0', { party: 'both', failOn: 'error' }).summary;
  const { read, judged, otherEndpoint, unreadable } = exchanges;
  assert.equal(read, judged + otherEndpoint + unreadable);
  return { counts: [judged, otherEndpoint, unreadable], problems: problems.map(({ message }) => message).join('\n') };
}

async function accountOf(content: string | Uint8Array, name: string) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return account(readInputs([path], { format: 'auto', stdin: none() }));
}

const url = '/v2/core/account_links';
const deep = `${'['.repeat(1e5)}${']'.repeat(1e5)}`;
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('The account of a HAR is right with', () => {
  const entry = (more = ''): string =>
    `{"request":{"method":"POST","url":"${url}","headers":[],"postData":{"text":"{}"}},"response":{"status":404,"headers":[],"content":{"text":"{}"}}${more}}`;
  const har = (...entries: readonly string[]): string => `{"log":{"version":"1.2","entries":[${entries.join(',\n')}]}}`;
  const rows: readonly (readonly [
    what: string,
    content: string | Uint8Array,
    counts: readonly number[],
    problem: RegExp,
  ])[] = [
    ['a depth of 100,000 beside what is needed', har(entry(), entry(`,"x":${deep}`), entry()), [3, 0, 0], /^$/],
    [
      'a depth of 100,000 that never ends',
      `{"log":{"version":"1.2","entries":[{"x":${'['.repeat(1e6)}`,
      [0, 0, 1],
      /breaks off/,
    ],
    ['`__proto__`', har(entry(',"__proto__":{"request":{"method":"GET"}}'), entry()), [2, 0, 0], /^$/],
    [
      'duplicate keys, of which the last counts',
      har(entry(',"request":{"method":"GET","url":"/a"}'), entry()),
      [1, 1, 0],
      /^$/,
    ],
    ['an end in the middle', har(entry(), entry()).slice(0, -60), [1, 0, 1], /breaks off after \d+ bytes, in line 2/],
    ['text behind its end', `${har(entry(), entry())}garbage`, [2, 0, 1], /more text follows the end of the HAR/],
    ['bytes that are no UTF-8', bytes(har(entry(), entry(',"x":"\xff"'))), [1, 0, 1], /UTF-8/],
    [
      'numbers beyond doubles',
      har(entry(',"time":1e999,"x":123456789012345678901234567890'), entry()),
      [2, 0, 0],
      /^$/,
    ],
    ['an entry that is no object', har(entry(), '7', 'null', entry()), [2, 0, 2], /a\.har:2 cannot be read/],
  ];
  for (const [what, content, counts, problem] of rows) {
    it(what, async () => {
      const found = await accountOf(content, 'a.har');
      assert.deepEqual(found.counts, counts);
      assert.match(found.problems, problem);
    });
  }
});

describe('The account of a cassette is right with', () => {
  const item = (more = ''): string =>
    `- request:\n    method: post\n    uri: ${url}\n    body:\n      encoding: UTF-8\n      string: '{}'\n    headers: {}\n  response:\n    status:\n      code: 404\n      message: no\n    headers: {}\n    body:\n      encoding: UTF-8\n      string: '{}'\n${more}`;
  const cassette = (...items: readonly string[]): string =>
    `---\nhttp_interactions:\n${items.join('')}recorded_with: VCR 6.3.1\n`;
  const laughs = ['  a: &a [l,l,l,l,l,l,l,l,l,l]\n'];
  for (const [at, name] of [...'bcdefghij'].entries()) {
    laughs.push(`  ${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[at]}`).join(',')}]\n`);
  }
  const rows: readonly (readonly [
    what: string,
    content: string | Uint8Array,
    counts: readonly number[],
    problem: RegExp,
  ])[] = [
    ['nothing wrong', cassette(item(), item()), [2, 0, 0], /^$/],
    ['a depth of 100,000', cassette(item(), item(`  x: ${deep}\n`), item()), [2, 0, 1], /broken YAML/],
    [
      'aliases that unfold to a billion',
      cassette(item(), item(laughs.join('')), item()),
      [2, 0, 1],
      /too many of them/,
    ],
    ['`__proto__`', cassette(item('  __proto__:\n    request: {}\n'), item()), [2, 0, 0], /^$/],
    ['duplicate keys', cassette(item('  recorded_at: a\n  recorded_at: b\n'), item()), [2, 0, 0], /^$/],
    ['a NUL byte between its items', cassette(item('\0\n'), item(), item()), [2, 0, 1], /broken YAML/],
    ['a tab at the beginning of a line', cassette(item('\tx: 1\n'), item(), item()), [2, 0, 1], /broken YAML/],
    [
      'text that is neither an item nor a member',
      cassette(item('garbage\n'), item(), item()),
      [2, 0, 1],
      /broken YAML/,
    ],
    ['bytes that are no UTF-8', bytes(cassette(item(), item("  x: '\xff'\n"), item())), [2, 0, 1], /not UTF-8/],
    [
      'an end in the middle of a line',
      `---\nhttp_interactions:\n${item()}${item()}`.slice(0, -9),
      [1, 0, 1],
      /in the middle of a line/,
    ],
    ['comments and markers', `# by hand\n${cassette(item('# one\n'), item('  # two\n'))}...\n`, [2, 0, 0], /^$/],
  ];
  for (const [what, content, counts, problem] of rows) {
    it(what, async () => {
      const found = await accountOf(content, 'a.yml');
      assert.deepEqual([found.counts, found.problems.length > 0], [counts, problem.source !== '^$'], found.problems);
      assert.match(found.problems, problem);
    });
  }
});

describe('The account is right while', () => {
  const line = `${JSON.stringify({ v: 1, request: { method: 'POST', url, headers: {}, body: {} }, response: { status: 404, headers: {}, body: {} } })}\n`;
  const many = 20_000; // some pieces of a file
  const whileReading = (path: string, meanwhile: () => void) =>
    account(
      (async function* () {
        let isFirst = true;
        for await (const batch of readInputs([path], { format: 'auto', stdin: none() })) {
          yield batch;
          if (isFirst) meanwhile();
          isFirst = false;
        }
      })(),
    );

  it('a file grows', async () => {
    const path = join(folder, 'grows.ndjson');
    writeFileSync(path, line.repeat(many));
    const { counts } = await whileReading(path, () => appendFileSync(path, line.repeat(3) + line.slice(0, 20)));
    assert.deepEqual(counts, [many + 3, 0, 1], 'what is there when its end is reached, half a line too');
  });

  it('a file shrinks', async () => {
    const path = join(folder, 'shrinks.ndjson');
    writeFileSync(path, line.repeat(many));
    const { counts } = await whileReading(path, () => truncateSync(path, 0));
    const [judged = 0, , unreadable = 0] = counts;
    assert.ok(judged > 0 && judged < many && unreadable <= 1, `${judged} judged, ${unreadable} unreadable`);
  });

  it('links lead in a circle', async () => {
    mkdirSync(join(folder, 'circle'));
    symlinkSync('b.ndjson', join(folder, 'circle/a.ndjson'));
    symlinkSync('a.ndjson', join(folder, 'circle/b.ndjson'));
    writeFileSync(join(folder, 'circle/c.ndjson'), line);
    const found = await account(readInputs([join(folder, 'circle')], { format: 'auto', stdin: none() }));
    assert.deepEqual(found.counts, [1, 0, 2]);
    assert.match(found.problems, /circle\/a\.ndjson.*ELOOP/);
  });
});
