import { request, SnapshotAgent } from 'undici';
import { calls } from './calls.mjs';

const dispatcher = new SnapshotAgent({ mode: 'record', snapshotPath: 'out/undici.json' });
for (const { method, url, headers, text } of calls) {
  const { body } = await request(url, { method, headers, body: text, dispatcher });
  await body.text();
}
await dispatcher.saveSnapshots();
await dispatcher.close();
