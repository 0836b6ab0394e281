// The servers that requests are sent to, each in a process of its own: it must not share a core with the client by
// running in turns with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ChildServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The least that `node:http` has to do for an answer: it reads the body and answers a constant. */
export function startEmptyServer(): Promise<ChildServer> {
  return start(['--input-type=module', '--eval', emptyServer]);
}

/** The embedded provider of dist/, as a user serves it: with its three accounts. */
export function startProvider(): Promise<ChildServer> {
  return start([new URL('../dist/cli/main.js', import.meta.url).pathname, 'serve', '--port', '0']);
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
