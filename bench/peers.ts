// Other tools that can judge recorded exchanges by a schema. They are no dependencies: npm fetches them into the folder of
// the bench, and where it cannot the bench goes on without them, and says so.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../src/contract/contract.ts';
import type { Schema } from '../src/contract/schema.ts';

const packages = [
  ...['ajv-cli@5.0.0', 'ajv-formats@3.0.1', '@sourcemeta/jsonschema@16', 'openapi-backend@5'],
  ...['@stoplight/prism-http@5', '@stoplight/prism-core@5'],
];

export interface Peers {
  readonly commands: { readonly [name: string]: readonly string[] };
  /** Why there are none. */
  readonly reason?: string;
}

/**
 * Fetches the peers and writes what they read: for those that judge a document by a schema the same lines with the bodies
 * as JSON, for they cannot look into text.
 */
export function fetchPeers(folder: string, lines: readonly string[]): Peers {
  const path = (name: string): string => join(folder, name);
  writeFileSync(path('package.json'), '{"private":true}');
  const { status, stderr, error } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages],
    { cwd: folder, encoding: 'utf8', timeout: 300_000 },
  );
  if (status !== 0) {
    return { commands: {}, reason: error?.message ?? stderr.trim().split('\n').at(-1) ?? `npm ended with ${status}` };
  }
  const records = lines.map(withBodies);
  writeFileSync(path('peers.jsonl'), `${records.join('\n')}\n`);
  writeFileSync(path('peers.json'), `[${records.join(',\n')}]`);
  const { contract } = contractOfBench();
  const both = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { request: messageOf(contract.request), response: messageOf(contract.response) },
  };
  writeFileSync(path('both.json'), JSON.stringify(both));
  writeFileSync(path('list.json'), JSON.stringify({ $schema: both.$schema, type: 'array', items: both }));
  writeFileSync(path('openapi.json'), JSON.stringify(openApi(contract.request, contract.response)));
  writeFileSync(path('openapi-backend.mjs'), openApiBackend);
  writeFileSync(path('prism.mjs'), prism);
  const module = (name: string): string => path(join('node_modules', name));
  return {
    commands: {
      'ajv-cli': [
        ...[process.execPath, module('ajv-cli/dist/index.js'), 'validate', '--spec=draft2020', '--strict=false'],
        ...['--all-errors', '-c', 'ajv-formats', '-s', path('list.json'), '-d', path('peers.json')],
      ],
      '@sourcemeta/jsonschema': [
        ...[module('.bin/jsonschema'), 'validate', path('both.json'), path('peers.jsonl'), '--format-assertion'],
      ],
      'openapi-backend': [process.execPath, path('openapi-backend.mjs'), path('peers.ndjson')],
      'prism-http': [process.execPath, path('prism.mjs'), path('peers.ndjson')],
    },
  };
}

function withBodies(line: string): string {
  const { request, response, ...rest } = JSON.parse(line);
  const withBody = (message: { readonly body: { readonly text: string } }) => ({
    ...message,
    body: JSON.parse(message.body.text),
  });
  return JSON.stringify({ ...rest, request: withBody(request), response: withBody(response) });
}

function messageOf(body: Schema): unknown {
  return { type: 'object', properties: { body: plain(body) }, required: ['body'] };
}

function contractOfBench() {
  const contract = loadCatalogue().contracts.find(({ id }) => id === '2025-12-15.clover');
  if (contract === undefined) throw new Error('There is no contract 2025-12-15.clover.');
  return { contract };
}

/** Without our own keywords, names and the discriminator, which these tools do not know or resolve in their own ways. */
function plain(schema: Schema): unknown {
  return JSON.parse(
    JSON.stringify(schema, (name, value) => (/^x-|^\$id$|^\$schema$|^discriminator$/.test(name) ? undefined : value)),
  );
}

function openApi(request: Schema, response: Schema): unknown {
  const content = (schema: Schema) => ({ 'application/json': { schema: plain(schema) } });
  return {
    openapi: '3.1.0',
    info: { title: 'bench', version: '1' },
    paths: {
      '/v2/core/account_links': {
        post: {
          operationId: 'create',
          requestBody: { required: true, content: content(request) },
          responses: { 200: { description: 'A link', content: content(response) } },
        },
      },
    },
  };
}

const openApiBackend = `import { readFileSync, createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { OpenAPIBackend } from 'openapi-backend';
const api = new OpenAPIBackend({ definition: JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')), quick: true, ajvOpts: { strict: false, allErrors: true } });
await api.init();
const operation = api.getOperation('create');
let bad = 0;
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const { request, response } = JSON.parse(line);
  const headers = Object.fromEntries(request.headers);
  if (!api.validateRequest({ method: 'POST', path: '/v2/core/account_links', headers, body: JSON.parse(request.body.text) }, operation).valid) bad++;
  if (!api.validateResponse(JSON.parse(response.body.text), operation, response.status).valid) bad++;
}
console.log(bad);
`;

const prism = `import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
const require = createRequire(import.meta.url);
const { getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const { validateInput, validateOutput } = require('@stoplight/prism-http/dist/validator');
const [resource] = await getHttpOperationsFromSpec(fileURLToPath(new URL('openapi.json', import.meta.url)));
let bad = 0;
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const { request, response } = JSON.parse(line);
  const element = { method: 'post', url: { path: '/v2/core/account_links' }, headers: Object.fromEntries(request.headers), body: JSON.parse(request.body.text) };
  if (validateInput({ resource, element })._tag === 'Left') bad++;
  const answer = { statusCode: response.status, headers: Object.fromEntries(response.headers), body: JSON.parse(response.body.text) };
  if (validateOutput({ resource, element: answer })._tag === 'Left') bad++;
}
console.log(bad);
`;
