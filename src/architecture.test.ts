// The import table of ARCHITECTURE.md, held: who may import whom, and the one door to each third party.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';

const root = import.meta.dirname;

/** Room → the rooms it may import. The nouns (`src/*.ts` without I/O) are open to all. */
const table: { readonly [room: string]: readonly string[] } = {
  nouns: ['generated'],
  contract: [],
  generated: [],
  assembly: [],
  compile: ['contract', 'generated'],
  rules: ['contract', 'compile'],
  readers: [],
  reporters: [],
  oracle: ['contract', 'compile'],
  provider: ['contract', 'compile'],
  record: ['pipeline', 'readers'],
  pipeline: ['contract', 'compile', 'rules', 'readers', 'recognise'],
  recognise: ['rules', 'pipeline'],
  client: [],
  pact: ['contract', 'compile'],
  fuzz: ['contract', 'compile', 'rules', 'oracle', 'pipeline', 'client'],
  verify: ['contract', 'compile', 'pipeline', 'client'],
  explain: ['contract', 'rules', 'oracle', 'verify', 'reporters'],
  gate: ['contract', 'pipeline', 'readers', 'fuzz', 'verify', 'provider'],
  index: ['contract', 'compile', 'pipeline', 'readers', 'rules', 'reporters'],
  cli: [
    'contract',
    'compile',
    'pipeline',
    'readers',
    'rules',
    'reporters',
    'oracle',
    'client',
    'fuzz',
    'verify',
    'gate',
    'provider',
    'explain',
    'record',
  ],
};

const pipeline = [
  'check',
  'tally',
  'validate',
  'take-record',
  'collect',
  'pour',
  'judge-share',
  'sequence',
  'sightings',
];

/** Third party → the files that may import it. Types do not count: they are gone when the program runs. */
const doors: readonly (readonly [party: RegExp, door: RegExp])[] = [
  [/^ajv/, /^compile\/(to-validator|is-uri)\.ts$/],
  [/^fast-check$/, /^(compile\/(to-arbitrary|changes-of|drawer)\.ts|fuzz\/)/],
  [/^@pact-foundation\//, /^verify\//],
  [/^undici$/, /^client\/kept-connections\.ts$/],
  [/^yargs/, /^cli\/split-line\.ts$/],
  [/^yaml$/, /^(readers\/parse-yaml|cli\/config\/read-config)\.ts$/],
];
const servers = /^(provider\/serve|verify\/guard|record\/.*)\.ts$/;

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map(name => name.replaceAll('\\', '/'))
  .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

const imports: readonly Import[] = files.flatMap(from => {
  const text = readFileSync(join(root, from), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/gms);
  return [...statements].map(([, type, named, dynamic]) => ({
    from,
    to: named ?? dynamic ?? '',
    isType: type !== undefined,
  }));
});

function roomOf(file: string): string {
  const [first = '', second] = file.split('/');
  if (second !== undefined) return first;
  const name = first.replace(/\.ts$/, '');
  if (pipeline.includes(name)) return 'pipeline';
  return name in table ? name : 'nouns';
}

describe('The house', () => {
  it('is read at all', () => {
    assert.ok(imports.length > 100);
  });

  it('knows every room', () => {
    for (const file of files) assert.ok(roomOf(file) in table, `${file} stands in a room that the table does not name`);
  });

  it('keeps the import table', () => {
    const breaches = imports
      .filter(({ to }) => to.startsWith('.'))
      .map(({ from, to }) => ({ from, to: relative(root, resolve(root, dirname(from), to)).replaceAll('\\', '/') }))
      .filter(({ to }) => !to.startsWith('..'))
      .filter(({ from, to }) => {
        const [own, other] = [roomOf(from), roomOf(to)];
        return own !== other && other !== 'nouns' && !table[own]?.includes(other);
      });
    assert.deepEqual(breaches, []);
  });

  it('lets the three compilers not know each other', () => {
    const compilers = ['to-validator', 'to-arbitrary', 'to-matcher'];
    const breaches = imports.filter(
      ({ from, to }) =>
        compilers.some(name => from === `compile/${name}.ts`) && compilers.some(name => to === `./${name}.ts`),
    );
    assert.deepEqual(breaches, []);
  });

  it('has one door for each third party', () => {
    const breaches = imports.filter(
      ({ from, to, isType }) => !isType && doors.some(([party, door]) => party.test(to) && !door.test(from)),
    );
    assert.deepEqual(breaches, []);
  });

  it('imports no third party but those with a door', () => {
    const strangers = imports.filter(
      ({ to }) => !to.startsWith('.') && !to.startsWith('node:') && !doors.some(([party]) => party.test(to)),
    );
    assert.deepEqual(strangers, []);
  });

  it('finds the files of the package by two steps up, which the bundle of the command line has to go as well', () => {
    const own = files.map(file => ({ file, text: readFileSync(join(root, file), 'utf8') }));
    const asking = own.filter(({ text }) => /new URL\([^)]*import\.meta\.url/.test(text));
    assert.deepEqual(
      asking
        .filter(({ file, text }) => file.split('/').length !== 2 || !/new URL\('\.\.\/\.\.\/\w/.test(text))
        .map(({ file }) => file),
      [],
    );
  });

  it('opens servers in their places only', () => {
    const opening = files.filter(file => /\bcreateServer\(/.test(readFileSync(join(root, file), 'utf8')));
    assert.deepEqual(
      opening.filter(file => !servers.test(file)),
      [],
    );
  });

  it('lets rules and reporters do no I/O and read no clock', () => {
    const breaches = files
      .filter(file => /^(rules|reporters)\//.test(file))
      .filter(file =>
        /node:(fs|http|net|child_process)|Date\.now|new Date\(\)|process\./.test(
          readFileSync(join(root, file), 'utf8'),
        ),
      );
    assert.deepEqual(breaches, []);
  });
});
