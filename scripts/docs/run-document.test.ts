import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runDocument } from './run-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'run-document-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const run = (...lines: readonly string[]): Promise<string> => runDocument(lines.join('\n'), { folder, path: [] });
const skip = process.platform === 'win32' ? 'the commands are for bash' : false;

describe('A document that is run', { skip }, () => {
  it('comes out with what its commands print now, and how they end', async () => {
    const text = await run(
      'before',
      '```console',
      '$ echo new',
      'old',
      '$ sh -c "echo no >&2; exit 3"',
      '```',
      'after',
    );
    assert.equal(
      text,
      [
        'before',
        '```console',
        '$ echo new',
        'new',
        '$ sh -c "echo no >&2; exit 3"',
        'no',
        '(exit code 3)',
        '```',
        'after',
      ].join('\n'),
    );
  });

  it('shows the lines that it asks for, and that others are left out', async () => {
    const text = await run('```console head=1 find="5" lines=2 tail=1', '$ seq 1 9', '```');
    assert.deepEqual(text.split('\n').slice(2, -1), ['1', '…', '5', '6', '…', '9']);
  });

  it('is refused when what it looks for is not printed', async () => {
    await assert.rejects(run('```console find="ten"', '$ seq 1 9', '```'), /No line with "ten"/);
  });

  it('writes the files that it names', async () => {
    const text = await run(
      '<!-- file: a.txt -->',
      '',
      '```text',
      'of the file',
      '```',
      '```console',
      '$ cat a.txt',
      '```',
    );
    assert.match(text, /\$ cat a\.txt\nof the file\n```$/);
  });

  it('starts servers on free ports, and names the ports of the document', async () => {
    const server =
      "require('http').createServer((q, s) => s.end('hello')).listen(process.argv.at(-1), '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port) })";
    const client =
      "fetch('http://127.0.0.1:4010').then(a => a.text()).then(t => console.log(t, 'from 127.0.0.1:4010'))";
    const text = await run('```console', `$ node -e "${server}" -- --port 4010 &`, `$ node -e "${client}"`, '```');
    assert.match(text, / &\nhttp:\/\/127\.0\.0\.1:4010\n/);
    assert.match(text, /\nhello from 127\.0\.0\.1:4010\n/);
  });

  it('keeps everything that is no block of commands', async () => {
    const text = '# Title\n\n```sh\n$ rm -r /\n```\n';
    assert.equal(await runDocument(text, { folder, path: [] }), text);
  });
});
