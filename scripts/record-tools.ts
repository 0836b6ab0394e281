// Writes cases/formats/: what real recorders make of the same three calls to the embedded provider. They are installed
// into a temporary folder, for most of them are large: `npm run formats`, or `npm run formats -- nock har` for some. What a
// machine cannot run (no Java, no Python, no Go) is said and left as it is.
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createProvider, startServer } from '../src/provider/index.ts';

const exec = promisify(execFile);

interface Tool {
  readonly name: string;
  readonly packages?: readonly string[];
  readonly run: (folder: string) => readonly (readonly [command: string, ...args: readonly string[]])[];
}

const node = (name: string, ...packages: readonly string[]): Tool => ({
  name,
  packages,
  run: () => [[process.execPath, `${name}.mjs`]],
});
const python = (name: string, ...packages: readonly string[]): Tool => ({
  name,
  run: () => [
    ['python3', '-m', 'venv', 'venv'],
    ['venv/bin/pip', 'install', '-q', ...packages],
    ['venv/bin/python', `${name}.py`],
  ],
});

const tools: readonly Tool[] = [
  node('nock', 'nock@14.0.17'),
  node('polly', '@pollyjs/core@6.0.6', '@pollyjs/adapter-node-http@6.0.6', '@pollyjs/persister-fs@6.0.6'),
  node('playwright', 'playwright-core@1.65.1'),
  node('undici', 'undici@7.30.2'),
  node('newman', 'newman@6.2.2'),
  node('pino-http', 'pino-http@11.0.0', 'pino@9'),
  node('wiremock', 'wiremock@3.13.2'),
  python('vcrpy', 'vcrpy', 'requests'),
  python('record-betamax', 'betamax', 'requests'),
  python('mitmproxy', 'mitmproxy'),
  // Of Debian: apt install ruby-vcr ruby-webmock.
  { name: 'vcr', run: () => [['ruby', 'vcr.rb']] },
  {
    name: 'go-vcr',
    run: folder => {
      copyFileSync(join(folder, 'go-vcr.go.txt'), join(folder, 'main.go'));
      writeFileSync(join(folder, 'go.mod'), 'module record\n\ngo 1.22\n\nrequire gopkg.in/dnaeon/go-vcr.v4 v4.0.2\n');
      return [
        ['go', 'mod', 'tidy'],
        ['go', 'run', 'main.go'],
      ];
    },
  },
];

const target = new URL('../cases/formats/made/', import.meta.url);
mkdirSync(target, { recursive: true });
const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'record-tools-'));
const provider = createProvider({ createToken: () => 'recorded00000001' });
provider.setUpState({
  state: 'an account exists',
  params: { account: 'acct_1Nv0FGQ9RKHgCVdK', configurations: ['recipient'] },
});
const server = await startServer({ provider: { ...provider, handle: packed } });
try {
  cpSync(new URL('./record-tools/', import.meta.url), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}\n');
  const env = { ...process.env, BASE: server.url };
  const calls = `import('./calls.mjs').then(({ calls }) => require('fs').writeFileSync('calls.json', JSON.stringify(calls)))`;
  await exec(process.execPath, ['-e', calls], { cwd: folder, env });
  for (const { name, packages = [], run } of tools.filter(one => wanted.length === 0 || wanted.includes(one.name))) {
    mkdirSync(join(folder, 'out'), { recursive: true });
    try {
      if (packages.length > 0) {
        await exec('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], { cwd: folder });
      }
      for (const [command, ...args] of run(folder)) await exec(command, args, { cwd: folder, env, timeout: 240_000 });
      for (const file of readdirSync(join(folder, 'out'))) keep(join(folder, 'out', file), file);
      console.log(`${name}: recorded`);
    } catch (thrown) {
      console.error(`${name}: not recorded, ${thrown instanceof Error ? thrown.message.split('\n')[0] : thrown}`);
    }
    rmSync(join(folder, 'out'), { recursive: true, force: true });
  }
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Answers as Stripe does: compressed for whoever asks for it. */
async function packed(request: Request): Promise<Response> {
  const response = await provider.handle(request);
  if (!/gzip/.test(request.headers.get('accept-encoding') ?? '')) return response;
  const headers = new Headers(response.headers);
  headers.set('content-encoding', 'gzip');
  return new Response(gzipSync(await response.text()), { status: response.status, headers });
}

/** Without the port, which differs from run to run; an archive as it is. */
function keep(path: string, file: string): void {
  if (file.endsWith('.zip')) copyFileSync(path, new URL(file, target));
  else {
    const text = readFileSync(path, 'utf8').replaceAll(new URL(server.url).host, '127.0.0.1:4010');
    writeFileSync(new URL(file, target), text.endsWith('\n') ? text : `${text}\n`);
  }
}
