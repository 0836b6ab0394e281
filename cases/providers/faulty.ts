// Providers that break the contract, each in one way. Every one of them must be caught.
import type { Json } from '../../src/json.ts';
import { changed, inFlows, json, onError, onLink, onRequest, type Variant, variant } from './variant.ts';

const drop = (): undefined => undefined;
const set = (value: Json) => (): Json => value;
const asString = (old: Json | undefined): Json => String(old);

/** Shapes of the link. */
const shapes: readonly Variant[] = [
  ...['object', 'account', 'created', 'expires_at', 'livemode', 'url', 'use_case'].map(name =>
    onLink(`link-without-${name}`, `Leaves \`${name}\` out of the link.`, link => changed(link, [name], drop)),
  ),
  onLink('object-of-v1', 'Names the object as v1 does.', link => changed(link, ['object'], set('account_link'))),
  onLink('expiry-as-number', 'Answers `expires_at` as seconds, as v1 does.', link =>
    changed(link, ['expires_at'], old => Date.parse(String(old)) / 1000),
  ),
  onLink('created-without-zone', 'Answers `created` without an offset.', link =>
    changed(link, ['created'], old => String(old).replace('Z', '')),
  ),
  onLink('livemode-as-text', 'Answers `livemode` as text.', link => changed(link, ['livemode'], asString)),
  onLink('account-null', 'Answers null for `account`.', link => changed(link, ['account'], set(null))),
  onLink('url-relative', 'Answers a path for `url`.', link => changed(link, ['url'], set('/setup/e/1'))),
  onLink('use-case-as-text', 'Answers the type alone for `use_case`.', link =>
    changed(link, ['use_case'], set('account_onboarding')),
  ),
  onLink('use-case-without-type', 'Leaves `use_case.type` out.', link => changed(link, ['use_case', 'type'], drop)),
  onLink('flow-without-refresh-url', 'Leaves `refresh_url` out of the flow.', link =>
    inFlows(link, ['refresh_url'], drop),
  ),
  onLink('flow-without-configurations', 'Leaves `configurations` out of the flow.', link =>
    inFlows(link, ['configurations'], drop),
  ),
  onLink('configurations-as-text', 'Answers `configurations` as text.', link =>
    inFlows(link, ['configurations'], asString),
  ),
  onLink('wrapped', 'Wraps the link in `data`.', link => ({ data: link })),
];

/** What must come back as it was sent. */
const echoes: readonly Variant[] = [
  onLink('other-account', 'Answers another account.', link => changed(link, ['account'], set('acct_other'))),
  onLink('other-type', 'Swaps the type of the flow.', link =>
    changed(link, ['use_case', 'type'], old => (old === 'account_update' ? 'account_onboarding' : 'account_update')),
  ),
  onLink('other-refresh-url', 'Adds a slash to `refresh_url`.', link =>
    inFlows(link, ['refresh_url'], old => `${String(old)}/`),
  ),
  onLink('return-url-dropped', 'Drops `return_url`.', link => inFlows(link, ['return_url'], drop)),
  onLink('return-url-invented', 'Answers `refresh_url` for a `return_url` that was not sent.', link =>
    inFlows(link, ['return_url'], old => old ?? 'https://example.com/invented'),
  ),
  onLink('one-configuration-only', 'Answers the first configuration only.', link =>
    inFlows(link, ['configurations'], old => (Array.isArray(old) ? old.slice(0, 1) : (old ?? null))),
  ),
  onLink('collection-options-dropped', 'Drops `collection_options`.', link =>
    inFlows(link, ['collection_options'], drop),
  ),
  onLink('fields-default', 'Answers `currently_due` whatever was asked for.', link =>
    inFlows(link, ['collection_options', 'fields'], old => (old === undefined ? undefined : 'currently_due')),
  ),
  onLink('flow-dropped', 'Answers the type without its flow.', link =>
    changed(changed(link, ['use_case', 'account_update'], drop), ['use_case', 'account_onboarding'], drop),
  ),
  onLink('both-flows', 'Answers the other flow too.', link => {
    const flow = JSON.stringify(link['use_case']);
    const both = {
      ...(JSON.parse(flow.replace('"account_onboarding":', '"account_update":')) as object),
      ...(link['use_case'] as object),
    };
    return { ...link, use_case: both as Json };
  }),
];

/** Time, mode, link. */
const facts: readonly Variant[] = [
  onLink('expired-at-once', 'Lets the link expire when it is created.', link =>
    changed(link, ['expires_at'], set(link['created'] ?? null)),
  ),
  onLink('expired-before', 'Lets the link expire before it is created.', link =>
    changed(link, ['expires_at'], set('2001-01-01T00:00:00Z')),
  ),
  onLink('live-for-test-key', 'Answers `livemode: true` to a test key.', link =>
    changed(link, ['livemode'], set(true)),
  ),
  onLink('one-link-for-all', 'Answers the same link to everybody.', link =>
    changed(link, ['url'], set('http://127.0.0.1/setup/e/acct_1/always')),
  ),
  onLink('one-link-for-each-account', 'Answers the same link to every request for an account.', link =>
    changed(link, ['url'], set(`http://127.0.0.1/setup/e/${String(link['account'])}/always`)),
  ),
];

