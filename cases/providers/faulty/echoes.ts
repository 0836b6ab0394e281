// What must come back as it was sent, and does not.

import { isJsonObject, type Json } from '../../../src/json.ts';
import {
  changed,
  ifList,
  ifThere,
  inFlows,
  inUrls,
  removedInFlows,
  replacedInFlows,
  set,
  setInFlows,
} from '../edits.ts';
import { flowOf, onLink, saidOfLink, unseenByPactsBut, type Variant } from '../variant.ts';

const account: readonly Variant[] = [
  saidOfLink('account-other', 'Answers another account.', { op: 'add', path: '/account', value: 'acct_other' }),
  onLink('account-without-prefix', 'Answers the account without `acct_`.', link =>
    changed(link, ['account'], old => String(old).replace('acct_', '')),
  ),
  onLink('account-upper-cased', 'Answers the account in upper case.', link =>
    changed(link, ['account'], old => String(old).toUpperCase()),
  ),
  onLink('account-cut', 'Cuts the account off after 16 characters.', link =>
    changed(link, ['account'], old => String(old).slice(0, 16)),
  ),
];

const flows: readonly Variant[] = [
  onLink('type-swapped', 'Answers the other type.', link =>
    changed(link, ['use_case', 'type'], old => (old === 'account_update' ? 'account_onboarding' : 'account_update')),
  ),
  onLink('always-onboarding', 'Answers an onboarding whatever was asked for.', link =>
    JSON.parse(JSON.stringify(link).replaceAll('account_update', 'account_onboarding')),
  ),
  onLink('options-under-other-flow', 'Answers the options under the name of the other flow.', link => {
    const { type = null, ...held } = useCaseOf(link);
    const moved = Object.entries(held).map(([name, options]) => [otherFlow(name), options]);
    return { ...link, use_case: { type, ...Object.fromEntries(moved) } };
  }),
  onLink('flow-dropped', 'Answers the type without its options.', link => {
    const { type = null } = useCaseOf(link);
    return { ...link, use_case: { type } };
  }),
  onLink('flow-null', 'Answers null for the options of the flow.', link => {
    const { type = null } = useCaseOf(link);
    return { ...link, use_case: { type, [String(type)]: null } };
  }),
  onLink('both-flows', 'Answers the options under both flows.', link => {
    const held = useCaseOf(link);
    const copies = Object.entries(held).map(([name, options]) => [otherFlow(name), options]);
    return { ...link, use_case: { ...Object.fromEntries(copies), ...held } };
  }),
  onLink('other-flow-empty', 'Answers an empty object for the flow that was not asked for.', link => {
    const held = useCaseOf(link);
    return { ...link, use_case: { [otherFlow(String(held['type']))]: {}, ...held } };
  }),
];

