// `npm run soak [-- REQUESTS [CONNECTIONS]]`: so many requests (a million) to the embedded provider over HTTP, and its
// memory must not grow; then so many connections (ten thousand), each opened when the one before it is closed. Sixteen
// clients in this process, the provider in a child; the child is asked for its heap after a collection.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { createInterface } from 'node:readline';

const total = Number(process.argv[2] ?? 1_000_000);
const connections = Number(process.argv[3] ?? 10_000);
const rounds = 10;
const allowedGrowth = 1.2;

const program = `
  import { createProvider, startServer } from ${JSON.stringify(new URL('../src/provider/index.ts', import.meta.url).href)};
  const provider = createProvider({ accounts: [{ id: 'acct_1', configurations: ['recipient'] }] });
  const server = await startServer({ provider });
  console.log(server.url);
  process.on('message', () => { gc(); gc(); const open = process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length; process.send({ ...process.memoryUsage(), open }); });
  process.on('disconnect', () => process.exit());
`;
const child = spawn(
  process.execPath,
  ['--expose-gc', '--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program],
  { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
);
if (child.stdout === null) throw new Error('The provider has no output.');
const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
let sent = 0;
const start = performance.now();
const heaps: number[] = [];
for (let round = 1; round <= rounds; round++) {
  const until = (total / rounds) * round;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (sent < until) await ask(sent++);
    }),
  );
  child.send('memory');
  const [memory] = (await once(child, 'message')) as [NodeJS.MemoryUsage];
  heaps.push(memory.heapUsed);
  const rate = Math.round((sent / (performance.now() - start)) * 1000);
  console.log(`${sent} requests, ${rate}/s, heap ${mib(memory.heapUsed)} MiB, resident ${mib(memory.rss)} MiB`);
}
await connectOneAfterTheOther();
child.disconnect();
agent.destroy();
// The stores (links, keys, journal) are full after the first rounds: from there on nothing may grow.
const [before = 0, after = 0] = [Math.max(...heaps.slice(2, 4)), Math.max(...heaps.slice(-2))];
const growth = after / before;
console.log(
  `The heap is ${growth.toFixed(2)} of what it was after ${(total / rounds) * 4} requests (at most ${allowedGrowth}).`,
);
process.exit(growth <= allowedGrowth ? 0 : 1);

/** Each has a connection of its own, which is closed before the next is opened; none may be left behind. */
async function connectOneAfterTheOther(): Promise<void> {
  const begun = performance.now();
  for (let number = 0; number < connections; number++) await ask(total + number, false);
  child.send('memory');
  const [{ heapUsed, open }] = (await once(child, 'message')) as [NodeJS.MemoryUsage & { readonly open: number }];
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(
    `${connections} connections one after the other in ${seconds} s, heap ${mib(heapUsed)} MiB, ${open} still open`,
  );
  if (open > agent.maxSockets) throw new Error(`${open} connections were left open.`);
}

/** Most of them succeed, each under a key of its own; some are refused. */
function ask(number: number, isKept = true): Promise<void> {
  const body = JSON.stringify({
    account: number % 10 === 0 ? `acct_unknown${number}` : 'acct_1',
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { configurations: ['recipient'], refresh_url: `https://example.com/reauth?n=${number}` },
    },
  });
  return new Promise((resolve, reject) => {
    const headers = {
      Authorization: 'Bearer sk_test_dummy',
      'Stripe-Version': '2026-02-25.clover',
      'Content-Type': 'application/json',
      'Content-Length': body.length,
      'Idempotency-Key': `key-${number}`,
    };
    const request = httpRequest(
      `${url}/v2/core/account_links`,
      { method: 'POST', agent: isKept && agent, headers },
      response => {
        const expected = number % 10 === 0 ? 404 : 200;
        if (response.statusCode !== expected) return reject(new Error(`${response.statusCode} instead of ${expected}`));
        response.resume().on('end', resolve);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
