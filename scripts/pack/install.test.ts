// The packed package in an empty project, without npm: unpacked, with the dependencies of this one and no optional one.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { emptyProject } from './empty-project.ts';
import { packPackage, whyNoBuild } from './pack-package.ts';
import { demandCommands, demandImports, demandSchemas, runInstalled } from './use-package.ts';

const project = mkdtempSync(join(tmpdir(), 'account-links-install-'));
after(() => rmSync(project, { recursive: true, force: true }));

describe('The packed package in an empty project', { skip: whyNoBuild() ?? false }, () => {
  before(() => emptyProject(project, packPackage(project)));

  it('runs the commands', () => demandCommands(project));

  it('is imported from ES modules and by require', () => demandImports(project));

  it('hands out its schemas', () => demandSchemas(project));

  it('says what to install when pacts are to be verified', () => {
    const { code, stderr, stdout } = runInstalled(project, ['gate', '--runs', '1']);
    assert.equal(code, 2, stderr);
    assert.match(stdout.replaceAll(/\s+/g, ' '), /npm install @pact-foundation\/pact-core/);
    assert.match(stdout, /^fuzz: .*\d+ passed/m);
  });
});
