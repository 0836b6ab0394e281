import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ToolError } from '../errors.ts';
import { flat } from './flat.ts';
import { readInputs } from './read-inputs.ts';

const record = `${JSON.stringify({
  v: 1,
  request: { method: 'POST', url: '/v2/core/account_links', headers: {}, body: { account: 'acct_1' } },
  response: { status: 404, headers: {}, body: { error: { code: 'not_found' } } },
})}\n`;
const har = JSON.stringify({
  log: { entries: [{ request: { method: 'GET', url: '/a' }, response: { status: 200 } }] },
});

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-links-'));
});
after(() => rmSync(folder, { recursive: true }));

/** Writes a file below the folder and hands back its path. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function* stdinOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* chunks;
}

/** What was read, each record as `source entry` or `source entry: reason`. */
async function read(paths: readonly string[], format = 'auto', stdin = stdinOf()): Promise<string[]> {
  const found: string[] = [];
  for await (const one of flat(readInputs(paths, { format, stdin, parseAll: true }))) {
    assert.ok(one.kind === 'exchange' || one.kind === 'unreadable');
    const { source, entry } = one.kind === 'exchange' ? one.exchange : one;
    const name = source.startsWith(`${folder}/`) ? source.slice(folder.length + 1) : source;
    found.push(`${name} ${entry}${one.kind === 'exchange' ? '' : `: ${one.reason}`}`);
  }
  return found;
}

function fails(code: string, message: RegExp): (thrown: unknown) => boolean {
  return thrown => thrown instanceof ToolError && thrown.code === code && message.test(thrown.message);
}

describe('readInputs reads', () => {
  it('files of each format, in the order given', async () => {
    const paths = [file('b.har', har), file('a.ndjson', record + record)];
    assert.deepEqual(await read(paths), ['b.har 1', 'a.ndjson 1', 'a.ndjson 2']);
  });

  it('by content, whatever a file is called', async () => {
    const paths = [file('har.ndjson', har), file('ndjson.har', record), file('no-extension', record)];
    assert.deepEqual(await read(paths), ['har.ndjson 1', 'ndjson.har 1', 'no-extension 1']);
  });

  it('the format that is named, though the content does not look like it', async () => {
    const path = file('plain.log', `${'x'.repeat(100_000)}\n${record}`);
    assert.deepEqual(await read([path], 'ndjson'), [
      'plain.log 1: broken JSON: expected a value at character 1',
      'plain.log 2',
    ]);
    assert.deepEqual(await read([file('tiny', '{}')], 'ndjson'), ['tiny 1: `request` is missing']);
    assert.deepEqual(await read([file('tiny', '{}')], 'har'), ['tiny 1: there is no list `log.entries`']);
  });

  it('stdin, in chunks of any size and as text', async () => {
    const bytes = [...Buffer.from(record)].map(byte => Buffer.of(byte));
    assert.deepEqual(await read(['-'], 'auto', stdinOf(...bytes, record)), ['<stdin> 1', '<stdin> 2']);
  });

  it('a pipe that is still being written', async () => {
    let isRead = false;
    async function* pipe(): AsyncGenerator<string> {
      yield record;
      assert.ok(isRead, 'the first record is read before more is asked for');
      yield record;
    }
    for await (const _ of readInputs(['-'], { format: 'auto', stdin: pipe() })) isRead = true;
  });

  it('folders and their subfolders by name, and in them only what may be a recording', async () => {
    for (const name of [
      'b.jsonl',
      'a/z.har',
      'a/y.json',
      'c.NDJSON',
      'a.txt',
      '.git/d.json',
      'node_modules/e/f.json',
    ]) {
      file(`folder/${name}`, name.endsWith('har') ? har : record);
    }
    file('folder/d.ndjson.gz', gzipSync(record));
    assert.deepEqual(await read([join(folder, 'folder')]), [
      'folder/a/y.json 1',
      'folder/a/z.har 1',
      'folder/b.jsonl 1',
      'folder/c.NDJSON 1',
      'folder/d.ndjson.gz 1',
    ]);
  });

  it('a folder that links to itself only once', async () => {
    file('loop/inner/a.ndjson', record);
    symlinkSync('..', join(folder, 'loop/inner/up'));
    symlinkSync('inner', join(folder, 'loop/other'));
    assert.deepEqual(await read([join(folder, 'loop')]), ['loop/inner/a.ndjson 1']);
  });

  it('sources under the names that the user gave them', async () => {
    file('named/a.ndjson', record);
    const path = relative(process.cwd(), join(folder, 'named'));
    assert.deepEqual(await read([path]), [`${path}/a.ndjson 1`]);
    assert.deepEqual(await read([`${path}/a.ndjson`]), [`${path}/a.ndjson 1`]);
  });

  it('gzip, whatever it is called, and several of them one behind the other', async () => {
    const twice = Buffer.concat([gzipSync(record), gzipSync(record)]);
    assert.deepEqual(await read([file('a.log', twice)]), ['a.log 1', 'a.log 2']);
    const chunks = [...twice].map(byte => Buffer.of(byte));
    assert.deepEqual(await read(['-'], 'auto', stdinOf(...chunks)), ['<stdin> 1', '<stdin> 2']);
  });

  it('more than one chunk of gzip', async () => {
    const path = file('long.gz', gzipSync(record.repeat(20_000)));
    assert.equal((await read([path])).length, 20_000);
  });

  it('no more of a file than it is asked for', async () => {
    const path = file('half.gz', gzipSync(record.repeat(20_000)));
    for await (const _ of readInputs([path], { format: 'auto', stdin: stdinOf() })) break;
  });

  it('nothing from a HAR without entries', async () => {
    assert.deepEqual(await read([file('none.har', '{"log":{"entries":[]}}')]), []);
  });
});

