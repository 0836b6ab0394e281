// Proxies to the provider, records mappings and hands out its journal. Needs Java.
import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callAll } from './calls.mjs';

const folder = 'node_modules/wiremock';
const jar = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(name => name.endsWith('.jar'));
const child = spawn('java', ['-jar', join(folder, jar), '--port', '0', `--proxy-all=${process.env.BASE}`]);
let said = '';
const port = await new Promise((resolve, reject) => {
  child.on('exit', () => reject(new Error('WireMock ended')));
  child.stdout.on('data', chunk => {
    said += chunk;
    const found = /port:\s+(\d+)/.exec(said)?.[1];
    if (found) resolve(found);
  });
});
const base = `http://127.0.0.1:${port}`;
try {
  await callAll(base);
  const spec = {
    captureHeaders: { 'Stripe-Version': {} },
    requestBodyPattern: { matcher: 'equalToJson' },
    persist: false,
  };
  const mappings = await fetch(`${base}/__admin/recordings/snapshot`, { method: 'POST', body: JSON.stringify(spec) });
  writeFileSync('out/wiremock.json', await mappings.text());
  writeFileSync('out/wiremock-journal.json', await (await fetch(`${base}/__admin/requests`)).text());
} finally {
  child.removeAllListeners('exit');
  child.kill();
}
