// Providers that keep the contract in another way than the embedded one. Not one of them may be blamed.
import { gzipSync } from 'node:zlib';
import type { Json } from '../../src/json.ts';
import { changed, inFlows, json, onError, onLink, type Variant, variant } from './variant.ts';

export const conformingProviders: readonly Variant[] = [
  variant('as-it-is', 'The embedded provider.', handle => handle),
  onLink('more-members', 'Adds members at every level.', link =>
    inFlows({ ...link, metadata: {}, id: 'acl_1' }, ['locale'], () => 'auto'),
  ),
  onLink('nulls', 'Answers null for what was not sent.', link => {
    const useCase = link['use_case'] as { readonly [name: string]: Json };
    const both = { account_onboarding: null, account_update: null, ...useCase };
    const withNull = (old: Json | undefined): Json => old ?? null;
    return inFlows(inFlows({ ...link, use_case: both }, ['return_url'], withNull), ['collection_options'], withNull);
  }),
  onLink('defaults', 'Answers the documented defaults for what was not sent.', link =>
    inFlows(link, ['collection_options'], old => ({
      fields: 'currently_due',
      future_requirements: 'omit',
      ...(old as object),
    })),
  ),
  onLink(
    'absent',
    'Leaves every optional member out that is null.',
    link => JSON.parse(JSON.stringify(link, (_, value: unknown) => value ?? undefined)) as Json,
  ),
  onLink('reversed', 'Answers configurations in another order.', link =>
    inFlows(link, ['configurations'], old => (Array.isArray(old) ? [...old].reverse() : old)),
  ),
  onLink('other-host', 'Hands out links of another host.', link =>
    changed(link, ['url'], old => `https://links.example.org/r/${encodeURIComponent(String(old))}`),
  ),
  onLink('microseconds', 'Answers times with microseconds and an offset.', link =>
    changed(
      changed(link, ['created'], () => '2026-01-01T01:00:00.000001+01:00'),
      ['expires_at'],
      () => '2026-01-01T00:05:00Z',
    ),
  ),
  onError('rich-errors', 'Adds all optional members to its errors.', 'not_found', error => ({
    body: {
      error: {
        ...error,
        type: 'invalid_request_error',
        doc_url: 'https://example.com',
        user_message: null,
        request_log_url: 'x',
      },
    },
  })),
  onError(
    'bare-mismatch',
    'Leaves `applied_configurations` out.',
    'configs_must_match_to_use_account_links',
    ({ code, message }) => ({
      body: { error: { code: code ?? '', message: message ?? '' } },
    }),
  ),
  variant('charset', 'Adds a charset to its content type.', handle => async request => {
    const response = await handle(request);
    const headers = new Headers(response.headers);
    headers.set('content-type', 'application/json; charset=utf-8');
    return new Response(response.body, { status: response.status, headers });
  }),
  variant('gzip', 'Compresses its answers.', handle => async request => {
    const response = await handle(request);
    const headers = new Headers(response.headers);
    headers.set('content-encoding', 'gzip');
    headers.delete('content-length');
    return new Response(gzipSync(await response.text()), { status: response.status, headers });
  }),
  variant('unknown-account-first', 'Looks for the account before it looks at the fields.', handle => async request => {
    const body: unknown = await request
      .clone()
      .json()
      .catch(() => ({}));
    const account = typeof body === 'object' && body !== null && 'account' in body ? body.account : undefined;
    return account === 'acct_contract_unknown'
      ? json(404, { error: { code: 'not_found', message: 'No such account.' } })
      : handle(request);
  }),
  variant('nulls-accepted', 'Takes null for "not sent".', handle => async request => {
    const text = await request.clone().text();
    const sent: unknown = JSON.parse(text, (key, value: unknown) =>
      value === null && key === 'return_url' ? undefined : value,
    );
    return handle(
      new Request(request.url, { method: request.method, headers: request.headers, body: JSON.stringify(sent) }),
    );
  }),
  variant('some-rate-limits', 'Answers 429 now and then.', handle => {
    let count = 0;
    return async request =>
      ++count % 10 === 0
        ? json(429, { error: { code: 'rate_limit', message: 'Too many.', type: 'rate_limit' } })
        : handle(request);
  }),
];
