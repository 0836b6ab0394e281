import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reasonOf, ToolError } from './errors.ts';

/** Lets a server listen and resolves to its base URL. Throws a `ToolError` `address-in-use` when it cannot. */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((thrown: unknown) => {
    const message = `Cannot listen on ${host}, port ${port}: ${reasonOf(thrown)}. With \`--port 0\` any free port is taken.`;
    throw new ToolError('address-in-use', message, { cause: thrown });
  });
  const { port: taken } = server.address() as AddressInfo; // a server that listens on a port has one
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}
