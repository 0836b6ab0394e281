// What official SDKs of five API versions say to the embedded provider, and its answers. Clock, tokens and idempotency
// keys are given, so that a second run records the same bytes.
import { createProvider, startServer } from '../../src/provider/index.ts';
import { harEntry } from '../../src/record/har-entry.ts';
import type { Recording } from '../../src/recording.ts';
import { redactLink } from '../../src/redact.ts';

/** The part of the SDKs that we call: the packages are aliases, for which TypeScript knows no types. */
interface StripeClient {
  readonly v2: {
    readonly core: {
      readonly accountLinks: { create(params: object, options: { idempotencyKey: string }): Promise<unknown> };
    };
  };
}
type StripeConstructor = new (key: string, config: object) => StripeClient;

export const sdks = [
  { package: 'stripe-18', version: '18.4.0-beta.2', configurations: ['recipient'], collects: false },
  { package: 'stripe-18-5', version: '18.5.0-beta.1', configurations: ['merchant', 'storer'], collects: true },
  { package: 'stripe', version: '20.4.0', configurations: ['customer', 'merchant', 'recipient'], collects: true },
  { package: 'stripe-21', version: '21.0.0', configurations: ['merchant', 'recipient'], collects: true },
  { package: 'stripe-23', version: '23.0.0', configurations: undefined, collects: true },
] as const;

const account = 'acct_1Nv0FGQ9RKHgCVdK';
const kept = ['authorization', 'content-type', 'idempotency-key', 'request-id', 'stripe-version', 'user-agent'];

/** The files that hold what an SDK was recorded to say, by their names. */
export async function recordingFiles(sdk: (typeof sdks)[number]): Promise<ReadonlyMap<string, string>> {
  const recorded = await recordSdk(sdk);
  const name = `stripe-node-${sdk.version}`;
  const files = new Map([[`${name}.ndjson`, recorded.map(one => `${JSON.stringify(one)}\n`).join('')]]);
  const creator = { name: 'account-links-contract', version: '1' };
  const har = { log: { version: '1.2', creator, entries: recorded.map(harEntry) } };
  if (sdk.package === 'stripe') files.set(`${name}.har`, `${JSON.stringify(har, null, 1)}\n`);
  return files;
}

/** Drives a provider of its own with an SDK: links of both flows, an account that is not there, a mismatch, a blocked platform. */
async function recordSdk(sdk: (typeof sdks)[number]): Promise<readonly Recording[]> {
  let second = 0;
  let token = 0;
  const now = (): Date => new Date(Date.UTC(2026, 10, 21, 12, 0, second));
  const provider = createProvider({ now, createToken: () => `recorded${String(++token).padStart(8, '0')}` });
  const recorded: Recording[] = [];
  const handle = async (request: Request): Promise<Response> => {
    const text = await request.clone().text();
    const response = await provider.handle(request);
    recorded.push({
      v: 1,
      time: now().toISOString(),
      request: {
        method: request.method,
        url: withoutPort(request.url),
        headers: headersOf(request.headers),
        body: { text },
      },
      response: {
        status: response.status,
        headers: headersOf(response.headers),
        body: { text: withoutLink(await response.clone().text()) },
      },
    });
    second += 30;
    return response;
  };
  const server = await startServer({ provider: { ...provider, handle } });
  try {
    const module = (await import(sdk.package)) as { default: StripeConstructor };
    const { hostname, port } = new URL(server.url);
    const config = { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false };
    const client = new module.default('sk_test_dummy', config);
    let calls = 0;
    const create = async (params: object): Promise<void> => {
      // A refusal is an exchange like any other; what the SDK makes of it is not recorded.
      await client.v2.core.accountLinks
        .create(params, { idempotencyKey: `recorded-${++calls}` })
        .catch(() => undefined);
    };
    const flow = (extra: object = {}): object => ({
      ...(sdk.configurations === undefined ? {} : { configurations: sdk.configurations }),
      refresh_url: 'https://example.com/reauth',
      ...extra,
    });
    const onboarding = {
      type: 'account_onboarding',
      account_onboarding: flow({ return_url: 'https://example.com/return?done=1' }),
    };
    const state = {
      state: 'an account exists',
      params: { account, configurations: [...(sdk.configurations ?? ['recipient'])] },
    };
    provider.setUpState(state);
    await create({ account, use_case: onboarding });
    await create({ account, use_case: { type: 'account_update', account_update: flow() } });
    if (sdk.collects) {
      const collection_options = { fields: 'eventually_due', future_requirements: 'include' };
      await create({
        account,
        use_case: { type: 'account_onboarding', account_onboarding: flow({ collection_options }) },
      });
    }
    await create({ account: 'acct_1Unknown', use_case: onboarding });
    if (sdk.configurations !== undefined) {
      provider.setUpState({ ...state, params: { account, configurations: ['customer'] } });
      await create({ account, use_case: onboarding });
    }
    provider.setUpState({ state: 'Accounts v2 is not enabled for the platform', params: {} });
    await create({ account, use_case: onboarding });
  } finally {
    await server.close();
  }
  return recorded;
}

function headersOf(headers: Headers): [string, string][] {
  return [...headers]
    .filter(([name]) => kept.includes(name))
    .map(([name, value]) => [name, recordedValue(name, value)]);
}

function recordedValue(name: string, value: string): string {
  if (name === 'authorization') return 'Bearer sk_test_[redacted]';
  // What follows the name of the SDK tells of the machine that ran this.
  return name === 'user-agent' ? value.split(' ').slice(0, 2).join(' ') : value;
}

/** The port differs from run to run, and a recording is not for replaying against it. */
function withoutPort(url: string): string {
  return url.replace(/^(http:\/\/127\.0\.0\.1):\d+/, '$1');
}

function withoutLink(text: string): string {
  const body: unknown = JSON.parse(text);
  if (typeof body !== 'object' || body === null || !('url' in body)) return text;
  return JSON.stringify({ ...body, url: redactLink(withoutPort(String(body.url))) });
}