describe('readInputs goes on behind', () => {
  const last = (): string => file('last.ndjson', record);

  it('an empty file', async () => {
    for (const content of ['', ' \n', '\ufeff', gzipSync('')]) {
      assert.deepEqual(await read([file('empty.ndjson', content), last()]), [
        'empty.ndjson 1: it is empty',
        'last.ndjson 1',
      ]);
    }
  });

  it('gzip that is cut off, with all that it still holds', async () => {
    const lines = Array.from({ length: 100 }, (_, index) => record.replace('acct_1', `acct_${index ** 7}`));
    for (const level of [0, 9]) {
      const packed = gzipSync(lines.join(''), { level });
      const found = await read([file('cut.gz', packed.subarray(0, -200)), last()]);
      assert.ok(found.length > 50);
      assert.deepEqual(found.slice(-2), [`cut.gz ${found.length - 1}: the gzip data is cut off`, 'last.ndjson 1']);
    }
    assert.deepEqual(await read([file('stub.gz', Buffer.of(0x1f, 0x8b, 8, 0, 0))]), [
      'stub.gz 1: the gzip data is cut off',
    ]);
  });

  it('gzip that is corrupt', async () => {
    const packed = gzipSync(record.repeat(1000), { level: 0 });
    packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 0xff;
    const found = await read([file('corrupt.gz', packed), last()]);
    assert.ok(found.length > 500);
    assert.deepEqual(found.slice(-2), [`corrupt.gz ${found.length - 1}: the gzip data is corrupt`, 'last.ndjson 1']);
  });

  const unknown: readonly (readonly [what: string, content: string | Uint8Array, reason: RegExp])[] = [
    ['zstd', Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0), /zstd.*zstdcat/],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${record}`, 'utf16le'), /UTF-16.*iconv/],
    ['UTF-16 without a mark', Buffer.from(record, 'utf16le'), /UTF-16.*iconv/],
    ['a zip archive', Buffer.from('PK\u0003\u0004\u0000'), /zip archive/],
    ['binary data', Buffer.of(1, 2, 0, 3, 4), /binary/],
    ['text', 'hello\n', /no known format.*--format.*ndjson, .*har/],
    ['JSON of another kind', '{"hello":1}', /no known format/],
  ];
  for (const [what, content, reason] of unknown) {
    it(what, async () => {
      const [first = '', second] = await read([file('unknown', content), last()]);
      assert.match(first, /^unknown 1: /);
      assert.match(first, reason);
      assert.equal(second, 'last.ndjson 1');
    });
  }

  it('a link to nowhere', async () => {
    file('dangling/b.ndjson', record);
    symlinkSync('nowhere', join(folder, 'dangling/a.ndjson'));
    assert.deepEqual(await read([join(folder, 'dangling')]), [
      'dangling/a.ndjson 1: the file cannot be opened or read (ENOENT)',
      'dangling/b.ndjson 1',
    ]);
  });
});

describe('readInputs refuses before it reads anything', () => {
  const read1 = async (...paths: readonly string[]): Promise<void> => {
    for await (const _ of readInputs(paths, { format: 'auto', stdin: stdinOf() })) assert.fail('something was read');
  };

  it('a path that does not exist', async () => {
    const good = file('good.ndjson', record);
    await assert.rejects(read1(good, join(folder, 'nowhere')), fails('input-missing', /nowhere` does not exist/));
    await assert.rejects(read1(good, join(good, 'below')), fails('input-missing', /below` does not exist/));
  });

  it('a folder without recordings', async () => {
    mkdirSync(join(folder, 'none/inner'), { recursive: true });
    const path = join(folder, 'none');
    await assert.rejects(
      read1(path),
      fails('input-empty', /none` holds no recording.*\.ndjson, \.jsonl, \.har, \.json/),
    );
  });

  it('the only input if it is empty', async () => {
    await assert.rejects(read1(file('empty', '')), fails('input-empty', /empty is empty/));
    await assert.rejects(read1('-'), fails('input-empty', /<stdin> is empty/));
  });

  it('stdin that is named twice', async () => {
    await assert.rejects(read1('-', '-'), fails('usage', /named twice/));
  });

  it('a format that nobody knows', async () => {
    await assert.rejects(read(['-'], 'yaml'), fails('usage', /`yaml`.*auto, ndjson, .*har/));
  });

  it('a file that may not be read', { skip: process.getuid?.() === 0 && 'root may read everything' }, async () => {
    const path = file('secret.ndjson', record);
    chmodSync(path, 0);
    await assert.rejects(read1(path), fails('input-unreadable', /secret\.ndjson` cannot be read/));
  });
});
