// The packed package, installed by npm with and without its optional dependency.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { npm, type Packed, packPackage } from './pack-package.ts';
import { demandCommands, demandImports, demandSchemas, runInstalled } from './use-package.ts';

const folder = mkdtempSync(join(tmpdir(), 'account-links-npm-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const packed = packPackage(folder);

describe('The package that npm has installed', () => {
  it('does all there is to do', () => {
    const project = projectWith(packed);
    demandCommands(project);
    demandImports(project);
    demandSchemas(project);
    const { code, stdout, stderr } = runInstalled(project, ['gate']);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^verify: .*\d+ passed/m);
  });

  it('does all but verify without its optional dependency', () => {
    const project = projectWith(packed, '--omit=optional');
    assert.ok(!existsSync(join(project, 'node_modules/@pact-foundation')), 'Pact was installed');
    demandCommands(project);
    demandImports(project);
    demandSchemas(project);
    const { code, stdout } = runInstalled(project, ['gate', '--runs', '1']);
    assert.equal(code, 2, stdout);
    assert.match(stdout.replaceAll(/\s+/g, ' '), /npm install @pact-foundation\/pact-core/);
  });

  it('runs no script when it is installed, and brings none that would', () => {
    const project = projectWith(packed, '--ignore-scripts');
    assert.equal(runInstalled(project, ['gate', '--runs', '1']).code, 0);
  });
});

let count = 0;

function projectWith({ path }: Packed, ...options: readonly string[]): string {
  const project = join(folder, `project-${++count}`);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"private": true}');
  npm(['install', '--no-audit', '--no-fund', '--prefer-offline', ...options, path], project);
  return project;
}
