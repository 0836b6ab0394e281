// Bundled into dist/bench/ (`bundled.ts`), beside the dist/cli/ that is measured.
// The servers that requests are sent to, each in a process of its own: it must not share a core with the client by
// running in turns with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ChildServer {
  readonly url: string;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL('../cli/main.js', import.meta.url));

/** The least that `node:http` has to do for an answer: it reads the body and answers a constant. */
export function startEmptyServer(): Promise<ChildServer> {
  return start(['--input-type=module', '--eval', emptyServer]);
}

/** The embedded provider of dist/, as a user serves it: with its three accounts. */
export function startProvider(): Promise<ChildServer> {
  return start([main, 'serve', '--port', '0']);
}

/** Runs `fuzz` of dist/ to its end; answers how many requests it has sent. Throws when it found anything. */
export async function runFuzz(url: string, mostRequests: number): Promise<number> {
  const limits = ['--concurrency', '16', '--max-requests', String(mostRequests), '--runs', '1000'];
  const child = spawn(process.execPath, [main, 'fuzz', url, ...limits, '--reporter', 'json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  const [code] = await exited;
  if (code !== 0) throw new Error(`fuzz ended with ${code}.`);
  return JSON.parse(text).summary.fuzz.requests;
}

const emptyServer = `
  import { createServer } from 'node:http';
  const answer = JSON.stringify({ object: 'v2.core.account_link', filler: 'x'.repeat(400) });
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => {
      outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': answer.length });
      outgoing.end(answer);
    });
  });
  server.listen(0, '127.0.0.1', () => console.log('listening on http://127.0.0.1:' + server.address().port));
`;

async function start(args: readonly string[]): Promise<ChildServer> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill();
    await exited;
  };
  for await (const line of createInterface(child.stdout)) {
    const url = /^listening on (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { url, stop };
  }
  throw new Error(`The server ${args[0]} did not start.`);
}
