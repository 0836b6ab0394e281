// How fast the provider and the recorder are. `npm run bench:provider` builds dist/ and measures that build:
//
//   provider   answers a second of the embedded provider, as a share of those of an empty node:http server.
//   recorder   the median latency of an upstream that takes 20 ms, through the recorder and without it, at concurrency 8.
//
// What is compared takes turns within each round: rates of two machines cannot be compared, ratios can.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { lines, measure, ratio, repeatAtOnce } from './rounds.ts';
import { startEmptyServer, startProvider } from './servers.ts';

const rounds = Number(process.argv[2] ?? 5);
const milliseconds = Number(process.argv[3] ?? 1000);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const body = JSON.stringify({
  account: 'acct_1Nv0FGQ9RKHgCVdK',
  use_case: {
    type: 'account_onboarding',
    account_onboarding: { configurations: ['recipient'], refresh_url: 'https://example.com/reauth' },
  },
});
const headers = {
  Authorization: 'Bearer sk_test_dummy',
  'Stripe-Version': '2026-02-25.clover',
  'Content-Type': 'application/json',
  'Content-Length': body.length,
};

await benchProvider();
await benchRecorder();
process.exit();

async function benchProvider(): Promise<void> {
  const [empty, provider] = [await startEmptyServer(), await startProvider()];
  const bench = (name: string, url: string) => ({
    name,
    run: (time: number) => repeatAtOnce(time, 16, () => ask(url)),
  });
  const rates = await measure([bench('empty', empty.url), bench('provider', provider.url)], rounds, milliseconds);
  print(['provider', ...lines(rates, 'answers/s'), ratio(rates, 'provider', 'empty')]);
  await Promise.all([empty.stop(), provider.stop()]);
}

async function benchRecorder(): Promise<void> {
  const upstream = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => {
      setTimeout(
        () => outgoing.setHeader('Content-Type', 'application/json').end('{"error":{"code":"x","message":"x"}}'),
        20,
      );
    });
  });
  await new Promise<void>(resolve => upstream.listen(0, '127.0.0.1', resolve));
  const direct = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`; // a server that listens on a port has one
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  const main = fileURLToPath(new URL('../cli/main.js', import.meta.url));
  const child = spawn(process.execPath, [main, 'record', direct, '--output', join(folder, 'x.ndjson')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const recorder = line.replace('listening on ', '');
  const latencies = new Map<string, number[]>([
    [direct, []],
    [recorder, []],
  ]);
  for (let round = 0; round <= rounds; round++) {
    for (const [url, list] of latencies) {
      await repeatAtOnce(milliseconds, 8, async () => {
        const start = performance.now();
        await ask(url);
        if (round > 0) list.push(performance.now() - start);
      });
    }
  }
  child.kill();
  upstream.close();
  rmSync(folder, { recursive: true });
  const [without = 0, through = 0] = [...latencies.values()].map(list => list.sort((a, b) => a - b)[list.length >> 1]);
  print([
    'recorder',
    `  median without it ${without.toFixed(2)} ms, through it ${through.toFixed(2)} ms: ${((through / without - 1) * 100).toFixed(1)} % more`,
  ]);
}

function ask(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/v2/core/account_links`, { method: 'POST', agent, headers }, response => {
      response.resume().on('end', resolve);
    });
    request.on('error', reject);
    request.end(body);
  });
}

function print(text: readonly string[]): void {
  process.stdout.write(`${text.join('\n')}\n`);
}
