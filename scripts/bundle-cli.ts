// Bundles the command line into dist/cli/: a command loads few files, and only its own. What `validate` loads stands in
// two files, for each costs a millisecond of a start that lasts a hundred. All files stand side by side, two folders
// below the root like their sources, so that `import.meta.url` leads to schemas, pacts and recordings as before.
import { chmodSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const nouns = /\/src\/[a-z-]+\.ts$/;
const loadedLate = /\/src\/(gate|baseline|accounts)\.ts$|\/readers\/(scan-sources|parse-yaml)\.ts$/;
const judging = /\/src\/(contract|readers|rules|generated)\/|\/src\/compile\/(validators|violation|is-uri)\.ts$/;
const commandLine = /\/src\/cli\/(commands|config)\/|\/src\/reporters\/(pretty|reporter|text\/)|\/yargs-parser\//;

export async function bundleCli(root: URL): Promise<void> {
  const bundle = await rolldown({
    input: {
      main: fileURLToPath(new URL('src/cli/main.ts', root)),
      'judge-worker': fileURLToPath(new URL('src/cli/judge-worker.ts', root)),
      'pact-child': fileURLToPath(new URL('src/verify/pact-child.ts', root)),
    },
    platform: 'node',
    // Of yargs only the parser is needed by every command: bundled, for it would be three more files to find.
    external: id => !/^[./]|^yargs-parser$/.test(id) && isInstalled(id),
    onLog: (level, log, handle) => {
      // Types say what is loaded late; that some of it is here already does no harm.
      if (log.code !== 'INEFFECTIVE_DYNAMIC_IMPORT') handle(level === 'warn' ? 'error' : level, log);
    },
  });
  await bundle.write({
    dir: fileURLToPath(new URL('dist/cli/', root)),
    format: 'esm',
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [
        { name: 'judging', test: id => judging.test(id) && !loadedLate.test(id), priority: 2 },
        { name: 'command-line', test: id => (commandLine.test(id) || nouns.test(id)) && !loadedLate.test(id) },
      ],
    },
  });
  await bundle.close();
  chmodSync(new URL('dist/cli/main.js', root), 0o755);
  mkdirSync(new URL('dist/licenses/', root), { recursive: true });
  copyFileSync(new URL('node_modules/yargs-parser/LICENSE.txt', root), new URL('dist/licenses/yargs-parser.txt', root));
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
