// What is refused although it keeps the contract.

import { isJsonObject, type Json, member } from '../../../src/json.ts';
import { isList } from '../edits.ts';
import { flowOf, onSome, refusal, type Sent, said, unseenByPactsBut, type Variant } from '../variant.ts';

/** Refuses requests of which the embedded provider would say nothing. */
function refuses(id: string, title: string, isRefused: (sent: Sent) => boolean): Variant {
  return onSome(id, title, isRefused, () => refusal(400, 'invalid_fields', 'Some fields in the request were invalid.'));
}

function refusesUrls(id: string, title: string, isRefused: (url: string) => boolean): Variant {
  return refuses(id, title, ({ body }) => {
    const { refresh_url, return_url } = flowOf(body);
    return [refresh_url, return_url].some(url => typeof url === 'string' && isRefused(url));
  });
}

const members: readonly Variant[] = [
  said('no-updates', 'Knows onboardings only.', {
    ...{ kind: 'outcome', status: 400, code: 'invalid_fields', message: 'Some fields in the request were invalid.' },
    ...{ where: { '/use_case/type': 'account_update' }, times: 1_000_000 },
  }),
  refuses('no-collection-options', 'Knows no `collection_options`.', ({ body }) => optionsOf(body) !== undefined),
  refuses(
    'no-eventually-due',
    'Knows `currently_due` only.',
    ({ body }) => member(optionsOf(body), 'fields') === 'eventually_due',
  ),
  refuses(
    'no-future-requirements',
    'Knows no `future_requirements`.',
    ({ body }) => member(optionsOf(body), 'future_requirements') !== undefined,
  ),
  ...[
    refuses('return-url-required', 'Demands a `return_url`.', ({ body }) => {
      const { refresh_url, return_url } = flowOf(body);
      return refresh_url !== undefined && return_url === undefined;
    }),
    refuses('collection-options-required', 'Demands `collection_options`.', ({ body }) => {
      const { refresh_url, collection_options } = flowOf(body);
      return refresh_url !== undefined && collection_options === undefined;
    }),
    refuses('both-collection-options-required', 'Demands both `collection_options` or none.', ({ body }) => {
      const options = optionsOf(body);
      return isJsonObject(options) && Object.keys(options).length === 1;
    }),
    refuses('empty-collection-options-refused', 'Demands a member in `collection_options`.', ({ body }) => {
      const options = optionsOf(body);
      return isJsonObject(options) && Object.keys(options).length === 0;
    }),
    refuses(
      'no-omit',
      'Takes `include` only for `future_requirements`.',
      ({ body }) => member(optionsOf(body), 'future_requirements') === 'omit',
    ),
    refuses('no-customers', 'Does not know the configuration `customer`.', ({ body }) => {
      const { configurations } = flowOf(body);
      return isList(configurations) && configurations.includes('customer');
    }),
    refuses('type-first', 'Demands that `type` stands before the options that it names.', ({ body }) => {
      const useCase = member(body, 'use_case');
      return isJsonObject(useCase) && 'type' in useCase && Object.keys(useCase)[0] !== 'type';
    }),
    refuses(
      'account-first',
      'Demands that `account` stands first.',
      ({ body }) => isJsonObject(body) && 'account' in body && Object.keys(body)[0] !== 'account',
    ),
    refuses('account-of-letters', 'Knows no account id with an underscore after `acct_`.', ({ body }) =>
      /^acct_.*_/.test(String(member(body, 'account'))),
    ),
  ].map(
    unseenByPactsBut(
      'return-url-required',
      'collection-options-required',
      'both-collection-options-required',
      'no-omit',
      'no-customers',
      'type-first',
    ),
  ),
];

const urls: readonly Variant[] = [
  refusesUrls('no-query', 'Refuses URLs with a query.', url => url.includes('?')),
  refusesUrls('no-fragment', 'Refuses URLs with a fragment.', url => url.includes('#')),
  refusesUrls('no-percent-escapes', 'Refuses URLs with percent-escapes.', url => /%[0-9A-F]{2}/i.test(url)),
  refusesUrls('no-punycode', 'Refuses hosts in punycode.', url => url.includes('//xn--')),
  refusesUrls('no-http', 'Refuses http with a test key.', url => url.startsWith('http:')),
  refusesUrls('no-localhost', 'Refuses localhost with a test key.', url => /^https?:\/\/localhost\b/.test(url)),
  refusesUrls('no-port', 'Refuses URLs with a port.', url => /^https?:\/\/[^/?#]+:\d/.test(url)),
  refusesUrls('path-required', 'Demands a path in URLs.', url => /^https?:\/\/[^/?#]+$/.test(url)),
  refusesUrls('no-other-domain', 'Knows the ends of domains that were there in its youth.', url =>
    /^https?:\/\/[^/?#:]+\.(uk|example)\b/.test(url),
  ),
  refusesUrls('no-reserved-characters', 'Knows letters, digits and few signs in URLs.', url => /[;~]/.test(url)),
  refuses('equal-urls-refused', 'Refuses a `return_url` that equals the `refresh_url`.', ({ body }) => {
    const { refresh_url, return_url } = flowOf(body);
    return refresh_url !== undefined && refresh_url === return_url;
  }),
].map(
  unseenByPactsBut(
    'no-query',
    'no-fragment',
    'no-percent-escapes',
    'no-punycode',
    'no-port',
    'path-required',
    'no-other-domain',
    'no-reserved-characters',
    'equal-urls-refused',
  ),
);

function optionsOf(body: Json | undefined): Json | undefined {
  return member(flowOf(body), 'collection_options');
}

export const strictness: readonly Variant[] = [...members, ...urls];
