import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import type { HttpClient } from '../client/http-client.ts';
import { createInProcessClient } from '../client/in-process-client.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { namedContract } from '../contract/select-contract.ts';
import { listen } from '../listen.ts';
import { createListener, createProvider } from '../provider/index.ts';
import type { Report } from '../report.ts';
import { createTally } from '../tally.ts';
import type { Candidate } from './findings.ts';
import { type FuzzOptions, fuzz } from './fuzz.ts';
import { readStored, storedText } from './stored.ts';

type Handler = (request: Request) => Promise<Response>;

const catalogue = loadCatalogue();
const { stripeVersion } = catalogue.default;
const baseUrl = 'http://provider.example';

const optionsFor = (url: string): Omit<FuzzOptions, 'states' | 'concurrency'> => ({
  ...namedContract(catalogue, stripeVersion),
  ...{ catalogue, baseUrl: url, apiKey: 'sk_test_dummy', headers: [], seed: 1, runs: 5 },
  ...{ timeoutMs: 1000, clock: () => 0, sleep: async () => {} },
});

/** Fuzzes the embedded provider, patched on its endpoint, and counts the requests that reach it. */
async function fuzzed(
  patch: (handle: Handler) => Handler,
  more: Partial<FuzzOptions> = {},
): Promise<{ report: Report; requests: number; found: readonly Candidate[] }> {
  const provider = createProvider({ catalogue });
  const patched = patch(provider.handle);
  let requests = 0;
  const handle: Handler = request => {
    if (!request.url.endsWith('/v2/core/account_links')) return provider.handle(request);
    requests++;
    return patched(request);
  };
  const tally = createTally();
  const found: Candidate[] = [];
  const summary = await fuzz(
    {
      ...optionsFor(baseUrl),
      ...{ concurrency: 4, client: createInProcessClient(handle) },
      states: { kind: 'url', url: `${baseUrl}/_pact/provider-states` },
      onCounterexample: candidate => found.push(candidate),
      ...more,
    },
    tally,
  );
  return { report: tally.report('fuzz', '0', { party: 'both', failOn: 'error' }, summary), requests, found };
}

const answering = (status: number, code: string, when: (body: string) => boolean): ((handle: Handler) => Handler) => {
  return handle => async request => {
    const text = await request.clone().text();
    return when(text) ? Response.json({ error: { code, message: 'No.' } }, { status }) : handle(request);
  };
};

describe('A run', () => {
  it('covers all of every contract on the embedded provider, in all phases, without a finding', async () => {
    for (const { id, versions } of catalogue.contracts) {
      const named = namedContract(catalogue, versions.at(-1) ?? id);
      const { report } = await fuzzed(handle => handle, { ...named, runs: 2 });
      assert.equal(report.verdict, 'pass', id);
      assert.deepEqual(report.findings, [], id);
      assert.equal(report.summary.fuzz?.coverage.percent, 100, id);
      assert.deepEqual(Object.keys(report.summary.fuzz?.phases ?? {}).sort(), [
        'coverage',
        'examples',
        'random',
        'raw',
        'sequence',
      ]);
    }
  });

  it('sends the same requests for the same seed', async () => {
    const bodies: string[][] = [[], []];
    for (const run of bodies) {
      await fuzzed(
        handle => async request => {
          run.push(await request.clone().text());
          return handle(request);
        },
        { concurrency: 1 },
      );
    }
    assert.deepEqual(bodies[0], bodies[1]);
    assert.ok((bodies[0]?.length ?? 0) > 1000);
  });

  it('never sends more requests than --max-requests, shrinking and retries included', async () => {
    const faulty = answering(500, 'api_error', text => text.includes('return_url'));
    for (const maxRequests of [1, 7, 500]) {
      const { requests } = await fuzzed(faulty, { maxRequests });
      assert.equal(requests, maxRequests);
    }
  });

  it('never sends more requests than --max-requests, those included that go out again after a kept connection broke', async t => {
    const listener = createListener(createProvider({ catalogue }));
    let requests = 0;
    const server = createServer((incoming, outgoing) => {
      const isEndpoint = incoming.url === '/v2/core/account_links';
      if (isEndpoint && ++requests % 3 === 0) incoming.socket.destroy();
      else void listener(incoming, outgoing);
    });
    const url = await listen(server, '127.0.0.1', 0);
    t.after(() => {
      server.close();
      server.closeAllConnections();
    });
    const states = { kind: 'url', url: `${url}/_pact/provider-states` } as const;
    const tally = createTally();
    const options = { ...optionsFor(url), states, concurrency: 4, maxRequests: 200 };
    await fuzz(options, tally);
    assert.equal(requests, 200);
  });

  it('stops when its time is up', async () => {
    let now = 0;
    const { requests } = await fuzzed(handle => handle, { clock: () => now++, maxTimeMs: 100 });
    assert.ok(requests > 10 && requests <= 100);
  });

  it('tells cases that were not tested when the provider refuses a state', async () => {
    const provider = createProvider({ catalogue });
    const handle: Handler = async request => {
      const text = await request.clone().text();
      return text.includes('rate limited') ? new Response(null, { status: 400 }) : provider.handle(request);
    };
    const { report } = await fuzzed(inner => inner, { client: createInProcessClient(handle) });
    const limited = report.summary.cases.find(({ name }) => name.endsWith('rate-limited'));
    assert.equal(limited?.result, 'not-tested');
    assert.match(limited?.detail ?? '', /refused the state/);
    assert.equal(report.verdict, 'pass');
  });
});

