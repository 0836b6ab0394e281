import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capturedIo } from '../captured-io.ts';
import { runCli } from '../run-cli.ts';

describe('explain', () => {
  it('tells of a rule what it demands, why, what to do and on what evidence', async () => {
    const { code, out } = await explained('response/echo-account');
    assert.equal(code, 0);
    assert.match(out, /^response\/echo-account \(rule\)\n {2}The link is for the account of the request\./);
    for (const label of ['why', 'fix', 'evidence', 'source', 'example'])
      assert.match(out, new RegExp(`^ {2}${label}`, 'm'));
  });

  it('tells of a code when it is answered, and of an exit code when a command ends with it', async () => {
    assert.match((await explained('not_found')).out, /The account does not exist\./);
    assert.match((await explained('2')).out, /could not judge/);
  });

  it('lists everything when nothing is named', async () => {
    const { out } = await explained();
    for (const heading of ['Rules', 'Outcomes of the contract', 'Error codes', 'Exit codes'])
      assert.ok(out.includes(heading));
  });

  it('guesses what was meant', async () => {
    const { code, err } = await explained('response/echo-acount');
    assert.equal(code, 2);
    assert.match(err, /Did you mean response\/echo-account\?/);
  });
});

async function explained(...names: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = capturedIo();
  const code = await runCli(['explain', ...names], io);
  return { code, out: io.out(), err: io.err() };
}
