// The object of a success: members that are missing, renamed, null or of another type, and wrappings around it.
import type { Json } from '../../../src/json.ts';
import { camelCased, changed, drop, ifList, ifThere, inFlows, renamedThroughout, set } from '../edits.ts';
import { json, onAnswer, onLink, type Variant } from '../variant.ts';

const required = ['object', 'account', 'created', 'expires_at', 'livemode', 'url', 'use_case'];

const seconds = ifThere(old => Date.parse(String(old)) / 1000);
const asText = ifThere(old => String(old));

/** A member that has another value, or is gone. */
const members: readonly Variant[] = [
  ...required.map(name =>
    onLink(`link-without-${name}`, `Leaves \`${name}\` out of the link.`, link => changed(link, [name], drop)),
  ),
  ...required.map(name =>
    onLink(`link-null-${name}`, `Answers null for \`${name}\`.`, link => changed(link, [name], set(null))),
  ),
  onLink('object-of-v1', 'Names the object as v1 does.', link => changed(link, ['object'], set('account_link'))),
  onLink('object-in-plural', 'Names the object after the path.', link =>
    changed(link, ['object'], set('v2.core.account_links')),
  ),
  onLink('account-expanded', 'Answers the account as an object.', link =>
    changed(link, ['account'], old => ({ id: old ?? null, object: 'v2.core.account' })),
  ),
  onLink('account-as-number', 'Answers the account by its row number.', link => changed(link, ['account'], set(17))),
  onLink('livemode-as-text', 'Answers `livemode` as text.', link => changed(link, ['livemode'], asText)),
  onLink('livemode-as-number', 'Answers 0 for `livemode: false`.', link => changed(link, ['livemode'], set(0))),
  onLink('url-as-object', 'Answers the link as an object with `href`.', link =>
    changed(link, ['url'], old => ({ href: old ?? null })),
  ),
  onLink('url-relative', 'Answers a path for `url`.', link => changed(link, ['url'], set('/setup/e/1'))),
  onLink('url-without-scheme', 'Answers the link without its scheme.', link =>
    changed(link, ['url'], old => String(old).replace(/^https?:\/\//, '')),
  ),
  onLink('url-empty', 'Answers an empty text for `url`.', link => changed(link, ['url'], set(''))),
  onLink('url-undefined', 'Builds the link from a variable that is not set.', link =>
    changed(link, ['url'], set('undefined/setup/e/1')),
  ),
  onLink('use-case-as-text', 'Answers the type alone for `use_case`.', link =>
    changed(link, ['use_case'], set('account_onboarding')),
  ),
  onLink('use-case-as-list', 'Answers `use_case` as a list.', link =>
    changed(link, ['use_case'], old => [old ?? null]),
  ),
  onLink('use-case-as-json-text', 'Answers `use_case` as it lies in its database: as a text of JSON.', link =>
    changed(link, ['use_case'], old => JSON.stringify(old)),
  ),
  onLink('use-case-without-type', 'Leaves `use_case.type` out.', link => changed(link, ['use_case', 'type'], drop)),
  onLink('use-case-with-null-type', 'Answers null for `use_case.type`.', link =>
    changed(link, ['use_case', 'type'], set(null)),
  ),
  onLink('refresh-url-missing', 'Leaves `refresh_url` out of the flow.', link => inFlows(link, ['refresh_url'], drop)),
  onLink('refresh-url-null', 'Answers null for `refresh_url`.', link => inFlows(link, ['refresh_url'], set(null))),
  onLink('return-url-as-object', 'Answers `return_url` as an object.', link =>
    inFlows(
      link,
      ['return_url'],
      ifThere(old => ({ href: old })),
    ),
  ),
  onLink('configurations-missing', 'Leaves `configurations` out of the flow.', link =>
    inFlows(link, ['configurations'], drop),
  ),
  onLink('configurations-null', 'Answers null for `configurations`.', link =>
    inFlows(link, ['configurations'], set(null)),
  ),
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
  onLink('expiry-as-lifetime', 'Answers the lifetime in seconds for `expires_at`.', link =>
    changed(link, ['expires_at'], set(300)),
  ),
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
  onAnswer('canned', 'Answers the sample of the documents to every request.', () => json(200, sample)),
];

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

export const shapes: readonly Variant[] = [...members, ...times, ...wholes];
