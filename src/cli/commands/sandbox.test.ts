// What docs/sandbox.md says of a provider that is not on this machine: certificates and proxies.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createListener, createProvider } from '../../provider/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'account-links-sandbox-'));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
after(() => rmSync(folder, { recursive: true }));
const skip = certify();

describe('A provider with a certificate of its own authority', { skip }, () => {
  it('is trusted by NODE_EXTRA_CA_CERTS, and not without, and the message says so', async t => {
    const url = await listening(withTls(), 'https', t);
    const distrusted = await run([...line, url], {});
    assert.equal(distrusted.code, 2, distrusted.out);
    assert.match(distrusted.out, /self-signed certificate \(NODE_EXTRA_CA_CERTS=FILE names an authority to trust\)/);
    const trusted = await run([...line, url], { NODE_EXTRA_CA_CERTS: certificate });
    assert.equal(trusted.code, 0, trusted.out);
  });
});

describe('A proxy in the environment', () => {
  it('is not used: requests go to the provider itself', async t => {
    const asked: string[] = [];
    const proxy = createPlainServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(502).end();
    });
    proxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      socket.destroy();
    });
    const at = await listening(proxy, 'http', t);
    const url = await listening(createPlainServer(createListener(createProvider())), 'http', t);
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'];
    const env = { ...Object.fromEntries(names.map(name => [name, at])), NODE_USE_ENV_PROXY: '1' };
    const { code, out } = await run([...line, url], env);
    assert.equal(code, 0, out);
    assert.deepEqual(asked, []);
  });
});

const line = ['fuzz', '--max-requests', '20'] as const;

function withTls(): Server {
  const tls = { key: readFileSync(key), cert: readFileSync(certificate) };
  return createServer(tls, createListener(createProvider()));
}

function listening(server: Server, scheme: 'http' | 'https', test: { after(end: () => void): void }): Promise<string> {
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`); // it listens on a port
    });
  });
}

/** A process of its own: Node reads these variables when it starts. */
function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly out: string }> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  return new Promise(resolve => {
    const options = { env: { ...process.env, ...env }, timeout: 60_000 };
    const child = execFile(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), main, ...args],
      options,
      (_, out) => resolve({ code: child.exitCode, out: out.replaceAll(/\s+/g, ' ') }),
    );
  });
}

function certify(): string | false {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject];
  try {
    execFileSync('openssl', request, { stdio: 'ignore' });
    return false;
  } catch {
    return 'openssl is not installed: there is no certificate to serve with';
  }
}
