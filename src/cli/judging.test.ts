import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ToolError } from '../errors.ts';
import type { Severity } from '../evidence.ts';
import { createFinding, type Party } from '../finding.ts';
import { capturedIo } from './captured-io.ts';
import type { Command } from './command.ts';
import { Interruption, type Io } from './io.ts';
import { type Judging, judging } from './judging.ts';
import { judgingOptions } from './options.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'account-links-'));
after(() => rmSync(folder, { recursive: true }));

const key = { leg: 'validate', name: 'x.har' } as const;

function found({ tally }: Judging, severity: Severity, party: Party = 'provider', rule = 'test/rule'): void {
  const problem = { rule, severity, party, evidence: 'documented', message: 'Something is wrong.' } as const;
  tally.exchange(key, severity === 'error' ? 'violating' : 'conforming', '2025-12-15.clover');
  tally.finding(key, createFinding(problem, '2025-12-15.clover', { source: 'x.har', entry: 1 }));
}

function judged({ tally }: Judging): void {
  tally.exchange(key, 'conforming', '2025-12-15.clover');
}

async function run(judge: (judging: Judging) => unknown, line: readonly string[] = [], given: Partial<Io> = {}) {
  const command: Command = {
    name: 'judge',
    summary: 'Judge',
    positionals: [],
    examples: [],
    options: judgingOptions,
    run: (args, io) =>
      judging('judge', args, io, async context => {
        await judge(context);
        return undefined;
      }),
  };
  const io = capturedIo(given);
  const code = await runCli(['judge', ...line], io, [command]);
  return { code, out: io.out(), err: io.err() };
}

describe('The exit code', () => {
  const nothing = () => {};
  const unreadable = (context: Judging) => {
    judged(context);
    context.tally.problem('input-unreadable', 'x.har:3 cannot be read.');
  };
  const both = (context: Judging) => {
    found(context, 'error');
    unreadable(context);
  };
  const rows: readonly (readonly [string, (context: Judging) => void, line: string, code: number])[] = [
    ['conforming', judged, '', 0],
    ['an error', context => found(context, 'error'), '', 1],
    ['an error', context => found(context, 'error'), '--fail-on never', 0],
    ['a warning', context => found(context, 'warning'), '', 0],
    ['a warning', context => found(context, 'warning'), '--fail-on warning', 1],
    ['a notice', context => found(context, 'notice'), '--fail-on warning', 0],
    ["the provider's error", context => found(context, 'error', 'provider'), '--party client', 0],
    ["the client's error", context => found(context, 'error', 'client'), '--party client', 1],
    ['a problem', unreadable, '', 2],
    ['a problem', unreadable, '--fail-on never', 2],
    ['an error and a problem', both, '', 1],
    ['an error and a problem', both, '--fail-on never', 2],
    ['an error of the other party and a problem', both, '--party client', 2],
    ['nothing judged', nothing, '', 2],
    ['nothing judged', nothing, '--fail-on never', 2],
    ['nothing judged', nothing, '--quiet', 2],
    ['more errors than are listed', both, '--max-findings 1', 1],
  ];
  for (const [name, judge, line, code] of rows) {
    it(`is ${code} for ${name}${line === '' ? '' : ` with ${line}`}`, async () => {
      assert.equal((await run(judge, line.split(' ').filter(Boolean))).code, code);
    });
  }

  it('is 2 for an input that cannot be had, and the report says so', async () => {
    const missing = () => {
      throw new ToolError('input-missing', 'There is no file `x.har`.');
    };
    const { code, out, err } = await run(missing, ['--reporter', 'json']);
    assert.equal(code, 2);
    assert.equal(err, 'input-missing: There is no file `x.har`.\n');
    assert.equal((await run(missing)).err, '', 'the text for people on standard output says it already');
    const { verdict, summary } = JSON.parse(out);
    assert.deepEqual(
      { verdict, problems: summary.problems },
      { verdict: 'none', problems: [{ code: 'input-missing', message: 'There is no file `x.har`.' }] },
    );
  });

  it('is 2 for a usage error, and nothing is reported', async () => {
    const { code, out, err } = await run(() => {
      throw new ToolError('usage', 'No.');
    });
    assert.deepEqual({ code, out }, { code: 2, out: '' });
    assert.match(err, /^usage: No\.\n/);
  });

  it('is 3 for a bug, whatever was found before', async () => {
    const { code, err } = await run(context => {
      found(context, 'error');
      throw new TypeError('x is not a function');
    });
    assert.equal(code, 3);
    assert.match(err, /x is not a function/);
  });

  it('is 130 for an interrupted run, and the partial result is printed', async () => {
    for (const gives of ['up', 'back']) {
      const controller = new AbortController();
      const { code, out, err } = await run(
        context => {
          found(context, 'error');
          controller.abort(new Interruption('SIGINT'));
          if (gives === 'up') context.signal.throwIfAborted();
        },
        [],
        { signal: controller.signal },
      );
      assert.equal(code, 130);
      assert.match(out, /^FAIL {2}account-links judge: 1 error; not all could be judged\n/);
      assert.match(err, /^interrupted: /);
    }
  });

  it('is quiet about a reader that left', async () => {
    const controller = new AbortController();
    const { code, err } = await run(() => controller.abort(new Interruption('EPIPE')), [], {
      signal: controller.signal,
    });
    assert.deepEqual({ code, err }, { code: 130, err: '' });
  });
});

