import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { faultyProviders } from '../../../cases/providers/faulty.ts';
import { serveVariant } from '../../../cases/providers/serve-variant.ts';
import type { Report } from '../../report.ts';
import { capturedIo } from '../captured-io.ts';
import { runCli } from '../run-cli.ts';

async function run(...line: string[]): Promise<{ code: number; report: Report }> {
  const io = capturedIo();
  const code = await runCli([...line, '--reporter', 'json'], io);
  return { code, report: JSON.parse(io.out()) as Report };
}

describe('The gate', () => {
  it('passes on the embedded provider and the bundled recordings, with all three legs run', async () => {
    const { code, report } = await run('gate', '--runs', '3');
    assert.equal(code, 0);
    assert.equal(report.verdict, 'pass');
    assert.deepEqual([...new Set(report.summary.cases.map(({ leg }) => leg))], ['validate', 'fuzz', 'verify']);
    assert.ok(report.summary.cases.every(({ result }) => result === 'passed'));
    const { read, judged, conforming, violating, otherEndpoint, unreadable } = report.summary.exchanges;
    assert.equal(read, judged + otherEndpoint + unreadable);
    assert.equal(judged, conforming + violating);
    assert.equal(report.summary.fuzz?.coverage.percent, 100);
  });

  it('names the bundled recordings relative to where it runs', async () => {
    const { report } = await run('gate', '--runs', '1');
    assert.ok(report.summary.cases.every(({ name }) => !name.startsWith('/')));
  });

  it('passes under every contract', async () => {
    const { code, report } = await run('gate', '--runs', '2', '--api-version', 'all');
    assert.equal(code, 0);
    const legs = report.summary.cases.filter(({ leg }) => leg === 'verify');
    assert.equal(new Set(legs.map(({ name }) => name.split(' ')[0])).size, 6);
  });

  it('fails on a faulty provider, in the legs that look at it', async () => {
    const faulty = faultyProviders.find(({ id }) => id === 'unknown-resource-missing');
    assert.ok(faulty !== undefined);
    const server = await serveVariant(faulty);
    try {
      const { code, report } = await run('gate', server.url, '--runs', '3');
      assert.equal(code, 1);
      const failed = new Set(report.summary.cases.filter(({ result }) => result === 'failed').map(({ leg }) => leg));
      assert.deepEqual([...failed].sort(), ['fuzz', 'verify']);
    } finally {
      await server.close();
    }
  });

  it('goes on with the other legs when the provider is not there, and does not pass', async () => {
    const { code, report } = await run(
      'gate',
      'http://127.0.0.1:9',
      '--provider-states-url',
      'http://127.0.0.1:9/states',
    );
    assert.equal(code, 2);
    assert.equal(report.verdict, 'fail');
    assert.ok(report.summary.cases.some(({ leg, result }) => leg === 'validate' && result === 'passed'));
    assert.ok(report.summary.problems.some(({ code: problem }) => problem === 'states-failed'));
  });
});

describe('The bundled recordings', () => {
  it('are of SDKs of at least four API versions, and every exchange conforms', async () => {
    const { code, report } = await run('validate', 'cases/recordings');
    assert.equal(code, 0);
    assert.ok(report.contracts.length >= 4);
    assert.equal(report.summary.exchanges.conforming, report.summary.exchanges.read);
  });
});

describe('The README', () => {
  it('has its two commands as the first lines that begin with npm', () => {
    const lines = readFileSync('README.md', 'utf8').split('\n');
    const commands = lines.filter(line => line.startsWith('npm'));
    assert.deepEqual(commands.slice(0, 2), ['npm ci && npm start', 'npm ci && npm test']);
    assert.ok(lines.indexOf('npm ci && npm test') < 24);
  });
});
