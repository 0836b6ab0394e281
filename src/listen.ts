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
    const message = `Cannot listen on ${host}, port ${port}: ${reasonOf(thrown)}. ${adviceOn(thrown)}`;
    throw new ToolError('address-in-use', message, { cause: thrown });
  });
  const { port: taken } = server.address() as AddressInfo; // a server that listens on a port has one
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}

/** A port can be taken or reserved; all else is the address. */
function adviceOn(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return code === 'EADDRINUSE' || code === 'EACCES'
    ? 'With `--port 0` any free port is taken.'
    : 'Name an address of this machine with `--host`, such as 127.0.0.1.';
}
