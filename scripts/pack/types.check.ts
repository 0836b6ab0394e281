// The types of the packed package under the compilers and settings of its users. The compilers come from the registry.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { npm, packPackage } from './pack-package.ts';

const compilers = ['5.4.5', '5.7.3', '5.8.3', '5.9.3', '6.0.3', '7.0.2'];
/** Until then TypeScript did not know that Node requires ES modules. */
const before58 = ['5.4.5', '5.7.3'];
const settings = [
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
] as const;

const use = `
import { createExchange, createJudge, loadCatalogue, ToolError, type Finding, type Report } from 'account-links-contract';
import { createListener, createProvider, startServer, type Provider } from 'account-links-contract/provider';
import { addInteraction, interactionFor, interactionsFor } from 'account-links-contract/pact';

const judged = createJudge({ catalogue: loadCatalogue() })(
  createExchange({
    source: 'a test',
    entry: 1,
    request: { method: 'POST', url: '/v2/core/account_links', headers: {}, body: '{}' },
    response: { status: 400, headers: {}, body: '{}' },
  }),
);
export const findings: readonly Finding[] = judged.findings;
export const provider: Provider = createProvider({ accounts: [{ id: 'acct_1', configurations: ['merchant'] }] });
export const verdictOf = (report: Report): string => report.verdict;
export const answer: Promise<Response> = provider.handle(new Request('http://localhost/'));
void startServer({ provider }).then(({ close }) => close());
// @ts-expect-error there is no such kind: were the types any, this would be no error
interactionFor({ kind: 'nonsense', request: {} });
export const all = [ToolError, addInteraction, interactionsFor, createListener];
`;

const project = mkdtempSync(join(tmpdir(), 'account-links-types-'));
after(() => rmSync(project, { recursive: true, force: true }));
const aliases = compilers.map(version => `typescript-${version}@npm:typescript@${version}`);
writeFileSync(join(project, 'package.json'), '{"private": true}');
npm(
  [
    ...['install', '--no-audit', '--no-fund', '--prefer-offline', '--omit=optional'],
    ...[packPackage(project).path, '@types/node@20'],
  ],
  project,
);
// Apart: TypeScript 7 brings its compiler as an optional dependency.
npm(['install', '--no-audit', '--no-fund', '--prefer-offline', ...aliases], project);
writeFileSync(join(project, 'use.mts'), use);
writeFileSync(join(project, 'use.cts'), use);

describe('The types of the package', () => {
  for (const version of compilers) {
    for (const [resolution, module] of settings) {
      it(`hold in an ES module under TypeScript ${version} with moduleResolution ${resolution}`, () => {
        assert.equal(compile(version, resolution, module, 'use.mts'), '');
      });
    }

    it(`hold in CommonJS under TypeScript ${version} where it knows that Node requires ES modules`, () => {
      assert.equal(compile(version, 'bundler', 'esnext', 'use.cts'), '');
      const said = compile(version, 'nodenext', 'nodenext', 'use.cts');
      if (before58.includes(version)) assert.match(said, /TS1479/);
      else assert.equal(said, '');
      // `node16` is a Node that cannot: docs/install.md says so.
      assert.match(compile(version, 'node16', 'node16', 'use.cts'), /TS1479/);
    });
  }
});

/** What the compiler says, with the declarations of the package checked too. */
function compile(version: string, moduleResolution: string, module: string, file: string): string {
  const compiler = join(project, 'node_modules', `typescript-${version}`, 'bin/tsc');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[
        compiler,
        '--noEmit',
        '--strict',
        '--exactOptionalPropertyTypes',
        '--target',
        'es2022',
        '--skipLibCheck',
        'false',
      ],
      ...['--types', 'node', '--moduleResolution', moduleResolution, '--module', module, file],
    ],
    { cwd: project, encoding: 'utf8', timeout: 120_000 },
  );
  return status === 0 ? '' : stdout + stderr;
}