describe('The output', () => {
  it('goes to files, and to standard output only what has no file', async () => {
    const [json, junit] = [join(folder, 'a.json'), join(folder, 'a.xml')];
    const line = ['--reporter', `json=${json}`, '--reporter', `junit=${junit}`, '--reporter', 'ndjson'];
    const verdict = {
      source: 'x.har',
      entry: 1,
      contract: null,
      rules: [],
      parties: [],
      verdict: 'unreadable',
    } as const;
    const { code, out } = await run(context => {
      judged(context);
      context.record?.(verdict);
    }, line);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), verdict);
    assert.equal(JSON.parse(readFileSync(json, 'utf8')).verdict, 'pass');
    assert.match(readFileSync(junit, 'utf8'), /<testsuites name="account-links" tests="1"/);
  });

  it('is tried before the run begins', async () => {
    const line = ['--reporter', `json=${join(folder, 'no', 'such.json')}`];
    const { code, err } = await run(() => assert.fail('it ran'), line);
    assert.equal(code, 2);
    assert.match(err, /^output-unwritable: The report file `.*such\.json` cannot be written: ENOENT/);
  });

  it('writes each record while the run goes on', async () => {
    let early = '';
    const stdout = { write: (text: string) => (early += text) };
    await run(
      async context => {
        context.record?.({ source: 'x', entry: 1, verdict: 'conforming', contract: 'c', rules: [], parties: [] });
        assert.equal(early, '');
        await new Promise(resolve => setImmediate(resolve));
        assert.match(early, /"entry":1/);
      },
      ['--reporter', 'ndjson'],
      { stdout },
    );
  });

  it('lists the worst findings and counts all', async () => {
    const many = (context: Judging) => {
      for (const rule of ['test/a', 'test/b', 'test/c']) found(context, 'warning', 'provider', rule);
      found(context, 'error', 'provider', 'test/worst');
    };
    const { out } = await run(many, ['--max-findings', '1', '--reporter', 'json']);
    const { findings, summary } = JSON.parse(out);
    assert.deepEqual(
      findings.map(({ rule }: { rule: string }) => rule),
      ['test/worst'],
    );
    assert.deepEqual(summary.findings, { error: 1, warning: 3, notice: 0 });
    assert.match((await run(many, ['--max-findings', '1'])).out, /^3 more findings not shown/m);
  });

  it('is one line with --quiet when all is well, and all of it when not', async () => {
    assert.equal((await run(judged, ['--quiet'])).out, 'PASS  account-links judge: no findings in 1 exchange\n');
    assert.match((await run(context => found(context, 'error'), ['--quiet'])).out, /Something is wrong\./);
  });

  it('has colour on a terminal, by --color, and not in files', async () => {
    const colored = /\p{Cc}\[/u;
    let out = '';
    const stdout = { isTTY: true, write: (text: string) => (out += text) };
    await run(judged, [], { stdout });
    assert.match(out, colored);
    assert.doesNotMatch((await run(judged)).out, colored);
    assert.match((await run(judged, ['--color'])).out, colored);
    const file = join(folder, 'pretty.txt');
    await run(judged, ['--color', '--reporter', `pretty=${file}`]);
    assert.doesNotMatch(readFileSync(file, 'utf8'), colored);
  });
});
