// Runs contrib/spark/ on a real cluster of two executors, each a process of its own, kills one of them in the middle of its
// work, and demands the report of one pass, byte for byte: `npm run spark`. It needs Java and a Python with PySpark, which
// SPARK_PYTHON may name; `npm run spark -- --install` installs PySpark into a temporary folder first (some 500 MB). Where they are
// missing it says so and skips.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const cli = join(root, 'dist/cli/main.js');
const driver = join(root, 'contrib/spark/account_links_spark.py');
const folder = mkdtempSync(join(tmpdir(), 'account-links-spark-'));
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  const python = pythonWithSpark();
  if (python === undefined) process.exitCode = 0;
  else if (!test(python)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The Python to use; says what is missing where there is none. */
function pythonWithSpark(): string | undefined {
  const skip = (why: string): undefined => say(`Skipped: ${why}`) as undefined;
  if (process.platform === 'win32') return skip('the driver needs a POSIX shell.');
  if (run('java', ['-version']).status !== 0) return skip('there is no Java (`java -version` fails).');
  let python = process.env['SPARK_PYTHON'] ?? 'python3';
  if (process.argv.includes('--install')) {
    const made = run(python, ['-m', 'venv', join(folder, 'venv')]);
    python = join(folder, 'venv/bin/python');
    if (made.status !== 0 || run(python, ['-m', 'pip', 'install', '-q', 'pyspark']).status !== 0) {
      return skip('PySpark could not be installed.');
    }
  }
  if (run(python, ['-c', 'import pyspark']).status === 0) return python;
  return skip(`${python} has no PySpark: name another with SPARK_PYTHON, or add --install.`);
}

function test(python: string): boolean {
  const logs = join(folder, 'logs');
  makeLogs(logs);
  const log = join(logs, 'a.ndjson');
  const killing = ['node', join(folder, 'kill-once.mjs')];
  const checks = [
    check('paths, and an executor killed', () => {
      makeKiller(join(folder, 'killed'), '3/6');
      const out = spark(python, killing, [logs, '--shards', '6'], 'paths.json');
      if (!existsSync(join(folder, 'killed'))) return 'no executor was killed';
      if (!/Lost executor|ExecutorLostFailure/.test(out.stderr)) return `Spark lost no executor: ${tail(out.stderr)}`;
      return out.status === 0 ? difference('paths.json', [logs]) : tail(out.stderr);
    }),
    check('lines that Spark reads, and an executor killed', () => {
      makeKiller(join(folder, 'killed-too'), '2/5');
      const uri = pathToFileURL(log).href;
      const out = spark(python, killing, [uri, '--shards', '5', '--options', '--format ndjson'], 'lines.json');
      if (!existsSync(join(folder, 'killed-too'))) return `no executor was killed: ${tail(out.stderr)}`;
      return out.status === 0
        ? difference('lines.json', ['-', '--stdin-name', uri, '--format', 'ndjson'], log)
        : tail(out.stderr);
    }),
    check('a share that fails fails the job', () => {
      const out = spark(python, ['node', '-e', 'process.exit(1)', '--'], [logs, '--shards', '2'], 'none.json');
      if (out.status === 0 || existsSync(join(folder, 'none.json'))) return 'the job ended well';
      return /exited with|non-zero|ended with|Pipe function/i.test(out.stderr) ? undefined : tail(out.stderr);
    }),
  ];
  return checks.every(passed => passed);
}

function check(name: string, work: () => string | undefined): boolean {
  const start = performance.now();
  const fault = work();
  say(
    `${fault === undefined ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - start) / 1000).toFixed(0)} s)${fault === undefined ? '' : `: ${fault}`}`,
  );
  return fault === undefined;
}

/** Runs the driver on a cluster of two executors with one core each. */
function spark(python: string, command: readonly string[], args: readonly string[], out: string) {
  const env = {
    ...process.env,
    ...{ PYSPARK_PYTHON: python, PYSPARK_DRIVER_PYTHON: python, SPARK_LOCAL_IP: '127.0.0.1', SPARK_LOCAL_DIRS: folder },
    ...{ SPARK_WORKER_DIR: join(folder, 'work'), SPARK_WORKER_MEMORY: '1g' },
    PYSPARK_SUBMIT_ARGS:
      '--master local-cluster[2,1,512] --conf spark.executor.memory=512m --conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1 pyspark-shell',
  };
  const line = [driver, ...args, '--out', join(folder, out), '--command', command.join(' ')];
  return run(python, line, { env, cwd: folder });
}

/** How the report of the merged result differs from that of one pass. */
function difference(merged: string, input: readonly string[], stdin?: string): string | undefined {
  const report = ['--reporter', 'json'];
  const given = stdin === undefined ? {} : { input: readFileSync(stdin) };
  const once = run(process.execPath, [cli, 'validate', ...input, '--no-across', ...report], given);
  const many = run(process.execPath, [cli, 'merge', join(folder, merged), ...report]);
  if (once.status !== 1 || once.stdout === '') return `one pass ended with ${once.status}: ${once.stderr}`;
  if (many.status !== once.status) return `merge ended with ${many.status}: ${many.stderr}`;
  return many.stdout === once.stdout ? undefined : 'the report differs from that of one pass';
}

/** Logs of each kind: lines that are judged, of others, broken; with faults; packed; and some that cannot be split. */
function makeLogs(path: string): void {
  mkdirSync(path);
  const recorded = [
    'recordings/stripe-node-20.4.0',
    'mistakes/urls-at-the-top/traffic',
    'mistakes/v1-error-shape/traffic',
  ];
  const lines = recorded.flatMap(name =>
    readFileSync(join(root, `cases/${name}.ndjson`), 'utf8')
      .trimEnd()
      .split('\n'),
  );
  const many = (count: number, end: string): string =>
    Array.from({ length: count }, (_, at) =>
      at % 50 === 49 ? 'broken' : at % 7 === 6 ? '' : lines[at % lines.length],
    ).join(end);
  writeFileSync(join(path, 'a.ndjson'), many(3000, '\n'));
  writeFileSync(join(path, 'b.ndjson'), `${many(500, '\r\n')}\r\n`);
  writeFileSync(join(path, 'c.har'), readFileSync(join(root, 'cases/recordings/stripe-node-20.4.0.har')));
}

/** A command that, the first time it is given a share, kills the executor that called it, and otherwise is account-links. */
function makeKiller(mark: string, share: string): void {
  writeFileSync(
    join(folder, 'kill-once.mjs'),
    `import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
const args = process.argv.slice(2);
if (args.includes(${JSON.stringify(share)}) && !existsSync(${JSON.stringify(mark)})) {
  const of = (pid, what) => execFileSync('ps', ['-o', what + '=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  let pid = process.ppid;
  while (pid > 1 && !of(pid, 'args').includes('CoarseGrainedExecutorBackend')) pid = Number(of(pid, 'ppid'));
  if (pid > 1) {
    writeFileSync(${JSON.stringify(mark)}, String(pid));
    process.kill(pid, 'SIGKILL');
  }
}
const { status } = spawnSync(process.execPath, [${JSON.stringify(cli)}, ...args], { stdio: 'inherit' });
process.exit(status ?? 3);
`,
  );
}

function run(command: string, args: readonly string[], options: object = {}) {
  const found = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 280_000, ...options });
  return { status: found.status, stdout: String(found.stdout ?? ''), stderr: String(found.stderr ?? '') };
}

function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-15).join('\n');
}