describe('A finding', () => {
  it('tells of an error that names other configurations than the account has', async () => {
    const { report } = await fuzzed(handle => async request => {
      const response = await handle(request);
      const text = (await response.text()).replace(
        /"applied_configurations":\[[^\]]*\]/,
        '"applied_configurations":[]',
      );
      return new Response(text, response);
    });
    assert.deepEqual([...new Set(report.findings.map(({ rule }) => rule))], ['provider/wrong-hint']);
  });

  const faulty = answering(500, 'api_error', text => /"return_url":"[^"]*#/.test(text));

  it('comes with a counterexample of which no member can be taken out', async () => {
    const { found } = await fuzzed(faulty);
    const [candidate] = found.filter(({ finding }) => finding.rule === 'provider/server-error');
    const [testCase] = candidate?.cases ?? [];
    assert.deepEqual(Object.keys(flowOf(testCase?.body)).sort(), ['configurations', 'refresh_url', 'return_url']);
  });

  it('is replayed by its seed and path in one request', async () => {
    const { report } = await fuzzed(faulty);
    const [finding] = report.findings.filter(({ rule }) => rule === 'provider/server-error');
    const [, seed, path] = /--seed (\S+) --path (\S+)$/.exec(finding?.reproduce?.at(-1) ?? '') ?? [];
    const replayed = await fuzzed(faulty, { seed: Number(seed), path: (path ?? '').replaceAll("'", '') });
    assert.equal(replayed.requests, 1);
    assert.deepEqual(
      replayed.report.findings.map(({ fingerprint }) => fingerprint),
      [finding?.fingerprint],
    );
  });

  it('comes with the states to set up and a curl that holds no key', async () => {
    const { report } = await fuzzed(faulty, { apiKey: 'sk_test_secret' });
    const lines = report.findings[0]?.reproduce ?? [];
    assert.match(lines[0] ?? '', /^curl .*provider-states.*an account exists/);
    assert.match(lines.at(-2) ?? '', /^curl -sS -X POST .*Bearer \$\{STRIPE_API_KEY/);
    assert.doesNotMatch(JSON.stringify(report), /sk_test_secret/);
  });

  it('names the variable that held the key, in the curl and in the replay', async () => {
    const { report } = await fuzzed(faulty, { apiKey: 'sk_test_secret', apiKeyEnv: 'OUR_KEY' });
    const [curl = '', replay = ''] = (report.findings[0]?.reproduce ?? []).slice(-2);
    assert.match(curl, /^curl -sS -X POST .*"Authorization: Bearer \$\{OUR_KEY\}"/);
    assert.match(replay, /^account-links fuzz .* --api-key-env OUR_KEY --api-version /);
  });

  it('of a link that comes twice is replayed by sending the request twice', async () => {
    const sameLink =
      (handle: Handler): Handler =>
      async request => {
        const response = await handle(request);
        if (response.status !== 200) return response;
        return Response.json({ ...((await response.json()) as object), url: 'http://127.0.0.1/same' });
      };
    const { report } = await fuzzed(sameLink);
    const finding = report.findings.find(({ rule }) => rule === 'provider/link-reused');
    const path = /--path (\S+)$/.exec(finding?.reproduce?.at(-1) ?? '')?.[1] ?? '';
    const replayed = await fuzzed(sameLink, { path: path.replaceAll("'", '') });
    assert.equal(replayed.requests, 2);
    assert.equal(replayed.report.findings[0]?.rule, 'provider/link-reused');
  });

  it('that shows only in a sequence is shrunk to the requests it takes, and replayed', async () => {
    // As v1 does: an error that was answered for an idempotency key is answered again.
    const asV1 = (handle: Handler): Handler => {
      const stored = new Map<string, { status: number; body: string }>();
      return async request => {
        const key = request.headers.get('idempotency-key');
        const before = key === null ? undefined : stored.get(key);
        if (before !== undefined)
          return new Response(before.body, { status: before.status, headers: { 'content-type': 'application/json' } });
        const response = await handle(request);
        if (key !== null && response.status >= 400)
          stored.set(key, { status: response.status, body: await response.clone().text() });
        return response;
      };
    };
    let candidate: Candidate | undefined;
    let seed = 0;
    for (seed = 1; seed < 20 && candidate === undefined; seed++) {
      const { found } = await fuzzed(asV1, { seed, runs: 1 });
      candidate = found.find(({ family }) => family.id === 'sequence');
    }
    assert.ok(candidate !== undefined);
    assert.ok(candidate.cases.length <= 4, `${candidate.cases.length} requests`);
    const replayed = await fuzzed(asV1, { seed: seed - 1, path: `sequence@${candidate.path}` });
    assert.ok(replayed.report.findings.some(({ fingerprint }) => fingerprint === candidate.finding.fingerprint));
    const { reproduce } = replayed.report.findings[0] ?? {};
    assert.ok(
      reproduce?.some(line => line.includes('provider-states') && line.includes('teardown')),
      'the states that change in between',
    );

    // Kept and read again, it shows at once, whatever the seed.
    const stored = [readStored(storedText(candidate, '2026-02-25.clover').text, 'kept.json')];
    const again = await fuzzed(asV1, { seed: 99, stored, path: 'sequence@stored0' });
    assert.ok(again.report.findings.some(({ fingerprint }) => fingerprint === candidate.finding.fingerprint));
    const whole = await fuzzed(asV1, { seed: 99, stored, maxRequests: candidate.cases.length });
    assert.equal(whole.report.summary.fuzz?.phases['stored'], candidate.cases.length);
  });

  it('that was stored is sent first in the next run', async () => {
    const { found } = await fuzzed(faulty);
    const stored = found.map(({ finding, family, cases }) => ({
      contract: finding.contract,
      need: family.need,
      testCase: cases[0],
    }));
    const first: string[] = [];
    const { report } = await fuzzed(
      handle => async request => {
        first.push(await request.clone().text());
        return handle(request);
      },
      {
        stored: stored.flatMap(one => (one.testCase === undefined ? [] : [{ ...one, testCase: one.testCase }])),
        concurrency: 1,
      },
    );
    assert.equal(first[0], JSON.stringify(stored[0]?.testCase?.body));
    assert.equal(report.summary.fuzz?.phases['stored'], stored.length);
  });

  it('names a path that leads nowhere', async () => {
    for (const path of ['nowhere@0', 'valid@', 'valid@x', 'examples@99999', 'valid']) {
      await assert.rejects(
        fuzzed(handle => handle, { path }),
        /leads to no case/,
        path,
      );
    }
  });
});

