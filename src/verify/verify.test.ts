import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { createJudge } from '../check.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { namedContract } from '../contract/select-contract.ts';
import type { Json } from '../json.ts';
import { listen } from '../listen.ts';
import { createProvider, startServer } from '../provider/index.ts';
import { createTally } from '../tally.ts';
import type { InteractionResult } from './interaction-result.ts';
import { loadPacts } from './load-pacts.ts';
import { type Pact, readPact } from './pact.ts';
import { tallyVerification } from './tally-verification.ts';
import { underVersion } from './under-version.ts';
import { type VerifyOptions, type VerifyResult, verify } from './verify.ts';

const catalogue = loadCatalogue();
const ga = loadPacts(catalogue, { contracts: ['2025-12-15.clover'] });
/** The shortest: four interactions. */
const first = loadPacts(catalogue, { contracts: ['2025-03-31.preview'] });

describe('verify', { concurrency: 3 }, () => {
  it('passes every interaction of every contract on the embedded provider', async t => {
    const pacts = loadPacts(catalogue);
    const { interactions, problems } = await run(t, { pacts });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      interactions.filter(({ result }) => result !== 'passed'),
      [],
    );
    assert.equal(interactions.length, pacts.flatMap(pact => pact.interactions).length);
    assert.deepEqual(
      [...new Set(interactions.map(({ contract }) => contract))],
      catalogue.contracts.map(({ id }) => id),
    );
    for (const { exchange } of interactions) assert.ok(exchange !== undefined && exchange.response.status > 0);
  });

  it('blames no answer that conforms, and every one that lacks or mistypes what a client relies on', async t => {
    const flow = { configurations: ['recipient'], refresh_url: 'https://example.com/reauth' };
    const link = {
      object: 'v2.core.account_link',
      account: 'acct_1Nv0FGQ9RKHgCVdK',
      created: '2026-11-21T22:47:31.381Z',
      expires_at: '2026-11-21T22:52:31.381Z',
      livemode: false,
      url: 'https://connect.stripe.com/setup/e/acct_1Nv0FGQ9RKHgCVdK/example',
      use_case: {
        type: 'account_onboarding',
        account_onboarding: { ...flow, return_url: 'https://example.com/return' },
      },
    };
    const { url: _, ...withoutUrl } = link;
    const useCase = (extra: object): object => ({ ...link, use_case: { ...link.use_case, ...extra } });
    const answers: readonly (readonly [conforms: boolean, body: object])[] = [
      [true, link],
      [true, { ...link, created: '2026-11-21T23:47:31+01:00', expires_at: '2026-11-21t22:52:31.3z' }],
      [true, { ...link, livemode: true, account: 'acct-of-a-stand-in', url: 'http://localhost:1/x?y=z#w' }],
      [true, { ...link, more: { added: [1, null] } }],
      [true, useCase({ account_update: null })],
      [true, useCase({ account_onboarding: { ...link.use_case.account_onboarding, collection_options: null } })],
      [
        true,
        useCase({ account_onboarding: { ...link.use_case.account_onboarding, configurations: ['recipient', 'new'] } }),
      ],
      [false, withoutUrl],
      [false, { ...link, object: 'account_link' }],
      [false, { ...link, expires_at: 1_795_300_000 }],
      [false, { ...link, created: '2026-11-21' }],
      [false, { ...link, livemode: 'false' }],
      [false, { ...link, livemode: null }],
      [false, { ...link, url: 'no link' }],
      [false, { ...link, use_case: 'account_onboarding' }],
      [false, useCase({ type: 1 })],
      [
        false,
        useCase({ account_onboarding: { ...flow, configurations: 'recipient', return_url: 'https://example.com' } }),
      ],
      [false, [link]],
    ];
    const document = ga[0]?.document['interactions'] as readonly { readonly description: string }[]; // of a pact
    const onboarding = document.find(({ description }) => description === 'an onboarding link for an account');
    const pact = { ...ga[0]?.document, interactions: answers.map(() => onboarding) };
    let asked = 0;
    const url = await serve(t, (_request, response) => {
      answer(response, 200, answers[asked++]?.[1], 'application/json; charset=utf-8');
    });
    const { interactions, problems } = await verifyAt(url, { pacts: [readPact(pact, 'many.json', catalogue)] });
    assert.deepEqual(problems, []);
    const expected = answers.map(([conforms, body]) => [conforms ? 'passed' : 'failed', body]);
    assert.deepEqual(
      interactions.map(({ result }, index) => [result, answers[index]?.[1]]),
      expected,
    );
  });

  it('leaves to the rules what no matcher can say', async t => {
    const flow = { configurations: ['recipient'], refresh_url: 'https://example.com/reauth' };
    const returning = { ...flow, return_url: 'https://example.com/return' };
    const link = (extra: object, useCase: object = {}): object => ({
      ...{ object: 'v2.core.account_link', account: 'acct_0', livemode: false, url: 'http://127.0.0.1:1/setup/e/a' },
      ...{ created: '2026-11-21T22:47:31.381Z', expires_at: '2026-11-21T22:52:31.381Z' },
      use_case: { type: 'account_onboarding', account_onboarding: returning, ...useCase },
      ...extra,
    });
    const answers: readonly (readonly [answer: object, place: string])[] = [
      [link({ created: '2026-02-30T22:47:31.381Z' }), '/response/body/created'],
      [link({}, { account_update: 'x' }), '/response/body/use_case/account_update'],
      [link({}, { account_onboarding: { ...returning, collection_options: 1 } }), '/collection_options'],
      [link({ account: 'acct_other' }), '/response/body/account'],
      [link({ expires_at: '2026-11-21T22:47:30Z' }), '/response/body/expires_at'],
    ];
    const onboarding = only(ga, 'an onboarding link for an account').document['interactions'] as readonly Json[];
    const pact = { ...ga[0]?.document, interactions: answers.map(() => onboarding[0]) };
    let asked = 0;
    const url = await serve(t, (_, response) => answer(response, 200, answers[asked++]?.[0]));
    const result = await verifyAt(url, { pacts: [readPact(pact, 'many.json', catalogue)] });
    assert.deepEqual(resultsOf(result.interactions), ['passed'], 'by Pact');
    const judge = createJudge({ catalogue, setting: 'test' });
    for (const [index, [, place]] of answers.entries()) {
      const tally = createTally();
      const interactions = result.interactions.slice(index, index + 1);
      tallyVerification({ interactions, problems: [] }, tally, judge);
      const { findings } = tally.report('verify', '0', { party: 'both', failOn: 'error' });
      const isSeen = findings.some(({ severity, at }) => severity === 'error' && at.pointer?.includes(place));
      assert.ok(isSeen, `${place}: ${JSON.stringify(findings)}`);
    }
  });

  it('fails an interaction that is answered with another code, and says which', async t => {
    const { interactions } = await run(t, {
      pacts: first,
      alter: text => text.replace('"not_found"', '"resource_missing"'),
    });
    const failed = interactions.filter(({ result }) => result !== 'passed');
    assert.equal(failed.length, 2);
    assert.equal(failed[0]?.description, 'a link for an account that does not exist');
    assert.equal(failed[0]?.contract, '2025-03-31.preview');
    assert.deepEqual(failed[0]?.mismatches, [
      {
        at: '/response/body/error/code',
        expected: '"not_found"',
        actual: '"resource_missing"',
        message: "Expected 'resource_missing' (String) to be equal to 'not_found' (String)",
      },
    ]);
  });

  it('names a wrong status before what follows from it', async t => {
    const url = await serve(t, (_, response) =>
      answer(response, 400, { error: { code: 'not_found', message: 'No.' } }),
    );
    const { interactions } = await verifyAt(url, { pacts: first });
    const unknown = interactions.find(({ description }) => description.includes('does not exist'));
    assert.deepEqual(unknown?.mismatches, [
      { at: '/response/status', expected: '404', actual: '400', message: 'expected 404 but was 400' },
    ]);
    const onboarding = interactions.find(({ description }) => description.includes('onboarding'));
    assert.deepEqual(
      onboarding?.mismatches.map(({ at }) => at),
      ['/response/status', '/response/body'],
    );
  });

  it('names a wrong content type by its header', async t => {
    const url = await serve(t, (_, response) => answer(response, 200, { object: 'v2.core.account_link' }, 'text/html'));
    const { interactions } = await verifyAt(url, { pacts: first });
    assert.ok(interactions.at(-1)?.mismatches.some(({ at }) => at === '/response/headers/content-type'));
  });

  it('takes JSON for JSON, and the content type of a refusal for nobody knows what', async t => {
    const types = ['Application/JSON', 'application/json; v=2', 'text/html', 'application/problem+json'];
    let asked = 0;
    const url = await serve(t, (_, response) =>
      answer(response, 404, { error: { code: 'not_found', message: 'No.' } }, types[asked++]),
    );
    const listed = ga[0]?.document['interactions'] as readonly { readonly description: string }[]; // of a pact
    const unknown = listed.find(({ description }) => description === 'a link for an account that does not exist');
    const pact = readPact({ ...ga[0]?.document, interactions: types.map(() => unknown) }, 'many.json', catalogue);
    const { interactions } = await verifyAt(url, { pacts: [pact] });
    assert.equal(asked, types.length);
    assert.deepEqual(resultsOf(interactions), ['passed']);
  });

  it('names a wrong header and a place in a list', async t => {
    const interaction = {
      type: 'Synchronous/HTTP',
      description: 'anything',
      request: { method: 'GET', path: '/anything' },
      response: {
        status: 200,
        headers: { 'X-Color': ['red'], 'Content-Type': ['application/json'] },
        body: { content: { list: [{ 'a b': 1 }] }, contentType: 'application/json', encoded: false },
      },
    };
    const document = { interactions: [interaction], metadata: { pactSpecification: { version: '4.0' } } };
    const url = await serve(t, (_, response) => {
      response.setHeader('X-Color', 'blue');
      answer(response, 200, { list: [{ 'a b': 2 }] });
    });
    const { interactions } = await verifyAt(url, { pacts: [readPact(document, 'a.json', catalogue)] });
    assert.deepEqual(
      interactions[0]?.mismatches.map(({ at, expected, actual }) => ({ at, expected, actual })),
      [
        { at: '/response/headers/x-color', expected: 'red', actual: 'blue' },
        { at: '/response/body/list/0/a b', expected: '1', actual: '2' },
      ],
    );
  });

  it('takes a redirect for the answer instead of following it', async t => {
    const elsewhere = await serve(t, () => assert.fail('the redirect was followed'));
    const url = await serve(t, (_, response) => response.writeHead(307, { Location: elsewhere }).end());
    const { interactions } = await verifyAt(url, { pacts: first });
    assert.equal(interactions[0]?.mismatches[0]?.actual, '307');
  });

  it('keeps the path of the base URL and the key out of what it returns', async t => {
    const seen: IncomingMessage[] = [];
    const url = await serve(t, (request, response) => {
      seen.push(request);
      // An answer that repeats what it was sent, where Pact quotes it.
      const code = `${request.headers.authorization} ${request.headers['x-tenant']}`;
      answer(response, 404, { error: { code, message: 'No.' } });
    });
    const apiKey = 'sk_test_51NotInTheResult';
    const result = await verifyAt(`${url}/stripe/`, {
      pacts: first,
      apiKey,
      extraHeaders: [
        ['X-Tenant', 'tenant-of-the-test'],
        ['Stripe-Version', 'not for the interaction'],
      ],
    });
    for (const { url: path, headers } of seen) {
      assert.equal(path, '/stripe/v2/core/account_links');
      assert.equal(headers.authorization, `Bearer ${apiKey}`);
      assert.equal(headers['x-tenant'], 'tenant-of-the-test');
      assert.equal(headers['stripe-version'], '2025-03-31.preview');
      assert.equal(headers['x-account-links-interaction'], undefined);
    }
    assert.equal(seen.length, first[0]?.interactions.length);
    const withoutAnswers = JSON.stringify(
      result.interactions.map(one => ({ ...one, exchange: one.exchange?.request })),
    );
    assert.doesNotMatch(withoutAnswers, /NotInTheResult|tenant-of-the-test/);
    assert.match(withoutAnswers, /Bearer sk_test_redacted/);
  });

  it('keeps a link out of the mismatches', async t => {
    const alter = (text: string): string => text.replace(/"url":"[^"]*"/, '"url":"a bearer secret that is no URI"');
    const { interactions } = await run(t, { pacts: first, alter });
    const [mismatch] = interactions.flatMap(({ mismatches }) => mismatches);
    assert.equal(mismatch?.at, '/response/body/url');
    assert.doesNotMatch(JSON.stringify(mismatch), /bearer secret/);
  });

  it('says that a provider which is down never answered', async () => {
    const { interactions, problems } = await verifyAt('http://127.0.0.1:9', { pacts: ga });
    assert.deepEqual(codesOf(problems), ['provider-unreachable']);
    assert.ok(interactions.every(({ result }) => result === 'not-tested'));
  });

  it('stops after three timeouts of a provider that hangs', async t => {
    let requests = 0;
    const url = await serve(t, () => {
      requests++;
    });
    const { interactions, problems } = await verifyAt(url, { pacts: first, timeoutMs: 100 });
    assert.equal(requests, 3);
    assert.deepEqual(codesOf(problems), ['provider-unreachable']);
    assert.ok(interactions.every(({ result }) => result === 'not-tested'));
  });

  it('asks again after a 429 that the interaction does not expect, and waits as it says', async t => {
    let requests = 0;
    const waits: number[] = [];
    const statesUrl = await serve(t, (_, response) => answer(response, 200, {}));
    const url = await serve(t, (_, response) => {
      if (++requests % 3 !== 0) {
        response.setHeader('Retry-After', requests % 3 === 1 ? '1' : 'soon');
        answer(response, 429, { error: { code: 'slow_down', message: 'Not now.' } });
      } else answer(response, 404, { error: { code: 'not_found', message: 'No.' } });
    });
    const sleep = async (milliseconds: number) => waits.push(milliseconds);
    const pact = only(ga, 'a link for an account that does not exist');
    const { interactions, problems } = await verifyAt(url, { pacts: [pact], statesUrl, sleep });
    assert.deepEqual(problems, []);
    assert.deepEqual(resultsOf(interactions), ['passed']);
    assert.deepEqual(waits, [1000, 200]);
  });

  it('does not test what is answered 429 for ever, and waits a bounded time', async t => {
    let waited = 0;
    const url = await serve(t, (_, response) => {
      response.setHeader('Retry-After', '3600');
      answer(response, 429, { error: { code: 'slow_down', message: 'Not now.' } });
    });
    const { interactions, problems } = await verifyAt(url, { pacts: ga, sleep: async ms => (waited += ms) });
    assert.deepEqual(codesOf(problems), ['nothing-tested']);
    assert.ok(interactions.every(({ result }) => result === 'not-tested'));
    assert.match(interactions[0]?.reason ?? '', /429, also when it was asked 4 times/);
    assert.ok(waited <= 10_000);
  });

  it('expects a 429 where the interaction does', async t => {
    let requests = 0;
    const statesUrl = await serve(t, (_, response) => answer(response, 200, {}));
    const url = await serve(t, (_, response) => {
      requests++;
      answer(response, 429, { error: { code: 'account_rate_limit_exceeded', message: 'Not now.' } });
    });
    const { interactions } = await verifyAt(url, { pacts: [only(ga, 'one link too many at once')], statesUrl });
    assert.deepEqual([requests, interactions[0]?.result], [1, 'passed']);
  });

  it('sends the Stripe-Version that is asked for, and skips what is not documented there yet', async t => {
    const versions: unknown[] = [];
    const keys = new Set<unknown>();
    const named = namedContract(catalogue, '2026-01-28.clover');
    const { interactions, problems } = await run(t, {
      pacts: ga.map(pact => underVersion(pact, named)),
      see: ({ headers }) => {
        versions.push(headers.get('stripe-version'));
        keys.add(headers.get('idempotency-key'));
      },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual([...new Set(versions)], ['2026-01-28.clover']);
    assert.equal(keys.size, versions.length, 'each request has an Idempotency-Key of its own');
    const skipped = interactions.filter(({ result }) => result !== 'passed');
    assert.deepEqual(
      skipped.map(({ description }) => description),
      ['one link too many at once (as 2026-01-28.clover)', 'one update link too many at once (as 2026-01-28.clover)'],
    );
    assert.equal(skipped[0]?.reason, 'the documents know of it from the Stripe-Version 2026-03-25.dahlia on');
  });

  it('marks what is pending', async t => {
    const listed = first[0]?.document['interactions'] as readonly object[]; // of a pact
    const document = { ...first[0]?.document, interactions: listed.map(one => ({ ...one, pending: true })) };
    const { interactions } = await run(t, {
      pacts: [readPact(document, 'pending.json', catalogue)],
      alter: text => text.replace('"not_found"', '"resource_missing"'),
    });
    assert.ok(interactions.every(({ isPending }) => isPending));
    assert.deepEqual(resultsOf(interactions), ['failed', 'passed']);
  });

  it('says that a provider which resets every connection never answered', async t => {
    const url = await serve(t, request => request.socket.resetAndDestroy());
    const { problems } = await verifyAt(url, { pacts: first });
    assert.deepEqual(codesOf(problems), ['provider-unreachable']);
  });

  it('fails the interactions that get no answer when others get one', async t => {
    let requests = 0;
    const url = await serve(t, (request, response) => {
      if (++requests === 1) answer(response, 404, { error: { code: 'not_found', message: 'No.' } });
      else request.socket.resetAndDestroy();
    });
    const { interactions, problems } = await verifyAt(url, { pacts: first });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      interactions.map(({ result }) => result),
      ['passed', ...Array.from({ length: 7 }, () => 'failed')],
    );
    assert.match(interactions[1]?.reason ?? '', /^the provider gave no answer: /);
  });

  it('does not test what needs a state that the provider refuses', async t => {
    const { interactions, problems } = await run(t, {
      pacts: ga,
      refuse: state => state === 'the account is rate limited',
    });
    assert.deepEqual(problems, []);
    const other = interactions.filter(({ result }) => result !== 'passed');
    assert.deepEqual(
      other.map(({ result }) => result),
      ['not-tested', 'not-tested'],
    );
    assert.match(other[0]?.reason ?? '', /422 to the setup of the state `the account is rate limited`/);
  });

  it('undoes the states that were set up before one was refused', async t => {
    const orders: string[] = [];
    const refuse = (state: string): boolean => state.startsWith('Accounts v2');
    await run(t, { pacts: ga, refuse, orders });
    assert.deepEqual(orders.slice(6, 10), [
      'setup an account exists',
      'setup Accounts v2 is not enabled for the platform',
      'teardown an account exists',
      'setup an account exists',
    ]);
    const count = (action: string, name: string): number =>
      orders.filter(order => order === `${action} ${name}`).length;
    for (const name of ['an account exists', 'no account exists', 'the account is rate limited']) {
      assert.equal(count('setup', name), count('teardown', name), name);
    }
  });

  it('reports a states URL that fails, and plays nothing that needs it', async t => {
    const statesUrl = await serve(t, (_, response) => answer(response, 500, {}));
    const { interactions, problems } = await run(t, { pacts: first, statesUrl });
    assert.deepEqual([...new Set(codesOf(problems))], ['states-failed']);
    assert.ok(interactions.every(({ result }) => result === 'not-tested'));
  });

  it('reports a states URL that cannot be reached, once', async t => {
    const { interactions, problems } = await run(t, { pacts: first, statesUrl: 'http://127.0.0.1:9/states' });
    assert.deepEqual(codesOf(problems), ['states-failed']);
    assert.ok(interactions.every(({ result }) => result === 'not-tested'));
  });

  it('asks for the account that the provider chose, in requests and in further states', async t => {
    const accounts: unknown[] = [];
    const statesUrl = await serve(t, async (request, response) => {
      const { state, params } = JSON.parse(await textOf(request)) as { state: string; params: { account?: string } };
      if (state === 'the account is rate limited') accounts.push(params.account);
      answer(response, 200, state === 'an account exists' ? { account: 'acct_chosen' } : {});
    });
    const url = await serve(t, async (request, response) => {
      const { account } = JSON.parse(await textOf(request)) as { account: string };
      if (account !== 'acct_1Nv0FGQ9RKHgUnknown') accounts.push(account);
      answer(response, 500, {});
    });
    await verifyAt(url, { pacts: ga, statesUrl });
    assert.deepEqual([...new Set(accounts)], ['acct_chosen']);
    assert.equal(accounts.length, 18); // 14 requests, 2 rate limits with setup and teardown
  });

  it('uses the accounts of a provider that has no states URL', async t => {
    const accounts = [
      { id: 'acct_both', configurations: ['recipient', 'merchant'] },
      { id: 'acct_one', configurations: ['recipient'] },
    ];
    const { interactions, problems } = await run(t, {
      pacts: ga,
      provider: createProvider({ accounts }),
      accounts: { accounts, unknown: 'acct_none' },
    });
    assert.deepEqual(problems, []);
    const untested = interactions.filter(({ result }) => result !== 'passed').map(({ description }) => description);
    assert.deepEqual(untested, [
      'a link on a platform without Accounts v2',
      'an update link for an account with every configuration',
      'an update link for other configurations than the account has',
      'an update link on a platform without Accounts v2',
      'one link too many at once',
      'one update link too many at once',
    ]);
    assert.ok(interactions.every(({ result }) => result !== 'failed'));
  });

  it('says that nothing was tested when no account fits', async t => {
    const { problems } = await run(t, { pacts: first, accounts: { accounts: [{ id: 'acct_1', configurations: [] }] } });
    assert.deepEqual(codesOf(problems), ['nothing-tested']);
  });

  it('ignores the proxies and the settings of Pact in the environment', async t => {
    const names = ['HTTP_PROXY', 'http_proxy', 'https_proxy', 'ALL_PROXY', 'PACT_DESCRIPTION', 'LOG_LEVEL'];
    const before = names.map(name => process.env[name]);
    t.after(() => {
      for (const [index, name] of names.entries()) {
        if (before[index] === undefined) delete process.env[name];
        else process.env[name] = before[index];
      }
    });
    for (const name of names) process.env[name] = name === 'LOG_LEVEL' ? 'trace' : 'http://127.0.0.1:9';
    const { interactions, problems } = await run(t, { pacts: first });
    assert.deepEqual(problems, []);
    assert.deepEqual(resultsOf(interactions), ['passed']);
  });

  it('verifies a pact of an older version, whose states are a text and whose descriptions repeat', async t => {
    const interaction = {
      description: 'a link - on a page that is not there',
      providerState: 'no account exists',
      request: { method: 'POST', path: '/nowhere', headers: { 'Stripe-Version': '2026-09-30.endive' }, body: {} },
      response: { status: 404 },
    };
    const old = readPact(
      { interactions: [interaction, interaction], metadata: { pactSpecification: { version: '2.0.0' } } },
      'old.json',
      catalogue,
    );
    const { interactions } = await run(t, { pacts: [old], accounts: { accounts: [], unknown: 'acct_none' } });
    assert.deepEqual(
      interactions.map(({ description, contract, result }) => ({ description, contract, result })),
      [
        { description: 'a link - on a page that is not there', contract: '2026-09-30.endive', result: 'passed' },
        { description: 'a link - on a page that is not there (2)', contract: '2026-09-30.endive', result: 'passed' },
      ],
    );
  });

  it('ends at once when it is interrupted, and says so of what it did not test', async t => {
    const abort = new AbortController();
    const url = await serve(t, () => abort.abort());
    const started = performance.now();
    const { interactions, problems } = await verifyAt(url, { pacts: ga, timeoutMs: 60_000, signal: abort.signal });
    assert.ok(performance.now() - started < 20_000);
    assert.deepEqual(problems, []);
    assert.ok(interactions.every(({ result }) => result === 'not-tested'));
    assert.equal(interactions.at(-1)?.reason, 'interrupted');
  });

  it('refuses to verify nothing', async () => {
    const empty = readPact({ interactions: [] }, 'empty.json', catalogue);
    await assert.rejects(verifyAt('http://127.0.0.1:9', { pacts: [empty] }), { code: 'nothing-tested' });
    await assert.rejects(verifyAt('http://127.0.0.1:9', { pacts: [] }), { code: 'nothing-tested' });
  });

  it('says what it needs when states are needed and nobody can set them up', async () => {
    const options = { ...defaults, baseUrl: 'http://127.0.0.1:9', pacts: first };
    await assert.rejects(verify(options), { code: 'states-needed' });
  });
});