const urls: readonly Variant[] = [
  onLink('refresh-url-with-slash', 'Adds a slash to `refresh_url`.', link =>
    inFlows(link, ['refresh_url'], old => `${String(old)}/`),
  ),
  onLink('urls-swapped', 'Answers each URL in the place of the other.', (link, sent) => {
    const { refresh_url = null, return_url } = flowOf(sent);
    if (return_url === undefined) return link;
    return inFlows(inFlows(link, ['refresh_url'], set(return_url)), ['return_url'], set(refresh_url));
  }),
  saidOfLink('return-url-dropped', 'Drops `return_url`.', ...removedInFlows('return_url')),
  saidOfLink('return-url-null', 'Answers null for `return_url`.', ...setInFlows('return_url', null)),
  onLink('return-url-as-refresh-url', 'Answers `refresh_url` for `return_url`.', (link, sent) =>
    inFlows(
      link,
      ['return_url'],
      ifThere(() => flowOf(sent)['refresh_url']),
    ),
  ),
  onLink('return-url-with-account', 'Adds the account to the query of `return_url`.', link =>
    inFlows(
      link,
      ['return_url'],
      ifThere(old => `${String(old)}?account=${String(link['account'])}`),
    ),
  ),
  ...[
    onLink('return-url-invented', 'Answers a `return_url` of its own where none was sent.', link =>
      inFlows(link, ['return_url'], old => old ?? 'https://example.com/invented'),
    ),
    onLink('return-url-empty', 'Answers an empty `return_url` where none was sent.', link =>
      inFlows(link, ['return_url'], old => old ?? ''),
    ),
    onUrls('urls-normalised', 'Writes URLs as its parser writes them.', url => new URL(url).href),
    onUrls('urls-decoded', 'Decodes the percent-escapes of URLs.', decodeURI),
    onUrls('urls-encoded-twice', 'Escapes the percent signs of URLs.', url => url.replaceAll('%', '%25')),
    onUrls('urls-lower-cased', 'Writes URLs in lower case.', url => url.toLowerCase()),
    onUrls('urls-without-query', 'Drops the query of URLs.', url => url.replace(/\?[^#]*/, '')),
    onUrls('urls-without-fragment', 'Drops the fragment of URLs.', url => url.replace(/#.*/, '')),
    onUrls('urls-with-https', 'Turns http into https.', url => url.replace(/^http:/, 'https:')),
    onUrls('urls-without-port', 'Drops the port of URLs.', url => url.replace(/^(https?:\/\/[^/?#:]+):\d+/, '$1')),
    onUrls('urls-escaped-for-html', 'Escapes URLs for HTML.', url => url.replaceAll('&', '&amp;')),
    onUrls('urls-with-rebuilt-query', 'Takes queries apart and keeps the last of what has the same name.', url =>
      url.replace(/\?([^#]*)/, (_, query: string) => {
        const pairs = query.split('&').map((pair): [string, string] => [pair.split('=')[0] ?? '', pair]);
        return `?${[...new Map(pairs).values()].join('&')}`;
      }),
    ),
    onUrls('urls-cut', 'Cuts URLs off after 255 characters.', url => url.slice(0, 255)),
    onUrls('urls-with-plus-for-space', 'Writes `+` for `%20`.', url => url.replaceAll('%20', '+')),
  ].map(
    unseenByPactsBut(
      'return-url-invented',
      'return-url-empty',
      'urls-normalised',
      'urls-decoded',
      'urls-encoded-twice',
      'urls-lower-cased',
      'urls-without-query',
      'urls-without-fragment',
      'urls-without-port',
      'urls-escaped-for-html',
      'urls-with-rebuilt-query',
      'urls-with-plus-for-space',
    ),
  ),
];

const configurations: readonly Variant[] = [
  onLink('all-configurations', 'Answers every configuration there is.', link =>
    inFlows(link, ['configurations'], ifList(everyConfiguration)),
  ),
  onLink('no-configurations', 'Answers an empty list of configurations.', link =>
    inFlows(
      link,
      ['configurations'],
      ifList(() => []),
    ),
  ),
  onLink('configurations-upper-cased', 'Answers configurations in upper case.', link =>
    inFlows(
      link,
      ['configurations'],
      ifList(old => old.map(name => String(name).toUpperCase())),
    ),
  ),
  ...[
    onLink('first-configuration', 'Answers the first configuration only.', link =>
      inFlows(
        link,
        ['configurations'],
        ifList(old => old.slice(0, 1)),
      ),
    ),
    onLink('last-configuration', 'Answers the last configuration only.', link =>
      inFlows(
        link,
        ['configurations'],
        ifList(old => old.slice(-1)),
      ),
    ),
  ].map(unseenByPactsBut('first-configuration', 'last-configuration')),
];

const collectionOptions: readonly Variant[] = [
  saidOfLink('collection-options-dropped', 'Drops `collection_options`.', ...removedInFlows('collection_options')),
  saidOfLink(
    'fields-always-default',
    'Answers the default for `fields` whatever was sent.',
    ...replacedInFlows('collection_options/fields', 'currently_due'),
  ),
  saidOfLink(
    'future-requirements-always-default',
    'Answers the default for `future_requirements`.',
    ...replacedInFlows('collection_options/future_requirements', 'omit'),
  ),
  onLink('future-requirements-as-boolean', 'Answers `future_requirements` as a boolean.', link =>
    inFlows(
      link,
      ['collection_options', 'future_requirements'],
      ifThere(old => old === 'include'),
    ),
  ),
  saidOfLink('options-of-update-dropped', 'Drops `collection_options` of an update.', {
    op: 'remove',
    path: '/use_case/account_update/collection_options',
  }),
  onLink('options-invented', 'Answers `eventually_due` where no `collection_options` were sent.', link =>
    inFlows(link, ['collection_options'], old => old ?? { fields: 'eventually_due' }),
  ),
  ...[
    saidOfLink('options-of-onboarding-dropped', 'Drops `collection_options` of an onboarding.', {
      op: 'remove',
      path: '/use_case/account_onboarding/collection_options',
    }),
    onLink('fields-by-another-default', 'Answers `eventually_due` where `fields` was not sent.', link =>
      inFlows(
        link,
        ['collection_options'],
        ifThere(old => ({ fields: 'eventually_due', ...(isJsonObject(old) ? old : {}) })),
      ),
    ),
    onLink('future-by-another-default', 'Answers `include` where `future_requirements` was not sent.', link =>
      inFlows(
        link,
        ['collection_options'],
        ifThere(old => ({ future_requirements: 'include', ...(isJsonObject(old) ? old : {}) })),
      ),
    ),
    onLink('fields-without-future', 'Drops `fields` where `future_requirements` was not sent.', link =>
      inFlows(
        link,
        ['collection_options'],
        ifThere(old => (isJsonObject(old) && 'future_requirements' in old ? old : {})),
      ),
    ),
  ].map(
    unseenByPactsBut(
      'options-of-onboarding-dropped',
      'fields-by-another-default',
      'future-by-another-default',
      'fields-without-future',
    ),
  ),
];

function onUrls(id: string, title: string, edit: (url: string) => string): Variant {
  return onLink(id, title, link => inUrls(link, edit));
}

function everyConfiguration(): Json {
  return ['customer', 'merchant', 'recipient'];
}

function otherFlow(name: string): string {
  return name === 'account_update' ? 'account_onboarding' : 'account_update';
}

function useCaseOf(link: Json): { readonly [name: string]: Json } {
  const useCase = isJsonObject(link) ? link['use_case'] : undefined;
  return isJsonObject(useCase) ? useCase : {};
}

export const echoes: readonly Variant[] = [...account, ...flows, ...urls, ...configurations, ...collectionOptions];
