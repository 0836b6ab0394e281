// What contrib/ and .pre-commit-hooks.yaml hand to CI systems: checked by the tools of others, and run.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { emptyProject } from './empty-project.ts';
import { npm, packPackage, root } from './pack-package.ts';
import { findTools, runTool } from './tools.ts';

const project = mkdtempSync(join(tmpdir(), 'account-links-contrib-'));
const tools = findTools();
const skip = tools.missing ?? false;
after(() => {
  rmSync(project, { recursive: true, force: true });
  tools.remove();
});

const action = join(root, 'contrib/github-action/action.yml');
const gitlab = join(root, 'contrib/gitlab/account-links.gitlab-ci.yml');
const hooks = join(root, '.pre-commit-hooks.yaml');
const recordings = 'node_modules/account-links-contract/cases/recordings';

before(() => {
  emptyProject(project, packPackage(project));
  const bin = join(project, 'node_modules/.bin');
  mkdirSync(bin);
  const main = join(project, 'node_modules/account-links-contract/dist/cli/main.js');
  writeFileSync(join(bin, 'account-links'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`, { mode: 0o755 });
});

describe('The GitHub Action', () => {
  it('is one by action-validator', () => {
    const packages = ['--package', '@action-validator/cli@0.6.0', '--package', '@action-validator/core@0.6.0'];
    npm(['exec', '--yes', ...packages, '--', 'action-validator', action], project); // throws for a fault
  });

  it('is one by the schema of SchemaStore', { skip }, () => demandSchema('vendor.github-actions', action));

  it('has a script that shellcheck finds nothing in', { skip }, () => {
    writeFileSync(join(project, 'action.sh'), `#!/bin/bash\n${scriptOf(action)}`);
    assert.deepEqual(runTool(tools, 'shellcheck', ['action.sh'], project), { code: 0, said: '' });
  });

  it('runs the gate, and hands on its summary, its annotations and its exit code', () => {
    const passing = runAction({ COMMAND: 'validate', MORE: recordings });
    assert.equal(passing.code, 0, passing.said);
    assert.match(passing.said, /^PASS/);
    assert.match(passing.summary, /account-links/);
    assert.equal(passing.output, 'exit-code=0\n');
    const failing = runAction({ COMMAND: 'validate', MORE: `${recordings}\n--as=2026-09-30.endive\n` });
    assert.equal(failing.code, 1, failing.said);
    assert.match(failing.said, /^::error /m);
    assert.equal(failing.output, 'exit-code=1\n');
  });

  it('takes what an input says for an argument and never for a command', () => {
    const { said, code } = runAction({ COMMAND: 'validate', MORE: '$(touch owned)\n`touch owned`;touch owned' });
    assert.equal(code, 2, said);
    assert.throws(() => readFileSync(join(project, 'owned')));
  });
});

describe('The GitLab template', () => {
  it('is one by the schema of GitLab', { skip }, () => demandSchema('vendor.gitlab-ci', gitlab));

  it('runs the command that its variables name', () => {
    const job = record(parse(readFileSync(gitlab, 'utf8')))['.account-links'];
    const [script] = list(record(job)['script']);
    writeFileSync(join(project, 'job.sh'), String(script));
    const env = { ACCOUNT_LINKS_COMMAND: 'validate', ACCOUNT_LINKS_BASE_URL: recordings };
    const { code, said } = runTool(tools, 'bash', ['-e', 'job.sh'], project, env);
    assert.equal(code, 0, said);
    assert.match(readFileSync(join(project, 'account-links.xml'), 'utf8'), /<testsuites/);
    assert.match(readFileSync(join(project, 'account-links.json'), 'utf8'), /"verdict"/);
  });
});

describe('The pre-commit hooks', { skip }, () => {
  it('are a manifest by pre-commit', () => {
    assert.deepEqual(runTool(tools, 'pre-commit', ['validate-manifest', hooks], project), { code: 0, said: '' });
  });

  it('stop a commit with a live key', () => {
    const repository = join(project, 'repository');
    mkdirSync(repository);
    writeFileSync(join(repository, 'clean.txt'), 'nothing to see\n');
    execFileSync('git', ['init', '-q'], { cwd: repository });
    const run = () => {
      execFileSync('git', ['add', '-A'], { cwd: repository });
      const env = { PRE_COMMIT_HOME: join(project, 'cache') };
      return runTool(tools, 'pre-commit', ['try-repo', root, 'account-links-scan', '--all-files'], repository, env);
    };
    const clean = run();
    assert.equal(clean.code, 0, clean.said);
    writeFileSync(join(repository, 'secret.txt'), `key = sk_${'live'}_51H8xQ2eZvKYlo2C0aBcDeFgHiJkLmNoPqRsTuVwXyZ\n`);
    const stopped = run();
    assert.equal(stopped.code, 1, stopped.said);
    assert.match(stopped.said, /secret\.txt/);
    assert.doesNotMatch(stopped.said, /51H8xQ2eZvKYlo2C0aBcDeFgHiJkLmNoPqRsTuVwXyZ/);
  });
});

describe('The Dockerfile', { skip }, () => {
  it('is one that hadolint finds nothing in', () => {
    const file = join(root, 'contrib/docker/Dockerfile');
    assert.deepEqual(runTool(tools, 'hadolint', [file], project), { code: 0, said: '' });
  });
});

function demandSchema(name: string, file: string): void {
  const { code, said } = runTool(tools, 'check-jsonschema', ['--builtin-schema', name, file], project);
  assert.equal(code, 0, said);
}

function scriptOf(file: string): string {
  const runs = record(record(parse(readFileSync(file, 'utf8')))['runs']);
  const [step] = list(runs['steps']);
  return String(record(step)['run']);
}

function runAction(inputs: { readonly COMMAND: string; readonly MORE: string }) {
  const files = { GITHUB_STEP_SUMMARY: join(project, 'summary'), GITHUB_OUTPUT: join(project, 'output') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const env = { BASE_URL: '', LOGS: '', PACKAGE: '', RUNNER_TEMP: project, ...files, ...inputs };
  // As GitHub runs a step in bash: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions
  const ended = runTool(
    tools,
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scriptOf(action)],
    project,
    env,
  );
  return {
    ...ended,
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    output: readFileSync(files.GITHUB_OUTPUT, 'utf8'),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), 'not an object');
  return value as Readonly<Record<string, unknown>>; // just seen to be one
}

function list(value: unknown): readonly unknown[] {
  assert.ok(Array.isArray(value), 'not a list');
  return value;
}