/** Status, code and envelope of refusals and successes. */
const answers: readonly Variant[] = [
  variant('created-201', 'Answers 201.', handle => async request => restatus(await handle(request), 200, 201)),
  variant(
    'invalid-422',
    'Answers 422 to invalid fields.',
    handle => async request => restatus(await handle(request), 400, 422),
  ),
  onError('unknown-400', 'Answers 400 for an unknown account.', 'not_found', error => ({
    status: 400,
    body: { error },
  })),
  onError('unknown-resource-missing', 'Answers the code of v1 for an unknown account.', 'not_found', error => ({
    body: { error: { ...error, code: 'resource_missing' } },
  })),
  onError('unknown-without-message', 'Leaves the message out.', 'not_found', ({ code }) => ({
    body: { error: { code: code ?? null } },
  })),
  onError('unknown-flat', 'Answers the error without its envelope.', 'not_found', error => ({ body: error })),
  onError('unknown-403', 'Answers 403 for an unknown account.', 'not_found', error => ({
    status: 403,
    body: { error: { ...error, code: 'forbidden' } },
  })),
  onError('blocked-403', 'Answers 403 for a blocked platform.', 'accounts_v2_access_blocked', error => ({
    status: 403,
    body: { error },
  })),
  onError('blocked-code', 'Answers another code for a blocked platform.', 'accounts_v2_access_blocked', error => ({
    body: { error: { ...error, code: 'access_blocked' } },
  })),
  onError(
    'mismatch-code',
    'Answers `invalid_fields` for a mismatch.',
    'configs_must_match_to_use_account_links',
    error => ({ body: { error: { ...error, code: 'invalid_fields' } } }),
  ),
  onError('mismatch-409', 'Answers 409 for a mismatch.', 'configs_must_match_to_use_account_links', error => ({
    status: 409,
    body: { error },
  })),
  onError('mismatch-500', 'Fails on a mismatch.', 'configs_must_match_to_use_account_links', error => ({
    status: 500,
    body: { error },
  })),
  onError('invalid-code', 'Answers another code for invalid fields.', 'invalid_fields', error => ({
    body: { error: { ...error, code: 'parameter_invalid' } },
  })),
  onError('error-as-text', 'Answers the code alone for `error`.', 'not_found', ({ code }) => ({
    body: { error: code ?? null },
  })),
  variant('html', 'Answers the link as HTML.', handle => async request => {
    const response = await handle(request);
    return response.status === 200
      ? new Response('<html></html>', { status: 200, headers: { 'content-type': 'text/html' } })
      : response;
  }),
  variant('text-plain', 'Says that its JSON is plain text.', handle => async request => {
    const response = await handle(request);
    return new Response(await response.text(), { status: response.status, headers: { 'content-type': 'text/plain' } });
  }),
];

/** What is let through. */
const leniency: readonly Variant[] = [
  onRequest('unknown-members-ignored', 'Ignores unknown members of the request.', sent => {
    const { account, use_case } = sent;
    return { ...(account === undefined ? {} : { account }), ...(use_case === undefined ? {} : { use_case }) };
  }),
  onRequest('refresh-url-optional', 'Does without `refresh_url`.', sent =>
    inFlows(sent, ['refresh_url'], old => (old === undefined ? 'https://example.com/default' : old)),
  ),
  onRequest('any-url-scheme', 'Takes a URL of any scheme.', sent =>
    inFlows(sent, ['return_url'], old =>
      typeof old === 'string' && !/^https?:/i.test(old) ? 'https://example.com/x' : old,
    ),
  ),
  onRequest('unknown-configurations-ignored', 'Ignores configurations that it does not know.', sent =>
    inFlows(sent, ['configurations'], old =>
      Array.isArray(old) && old.some(one => typeof one !== 'string') ? old.filter(one => typeof one === 'string') : old,
    ),
  ),
  onRequest('any-fields', 'Takes any value for `fields`.', sent =>
    inFlows(sent, ['collection_options', 'fields'], old => (typeof old === 'string' ? 'currently_due' : old)),
  ),
  onRequest('account-coerced', 'Turns a number into an account id.', sent =>
    changed(sent, ['account'], old => (typeof old === 'number' ? 'acct_contract_recipient' : old)),
  ),
  variant('mismatch-accepted', 'Does not look at the configurations of the account.', handle => async request => {
    const copy = request.clone();
    const response = await handle(request);
    const error =
      response.status === 400
        ? ((await response.clone().json()) as { error: { code: string; applied_configurations?: Json } }).error
        : undefined;
    if (error?.code !== 'configs_must_match_to_use_account_links') return response;
    const sent = (await copy.json()) as Json;
    const now = { created: '2026-01-01T00:00:00.000Z', expires_at: '2026-01-01T00:05:00.000Z' };
    return json(200, {
      object: 'v2.core.account_link',
      livemode: false,
      url: `http://127.0.0.1/setup/e/${Math.random()}`,
      ...now,
      ...(sent as object),
    });
  }),
];

/** Failures of the server itself. */
const failures: readonly Variant[] = [
  variant('crash-on-null', 'Fails when a member is null.', handle => async request => {
    const text = await request.clone().text();
    return text.includes(':null')
      ? json(500, { error: { code: 'api_error', message: 'Internal error.' } })
      : handle(request);
  }),
  variant('crash-on-array', 'Fails when the body is a list.', handle => async request => {
    const text = await request.clone().text();
    return text.startsWith('[')
      ? json(500, { error: { code: 'api_error', message: 'Internal error.' } })
      : handle(request);
  }),
  variant(
    'always-500',
    'Fails on everything.',
    () => async () => json(500, { error: { code: 'api_error', message: 'Internal error.' } }),
  ),
];

function restatus(response: Response, from: number, to: number): Response {
  return response.status === from ? new Response(response.body, { status: to, headers: response.headers }) : response;
}

export const faultyProviders: readonly Variant[] = [
  ...shapes,
  ...echoes,
  ...facts,
  ...answers,
  ...leniency,
  ...failures,
];
