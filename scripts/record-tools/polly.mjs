import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import NodeHttpAdapter from '@pollyjs/adapter-node-http';
import { Polly } from '@pollyjs/core';
import FSPersister from '@pollyjs/persister-fs';
import { callAll } from './calls.mjs';

Polly.register(NodeHttpAdapter);
Polly.register(FSPersister);
const polly = new Polly('polly', {
  adapters: ['node-http'],
  persister: 'fs',
  persisterOptions: { fs: { recordingsDir: 'polly' } },
  recordIfMissing: true,
  recordFailedRequests: true,
  logLevel: 'silent',
});
await callAll();
await polly.stop();
const found = readdirSync('polly', { recursive: true, encoding: 'utf8' }).find(name => name.endsWith('.har'));
cpSync(join('polly', found), 'out/polly.har');
