// Bundles the command line into dist/cli/: a command loads few files, and only its own. What `validate` loads stands in
// two files, for each costs half a millisecond of a start that lasts a hundred. They are CommonJS, since nobody imports
// them, and Node's loader of ES modules takes six milliseconds. All stand side by side, two folders below the root like
// their sources, so that `import.meta.url` leads to schemas, pacts and recordings as before.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { requireAtUse } from './require-at-use.ts';

const nouns = /\/src\/[a-z-]+\.ts$/;
const loadedLate = /\/src\/(gate|baseline|accounts)\.ts$|\/readers\/(scan-sources|parse-yaml)\.ts$/;
const judging = /\/src\/(contract|readers|rules|generated)\/|\/src\/compile\/(validators|violation|is-uri)\.ts$/;
// What a log of lines that keeps the contract does not need: a file for each reason to need it, loaded when it is needed.
/** Recordings that are no lines, or packed. */
const formats =
  /\/readers\/(list-scanner|yaml-scanner|zip|unpack|raw-http|postman-message|recorded-headers|decode-body)\.ts$/;
/** Partial results, and several threads. */
const shares =
  /\/readers\/(plan-share|read-share|line-splitter)\.ts$|\/src\/(partial|parse-partial|judge-share|read-report|sequence)\.ts$|\/cli\/(read-partials|share-judge|judge-in-jobs|judge-shares|job-queue)\.ts$/;
/** Something to find fault with, and help. */
const faults =
  /\/reporters\/text\/(finding-(lines|facts)|coverage-lines|json-pieces|to-junit-xml)\.ts$|\/src\/(json-fault|contract\/(schema|constraints))\.ts$|\/cli\/(did-you-mean|help)\.ts$/;
const commandLine =
  /\/src\/cli\/recordings\.ts$|\/src\/cli\/(commands|config)\/|\/src\/reporters\/(pretty|reporter|text\/)|\/yargs-parser\//;

export async function bundleCli(root: URL): Promise<void> {
  const bundle = await rolldown({
    input: {
      main: fileURLToPath(new URL('src/cli/main.ts', root)),
      'judge-worker': fileURLToPath(new URL('src/cli/judge-worker.ts', root)),
      'pact-child': fileURLToPath(new URL('src/verify/pact-child.ts', root)),
    },
    platform: 'node',
    preserveEntrySignatures: false,
    // Of yargs only the parser is needed by every command: bundled, for it would be three more files to find.
    external: id => !/^[./]|^yargs-parser$/.test(id) && isInstalled(id),
    onLog: (level, log, handle) => {
      // Types say what is loaded late; that some of it is here already does no harm.
      if (log.code !== 'INEFFECTIVE_DYNAMIC_IMPORT') handle(level === 'warn' ? 'error' : level, log);
    },
  });
  const folder = new URL('dist/cli/', root);
  const { output } = await bundle.write({
    dir: fileURLToPath(folder),
    format: 'cjs',
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [
        { name: 'formats', test: formats, priority: 3, includeDependenciesRecursively: false },
        { name: 'shares', test: shares, priority: 3, includeDependenciesRecursively: false },
        { name: 'faults', test: faults, priority: 3, includeDependenciesRecursively: false },
        { name: 'judging', test: id => judging.test(id) && !loadedLate.test(id), priority: 2 },
        { name: 'command-line', test: id => (commandLine.test(id) || nouns.test(id)) && !loadedLate.test(id) },
      ],
    },
  });
  await bundle.close();
  for (const file of output) {
    if (file.type === 'chunk') writeFileSync(new URL(file.fileName, folder), requireAtUse(file.code));
  }
  writeFileSync(new URL('package.json', folder), '{ "type": "commonjs" }\n');
  chmodSync(new URL('main.js', folder), 0o755);
}

/** Throws for what the bundle would import and nobody installs: a helper that a transformation brings in, mostly. */
function isInstalled(id: string): true {
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const names = Object.keys({ ...dependencies, ...optionalDependencies });
  if (isBuiltin(id) || names.some(name => id === name || id.startsWith(`${name}/`))) return true;
  throw new Error(`The bundle would import ${id}, which nobody installs.`);
}