const defaults = { apiKey: 'sk_test_dummy', extraHeaders: [], timeoutMs: 5000 } as const;

/** Against a fake, whose accounts fit all interactions but for those that need more than an account. */
function verifyAt(
  baseUrl: string,
  options: Partial<VerifyOptions> & { readonly pacts: readonly Pact[] },
): Promise<VerifyResult> {
  const configurations = [['recipient'], ['merchant', 'recipient']];
  const accounts = configurations.map((one, index) => ({ id: `acct_${index}`, configurations: one }));
  const access = options.statesUrl === undefined ? { accounts: { accounts, unknown: 'acct_none' } } : {};
  return verify({ ...defaults, ...access, baseUrl, ...options });
}

interface Setting extends Partial<VerifyOptions> {
  readonly pacts: readonly Pact[];
  readonly provider?: ReturnType<typeof createProvider>;
  /** Changes the text of an answer. */
  readonly alter?: (text: string) => string;
  readonly refuse?: (state: string) => boolean;
  /** Looks at each request of the endpoint. */
  readonly see?: (request: Request) => unknown;
  /** Takes down what the states URL is asked. */
  readonly orders?: string[];
}

/** Against the embedded provider. */
async function run(t: TestContext, setting: Setting): Promise<VerifyResult> {
  const {
    provider = createProvider({}),
    alter = text => text,
    refuse = () => false,
    orders = [],
    see = () => {},
    ...options
  } = setting;
  const handle = async (request: Request): Promise<Response> => {
    if (request.url.endsWith('/_pact/provider-states')) {
      const { state, action } = (await request.clone().json()) as { state: string; action: string };
      orders.push(`${action} ${state}`);
      if (refuse(state)) return new Response(null, { status: 422 });
    } else {
      see(request);
    }
    const response = await provider.handle(request);
    return new Response(alter(await response.text()), { status: response.status, headers: response.headers });
  };
  const server = await startServer({ provider: { handle } });
  t.after(() => server.close());
  const access = options.accounts === undefined ? { statesUrl: `${server.url}/_pact/provider-states` } : {};
  return verify({ ...defaults, ...access, baseUrl: server.url, ...options });
}

/** One interaction of a pact. */
function only([pact]: readonly Pact[], wanted: string): Pact {
  const listed = pact?.document['interactions'] as readonly { readonly description: string }[]; // of a pact
  const interactions = listed.filter(({ description }) => description === wanted);
  assert.equal(interactions.length, 1);
  return readPact({ ...pact?.document, interactions }, 'one.json', catalogue);
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

async function serve(t: TestContext, handler: Handler): Promise<string> {
  const server = createServer(handler);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return listen(server, '127.0.0.1', 0);
}

function answer(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

function codesOf(problems: VerifyResult['problems']): readonly string[] {
  return problems.map(({ code }) => code);
}

function resultsOf(interactions: readonly InteractionResult[]): readonly string[] {
  return [...new Set(interactions.map(({ result }) => result))];
}
