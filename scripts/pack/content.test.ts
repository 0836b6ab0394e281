// What `npm pack` puts into the tarball: all that is needed, and nothing else.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { packPackage, root, whyNoBuild } from './pack-package.ts';
import { entries, reachableFiles } from './reachable-files.ts';

const skip = whyNoBuild() ?? false;
const folder = mkdtempSync(join(tmpdir(), 'account-links-pack-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What is neither code nor types of the package, by hand: a new file has to be wanted. */
const beside = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  /^cases\/recordings\/stripe-node-[\w.-]+\.(ndjson|har)$/,
  'dist/cli/package.json',
  /^dist\/licenses\/[\w-]+\.txt$/,
  'contrib/github-action/action.yml',
  'contrib/gitlab/account-links.gitlab-ci.yml',
  /^contrib\/spark\/\w+\.py$/,
  /^docs\/[\w-]+\.md$/,
  'package.json',
  /^pacts\/\d{4}-\d\d-\d\d\.[a-z]+\.json$/,
  /^schemas\/\d{4}-\d\d-\d\d\.[a-z]+\/(outcomes|request\.schema|response\.schema)\.json$/,
  /^schemas\/(catalogue|sources)\.json$/,
  /^schemas\/shared\/[a-z]+\.schema\.json$/,
];

describe('The packed package', { skip }, () => {
  const packed = skip === false ? packPackage(folder) : undefined;
  const files = packed?.files ?? [];

  it('holds beside its code the schemas, pacts, recordings and documents, and nothing that nobody has asked for', () => {
    const others = files.filter(path => !isCode(path));
    const isWanted = (path: string, wanted: string | RegExp): boolean =>
      typeof wanted === 'string' ? wanted === path : wanted.test(path);
    assert.deepEqual(
      others.filter(path => !beside.some(wanted => isWanted(path, wanted))),
      [],
    );
    assert.deepEqual(beside.filter(wanted => !others.some(path => isWanted(path, wanted))).map(String), []);
  });

  it('holds of dist/ what an entry point leads to, and no more', () => {
    const [built, reachable] = [files.filter(isCode), reachableFiles(entries())];
    assert.deepEqual(
      built.filter(path => !reachable.has(path)),
      [],
    );
    assert.deepEqual(
      [...reachable].filter(path => !built.includes(path)),
      [],
    );
  });

  it('imports no package that is not installed with it', () => {
    const { dependencies, optionalDependencies } = JSON.parse(textOf('package.json')) as {
      readonly [kind: string]: { readonly [name: string]: string };
    }; // our own
    const known = Object.keys({ ...dependencies, ...optionalDependencies });
    const imported = files
      .filter(path => /^dist\/.*\.js$/.test(path))
      .flatMap(path => [
        ...textOf(path).matchAll(
          /^(?:import|export)\b[^;]*?\bfrom\s*["']([^"'.][^"']*)["']|\b(?:import|require)\(["']([^"'.][^"']*)["']\)/gm,
        ),
      ])
      .map(([, named, dynamic]) => named ?? dynamic ?? '')
      .filter(name => !isBuiltin(name));
    assert.ok(imported.includes('fast-check'), 'no import was found');
    assert.deepEqual(
      [...new Set(imported)].filter(name => !known.some(one => name === one || name.startsWith(`${one}/`))),
      [],
    );
  });

  it('holds no test, no source map and no pointer to one', () => {
    assert.deepEqual(
      files.filter(path => /\.test\.|-fixture\.|\.map$|\.tsbuildinfo$/.test(path)),
      [],
    );
    for (const path of files.filter(name => /\.[jt]s$/.test(name))) {
      assert.doesNotMatch(textOf(path), /sourceMappingURL/, path);
    }
  });

  it('names no folder of the machine that built it, and no registry', () => {
    const machine = new RegExp([root, homedir(), tmpdir()].map(escaped).join('|'));
    for (const path of files) {
      const text = textOf(path);
      assert.doesNotMatch(text, machine, path);
      assert.doesNotMatch(text, /registry\.npmjs|file:\/\/\/(?!path)/, path);
    }
  });

  it('stays small enough to be installed by the way', () => {
    assert.ok(packed !== undefined, 'nothing was packed');
    assert.ok(packed.size < 500_000, `the tarball has ${packed.size} bytes`);
    assert.ok(packed.unpackedSize < 2_500_000, `unpacked it has ${packed.unpackedSize} bytes`);
  });
});

function isCode(path: string): boolean {
  return /^dist\/(?!licenses\/|cli\/package\.json$)/.test(path);
}

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