describe('A provider that limits rates', () => {
  it('is waited for as it asks, and is not blamed', async () => {
    const waits: number[] = [];
    let count = 0;
    const { report } = await fuzzed(
      handle => async request =>
        ++count % 5 === 0
          ? Response.json(
              { error: { code: 'rate_limit', message: 'Slow down.' } },
              { status: 429, headers: { 'retry-after': '1' } },
            )
          : handle(request),
      { sleep: async ms => void waits.push(ms) },
    );
    assert.deepEqual(report.findings, []);
    assert.ok(waits.length > 0 && waits.every(ms => ms === 1000));
    assert.ok(waits.length <= 10, 'its patience has an end');
  });

  it('has not been tested when nearly all it says is 429, 401 or 403', async () => {
    for (const status of [429, 401, 403]) {
      const { report } = await fuzzed(
        answering(status, 'forbidden', () => true),
        { runs: 1 },
      );
      assert.deepEqual(report.findings, []);
      assert.ok(
        report.summary.problems.some(({ code }) => code === 'nothing-tested'),
        String(status),
      );
      assert.ok(report.summary.cases.every(({ result }) => result === 'not-tested'));
      assert.equal(report.verdict, 'none');
    }
  });
});

describe('What was not tested', () => {
  for (const cause of ['refused', 'timeout', 'broken'] as const) {
    it(`has not passed: a provider of which each connection is lost (${cause})`, async () => {
      const inner = createInProcessClient(createProvider({ catalogue }).handle);
      let requests = 0;
      const client: HttpClient = {
        ...inner,
        async send(request) {
          if (!request.url.endsWith('/v2/core/account_links')) return inner.send(request);
          requests++;
          return { kind: 'failed', cause, reason: 'the reason' };
        },
      };
      const tally = createTally();
      const states = { kind: 'url', url: `${baseUrl}/_pact/provider-states` } as const;
      const options = { ...optionsFor(baseUrl), concurrency: 4, client, states };
      await assert.rejects(fuzz(options, tally), { code: 'provider-unreachable', message: /the reason/ });
      const { verdict, summary } = tally.report('fuzz', '0', { party: 'both', failOn: 'error' });
      assert.equal(verdict, 'none');
      assert.equal(summary.exchanges.read, 0);
      assert.deepEqual([...new Set(summary.cases.map(({ result }) => result))], ['not-tested']);
      if (cause !== 'broken') assert.ok(requests < 70, `${requests} requests to nobody`);
    });
  }

  it('has not passed: a family that the limit of the run leaves out', async () => {
    const { report } = await fuzzed(handle => handle, { maxRequests: 20 });
    const { cases, exchanges } = report.summary;
    assert.equal(exchanges.read, 20);
    for (const { result, exchanges: sent, name } of cases) {
      assert.equal(result, sent === 0 ? 'not-tested' : 'passed', name);
    }
    assert.ok(
      cases.some(({ result }) => result === 'not-tested'),
      'most were left out',
    );
  });

  it('has not passed: what an interruption leaves out, and the provider is not blamed for it', async () => {
    const abort = new AbortController();
    const inner = createInProcessClient(createProvider({ catalogue }).handle);
    let requests = 0;
    const client: HttpClient = {
      ...inner,
      async send(request) {
        if (++requests === 50) abort.abort();
        return abort.signal.aborted ? { kind: 'failed', cause: 'broken', reason: 'aborted' } : inner.send(request);
      },
    };
    const { report } = await fuzzed(handle => handle, { signal: abort.signal, client });
    const { cases, problems, exchanges } = report.summary;
    assert.deepEqual([problems, report.findings], [[], []]);
    assert.ok(exchanges.read > 0 && exchanges.read <= 60, `${exchanges.read} exchanges`);
    for (const { result, exchanges: sent, name, detail } of cases) {
      assert.equal(result, sent === 0 ? 'not-tested' : 'passed', name);
      if (sent === 0) assert.equal(detail, 'interrupted');
    }
  });

  it('is not confused with what was tested: each family that shows a cause has failed', async () => {
    const { report } = await fuzzed(
      answering(500, 'api_error', () => true),
      { runs: 2 },
    );
    for (const { name, result } of report.summary.cases) assert.equal(result, 'failed', name);
  });
});

function flowOf(body: unknown): object {
  const useCase = (body as { use_case: Record<string, object> }).use_case;
  return useCase['account_onboarding'] ?? useCase['account_update'] ?? {};
}
