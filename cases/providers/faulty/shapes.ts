// The object of a success: members that are missing, renamed, null or of another type, and wrappings around it.

import type { Json } from '../../../src/json.ts';
import {
  camelCased,
  changed,
  ifList,
  ifThere,
  inFlows,
  removedInFlows,
  renamedThroughout,
  setInFlows,
} from '../edits.ts';
import { onLink, said, saidOfLink, type Variant } from '../variant.ts';

const required = ['object', 'account', 'created', 'expires_at', 'livemode', 'url', 'use_case'];

const seconds = ifThere(old => Date.parse(String(old)) / 1000);
const asText = ifThere(old => String(old));

const sample: Json = {
  object: 'v2.core.account_link',
  account: 'acct_1Nv0FGQ9RKHgCVdK',
  created: '2025-03-27T17:15:18.000Z',
  expires_at: '2025-03-27T17:25:18.000Z',
  livemode: true,
  url: 'https://accounts.stripe.com/r/acct_1Nv0FGQ9RKHgCVdK#alu_test_example',
  use_case: {
    account_onboarding: {
      configurations: ['recipient'],
      refresh_url: 'https://example.com/reauth',
      return_url: 'https://example.com/return',
    },
    type: 'account_onboarding',
  },
};

/** A member that has another value, or is gone. */
const members: readonly Variant[] = [
  ...required.map(name =>
    saidOfLink(`link-without-${name}`, `Leaves \`${name}\` out of the link.`, { op: 'remove', path: `/${name}` }),
  ),
  ...required.map(name =>
    saidOfLink(`link-null-${name}`, `Answers null for \`${name}\`.`, { op: 'add', path: `/${name}`, value: null }),
  ),
  saidOfLink('object-of-v1', 'Names the object as v1 does.', { op: 'add', path: '/object', value: 'account_link' }),
  saidOfLink('object-in-plural', 'Names the object after the path.', {
    op: 'add',
    path: '/object',
    value: 'v2.core.account_links',
  }),
  onLink('account-expanded', 'Answers the account as an object.', link =>
    changed(link, ['account'], old => ({ id: old ?? null, object: 'v2.core.account' })),
  ),
  saidOfLink('account-as-number', 'Answers the account by its row number.', { op: 'add', path: '/account', value: 17 }),
  onLink('livemode-as-text', 'Answers `livemode` as text.', link => changed(link, ['livemode'], asText)),
  saidOfLink('livemode-as-number', 'Answers 0 for `livemode: false`.', { op: 'add', path: '/livemode', value: 0 }),
  onLink('url-as-object', 'Answers the link as an object with `href`.', link =>
    changed(link, ['url'], old => ({ href: old ?? null })),
  ),
  saidOfLink('url-relative', 'Answers a path for `url`.', { op: 'add', path: '/url', value: '/setup/e/1' }),
  onLink('url-without-scheme', 'Answers the link without its scheme.', link =>
    changed(link, ['url'], old => String(old).replace(/^https?:\/\//, '')),
  ),
  saidOfLink('url-empty', 'Answers an empty text for `url`.', { op: 'add', path: '/url', value: '' }),
  saidOfLink('url-undefined', 'Builds the link from a variable that is not set.', {
    op: 'add',
    path: '/url',
    value: 'undefined/setup/e/1',
  }),
  saidOfLink('use-case-as-text', 'Answers the type alone for `use_case`.', {
    op: 'move',
    from: '/use_case/type',
    path: '/use_case',
  }),
  onLink('use-case-as-list', 'Answers `use_case` as a list.', link =>
    changed(link, ['use_case'], old => [old ?? null]),
  ),
  onLink('use-case-as-json-text', 'Answers `use_case` as it lies in its database: as a text of JSON.', link =>
    changed(link, ['use_case'], old => JSON.stringify(old)),
  ),
  saidOfLink('use-case-without-type', 'Leaves `use_case.type` out.', { op: 'remove', path: '/use_case/type' }),
  saidOfLink('use-case-with-null-type', 'Answers null for `use_case.type`.', {
    op: 'add',
    path: '/use_case/type',
    value: null,
  }),
  saidOfLink('refresh-url-missing', 'Leaves `refresh_url` out of the flow.', ...removedInFlows('refresh_url')),
  saidOfLink('refresh-url-null', 'Answers null for `refresh_url`.', ...setInFlows('refresh_url', null)),
  onLink('return-url-as-object', 'Answers `return_url` as an object.', link =>
    inFlows(
      link,
      ['return_url'],
      ifThere(old => ({ href: old })),
    ),
  ),
  saidOfLink('configurations-missing', 'Leaves `configurations` out of the flow.', ...removedInFlows('configurations')),
  saidOfLink('configurations-null', 'Answers null for `configurations`.', ...setInFlows('configurations', null)),
  onLink('configurations-as-text', 'Answers `configurations` joined by commas.', link =>
    inFlows(link, ['configurations'], asText),
  ),
  onLink('configurations-as-flags', 'Answers `configurations` as an object of flags, as accounts have them.', link =>
    inFlows(
      link,
      ['configurations'],
      ifList(old => Object.fromEntries(old.map(name => [String(name), { applied: true }]))),
    ),
  ),
  onLink('configurations-as-objects', 'Answers each configuration as an object.', link =>
    inFlows(
      link,
      ['configurations'],
      ifList(old => old.map(name => ({ name }))),
    ),
  ),
  onLink('configurations-by-index', 'Answers `configurations` as an object with the indices as names.', link =>
    inFlows(
      link,
      ['configurations'],
      ifList(old => ({ ...old })),
    ),
  ),
  onLink('collection-options-as-list', 'Answers an empty list for `collection_options` that were not sent.', link =>
    inFlows(link, ['collection_options'], old => old ?? []),
  ),
];

/** Timestamps that are none. */
const times: readonly Variant[] = [
  onLink('times-as-seconds', 'Answers times as seconds, as v1 does.', link =>
    changed(changed(link, ['created'], seconds), ['expires_at'], seconds),
  ),
  onLink('expiry-as-milliseconds', 'Answers `expires_at` as milliseconds.', link =>
    changed(
      link,
      ['expires_at'],
      ifThere(old => Date.parse(String(old))),
    ),
  ),
  onLink('expiry-as-text-of-seconds', 'Answers `expires_at` as seconds in a text.', link =>
    changed(link, ['expires_at'], old => String(Date.parse(String(old)) / 1000)),
  ),
  saidOfLink('expiry-as-lifetime', 'Answers the lifetime in seconds for `expires_at`.', {
    op: 'add',
    path: '/expires_at',
    value: 300,
  }),
  onLink('created-without-zone', 'Answers `created` without an offset.', link =>
    changed(link, ['created'], old => String(old).replace('Z', '')),
  ),
  onLink('created-as-date', 'Answers the day alone for `created`.', link =>
    changed(link, ['created'], old => String(old).slice(0, 10)),
  ),
  onLink('created-as-http-date', 'Answers `created` in the form of HTTP headers.', link =>
    changed(link, ['created'], old => new Date(String(old)).toUTCString()),
  ),
  onLink('expiry-in-local-form', 'Answers `expires_at` in the form of a country.', link =>
    changed(link, ['expires_at'], old => new Date(String(old)).toLocaleString('en-US', { timeZone: 'UTC' })),
  ),
  onLink('expiry-with-offset-without-colon', 'Answers `expires_at` with `+0000`, which RFC 3339 does not know.', link =>
    changed(link, ['expires_at'], old => String(old).replace('Z', '+0000')),
  ),
  onLink('expiry-in-basic-form', 'Answers `expires_at` in the basic form of ISO 8601.', link =>
    changed(link, ['expires_at'], old => String(old).replace(/[-:]|\.\d+/g, '')),
  ),
  onLink('expiry-in-year-58000', 'Takes milliseconds for seconds when it formats `expires_at`.', link =>
    changed(link, ['expires_at'], old => new Date(Date.parse(String(old)) * 1000).toISOString()),
  ),
];

/** The whole of it. */
const wholes: readonly Variant[] = [
  onLink('wrapped-in-data', 'Wraps the link in `data`.', link => ({ data: link })),
  onLink('wrapped-in-its-name', 'Wraps the link in `account_link`.', link => ({ account_link: link })),
  onLink('wrapped-in-list', 'Answers a list of one link.', link => [link]),
  onLink('wrapped-as-list-object', 'Answers a list object.', link => ({ object: 'list', data: [link] })),
  onLink('stringified-twice', 'Answers a text that holds the link as JSON.', link => JSON.stringify(link)),
  onLink('camel-case', 'Answers its members in camel case.', link => renamedThroughout(link, camelCased)),
  onLink('camel-case-within', 'Answers the members of the use case in camel case.', link =>
    changed(
      link,
      ['use_case'],
      ifThere(old => renamedThroughout(old, camelCased)),
    ),
  ),
  onLink('url-only', 'Answers the link alone, which is all that its own client reads.', ({ url = null }) => ({ url })),
  onLink('shape-of-v1', 'Answers the object of v1.', ({ created = null, expires_at = null, url = null }) => ({
    object: 'account_link',
    created: seconds(created) ?? null,
    expires_at: seconds(expires_at) ?? null,
    url,
  })),
  onLink('use-case-flattened', 'Answers the options of the flow beside its type.', link => {
    const { type = null, ...flows } = Object(link['use_case']) as { readonly [name: string]: Json };
    return { ...link, use_case: { type, ...Object.assign({}, ...Object.values(flows)) } };
  }),
  said('canned', 'Answers the sample of the documents to every request.', {
    ...{ kind: 'answer', status: 200, headers: { 'content-type': 'application/json' } },
    edits: [{ op: 'replace', path: '', value: sample }],
  }),
];

export const shapes: readonly Variant[] = [...members, ...times, ...wholes];
