// What a user does first with the installed package, in the folder of a project that has it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pack-package.ts';

const timeout = 120_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command of the installed package, as `npx` finds it. */
export function runInstalled(project: string, args: readonly string[]): Ended {
  const shim = join(project, 'node_modules/.bin/account-links');
  const main = join(project, 'node_modules/account-links-contract/dist/cli/main.js');
  return end(process.execPath, [existsSync(shim) ? shim : main, ...args], project);
}

/** Runs a script of the user's in the project. */
export function runScript(project: string, name: string, text: string): Ended {
  writeFileSync(join(project, name), text);
  return end(process.execPath, [name], project);
}

function end(program: string, args: readonly string[], cwd: string): Ended {
  const env = { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '', NODE_PATH: '' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8', timeout });
  return { code: status, stdout, stderr };
}

const example = `
  const judge = createJudge({ catalogue: loadCatalogue() });
  const exchange = createExchange({
    source: 'a test', entry: 1,
    request: { method: 'POST', url: '/v2/core/account_links', headers: { 'Stripe-Version': '2026-02-25.clover' }, body: '{"account":"acct_1"}' },
    response: { status: 400, headers: {}, body: '{"error":{"code":"invalid_fields","message":"no"}}' },
  });
  const provider = createProvider({ accounts: [{ id: 'acct_1', configurations: ['merchant'] }] });
  startServer({ provider }).then(async server => {
    const states = await fetch(server.url + '/_pact/provider-states');
    await server.close();
    const rules = judge(exchange).findings.map(({ rule }) => rule);
    console.log(JSON.stringify({ rules, states: states.status, pacts: interactionsFor().length > 5, error: new ToolError('usage', 'x') instanceof Error }));
  });
`;
const names = [
  ['createExchange, createJudge, loadCatalogue, ToolError', 'account-links-contract'],
  ['createProvider, startServer', 'account-links-contract/provider'],
  ['interactionsFor', 'account-links-contract/pact'],
] as const;

/** Demands that each entry point works in ES modules and by `require`. */
export function demandImports(project: string): void {
  const imported = names.map(([what, from]) => `import { ${what} } from '${from}';`).join('\n');
  const required = names.map(([what, from]) => `const { ${what} } = require('${from}');`).join('\n');
  for (const [name, text] of [
    ['use.mjs', imported + example],
    ['use.cjs', required + example],
  ] as const) {
    const { code, stdout, stderr } = runScript(project, name, text);
    assert.equal(code, 0, `${name}: ${stderr}`);
    assert.equal(stderr, '', name);
    assert.deepEqual(JSON.parse(stdout), { rules: ['request/required'], states: 200, pacts: true, error: true }, name);
  }
}

/** Demands that the schemas are found by those who use no code of ours. */
export function demandSchemas(project: string): void {
  const { code, stdout, stderr } = runScript(
    project,
    'schema.cjs',
    "console.log(require('account-links-contract/schemas/2025-12-15.clover/request.schema.json').$schema, require('account-links-contract/package.json').version)",
  );
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^https:\/\/json-schema\.org\/draft\/2020-12\/schema \d/);
}

/** Demands that the commands work which need no Pact; the recordings are those of the package. */
export function demandCommands(project: string): void {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  assert.deepEqual(runInstalled(project, ['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
  const recordings = 'node_modules/account-links-contract/cases/recordings';
  const validated = runInstalled(project, ['validate', recordings]);
  assert.equal(validated.code, 0, validated.stderr);
  assert.match(validated.stdout, /^PASS/);
  assert.equal(runInstalled(project, ['explain', 'response/echo-account']).code, 0);
  assert.equal(runInstalled(project, ['validate', 'package.json']).code, 2);
}
