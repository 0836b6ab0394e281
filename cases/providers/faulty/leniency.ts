// What is let through: each demand of the request that a provider may fail to make.

import { isJsonObject, type Json } from '../../../src/json.ts';
import { changed, inFlows, inUrls, isList } from '../edits.ts';
import { flowOf, json, linkFor, onRequest, onSome, unseenByPacts, unseenByPactsBut, type Variant } from '../variant.ts';

const url = 'https://example.com/default';

/** Keeps the members of the object that it knows. */
function only(...known: readonly string[]): (old: Json | undefined) => Json | undefined {
  return old =>
    isJsonObject(old) ? Object.fromEntries(Object.entries(old).filter(([name]) => known.includes(name))) : old;
}

function otherwise(value: Json): (old: Json | undefined) => Json {
  return old => old ?? value;
}

const unknownMembers: readonly Variant[] = [
  onRequest(
    'unknown-members-ignored',
    'Ignores unknown members of the body.',
    sent => only('account', 'use_case')(sent) ?? null,
  ),
  onRequest('unknown-members-of-use-case-ignored', 'Ignores unknown members of the use case.', sent =>
    changed(sent, ['use_case'], only('type', 'account_onboarding', 'account_update')),
  ),
  onRequest('unknown-options-ignored', 'Ignores unknown options of the flow.', sent =>
    changed(sent, ['use_case'], old =>
      inFlowsOf(old, only('configurations', 'refresh_url', 'return_url', 'collection_options')),
    ),
  ),
  onRequest('unknown-options-of-update-ignored', 'Looks for unknown options in an onboarding only.', sent =>
    changed(
      sent,
      ['use_case', 'account_update'],
      only('configurations', 'refresh_url', 'return_url', 'collection_options'),
    ),
  ),
  onRequest('unknown-collection-options-ignored', 'Ignores unknown collection options.', sent =>
    inFlows(sent, ['collection_options'], only('fields', 'future_requirements')),
  ),
  onRequest('urls-at-the-top', 'Takes the URLs where v1 has them.', sent => {
    if (!isJsonObject(sent)) return sent;
    const { refresh_url, return_url, ...rest } = sent;
    const moved = refresh_url === undefined ? rest : inFlows(rest, ['refresh_url'], otherwise(refresh_url));
    return return_url === undefined ? moved : inFlows(moved, ['return_url'], otherwise(return_url));
  }),
].map(unseenByPacts);

const required: readonly Variant[] = [
  onSome(
    'account-optional',
    'Does without an account.',
    ({ body }) => isJsonObject(body) && isJsonObject(body['use_case']) && !('account' in body),
    ({ body }) => json(200, { ...linkFor(body), account: 'acct_default' }),
  ),
  onSome(
    'use-case-optional',
    'Does without a use case.',
    ({ body }) => isJsonObject(body) && !('use_case' in body),
    ({ body }) => json(200, { ...linkFor(body), use_case: { type: 'account_onboarding' } }),
  ),
  onRequest('type-optional', 'Takes the type from the options that are there.', sent =>
    changed(sent, ['use_case'], old => {
      if (!isJsonObject(old) || 'type' in old) return old;
      const [type = 'account_onboarding'] = Object.keys(old);
      return { type, ...old };
    }),
  ),
  onRequest('refresh-url-optional', 'Does without `refresh_url`.', sent =>
    inFlows(sent, ['refresh_url'], otherwise(url)),
  ),
  onRequest('refresh-url-of-update-optional', 'Does without `refresh_url` in an update.', sent =>
    changed(sent, ['use_case', 'account_update', 'refresh_url'], otherwise(url)),
  ),
  onSome(
    'configurations-optional',
    'Does without `configurations`.',
    ({ body }) => typeof flowOf(body)['refresh_url'] === 'string' && !('configurations' in flowOf(body)),
    ({ body }) => json(200, inFlows(linkFor(body), ['configurations'], otherwise(['recipient']))),
  ),
].map(unseenByPacts);

const types: readonly Variant[] = [
  onRequest('account-from-number', 'Turns a number into an account id.', sent =>
    changed(sent, ['account'], old => (typeof old === 'number' ? 'acct_contract_recipient' : old)),
  ),
  onSome(
    'body-from-anything',
    'Takes a body that is no object for one without members, and has a default for each.',
    ({ body }) => body !== undefined && !isJsonObject(body),
    () => json(200, linkFor({ account: 'acct_default', use_case: { type: 'account_onboarding' } })),
  ),
  onSome(
    'use-case-from-text',
    'Takes the type for the use case.',
    ({ body }) => isJsonObject(body) && typeof body['use_case'] === 'string',
    ({ body }) => json(200, { ...linkFor(body), use_case: { type: 'account_onboarding' } }),
  ),
  onRequest('configurations-from-text', 'Takes a text for a list of one configuration.', sent =>
    inFlows(sent, ['configurations'], old => (typeof old === 'string' ? ['recipient'] : old)),
  ),
  onRequest('urls-from-anything', 'Turns what is no text into a URL.', sent =>
    inFlows(sent, ['refresh_url'], old => (typeof old === 'string' || old === undefined ? old : url)),
  ),
  onRequest('falsy-return-url-ignored', 'Ignores a `return_url` that is false, 0 or empty.', sent =>
    inFlows(sent, ['return_url'], old => (old === undefined || !old ? undefined : old)),
  ),
  onRequest('collection-options-from-anything', 'Ignores `collection_options` that are no object.', sent =>
    inFlows(sent, ['collection_options'], old => (isJsonObject(old) ? old : undefined)),
  ),
  onRequest('future-requirements-from-boolean', 'Takes a boolean for `future_requirements`.', sent =>
    inFlows(sent, ['collection_options', 'future_requirements'], old =>
      typeof old === 'boolean' ? (old ? 'include' : 'omit') : old,
    ),
  ),
  onRequest('fields-from-anything', 'Ignores `fields` that are no text.', sent =>
    inFlows(sent, ['collection_options', 'fields'], old => (typeof old === 'string' ? old : undefined)),
  ),
].map(unseenByPacts);

const enums: readonly Variant[] = [
  onRequest('any-fields', 'Takes any text for `fields`.', sent =>
    inFlows(sent, ['collection_options', 'fields'], old => (typeof old === 'string' ? 'currently_due' : old)),
  ),
  ...[
    onSome(
      'any-type',
      'Takes any text for `type`, and onboards.',
      ({ body }) => !/^(account_onboarding|account_update)$/.test(typeOf(body)) && hasFlow(body),
      ({ body }) => json(200, linkFor(body)),
    ),
    onRequest('types-in-any-case', 'Takes types in upper case.', sent =>
      changed(sent, ['use_case', 'type'], old => (typeof old === 'string' ? old.toLowerCase() : old)),
    ),
    onRequest('any-future-requirements', 'Takes any text for `future_requirements`.', sent =>
      inFlows(sent, ['collection_options', 'future_requirements'], old => (typeof old === 'string' ? 'omit' : old)),
    ),
    onRequest('fields-in-any-case', 'Takes `fields` in upper case.', sent =>
      inFlows(sent, ['collection_options', 'fields'], old => (typeof old === 'string' ? old.toLowerCase() : old)),
    ),
    onRequest('fields-trimmed', 'Trims `fields`.', sent =>
      inFlows(sent, ['collection_options', 'fields'], old => (typeof old === 'string' ? old.trim() : old)),
    ),
    onRequest('configurations-in-any-case', 'Takes configurations in upper case.', sent =>
      inFlows(sent, ['configurations'], old => eachText(old, name => name.toLowerCase())),
    ),
    onRequest('unknown-configurations-ignored', 'Ignores configurations that it does not know.', sent =>
      inFlows(sent, ['configurations'], old => (isList(old) ? old.filter(isKnownConfiguration) : old)),
    ),
    onRequest('configurations-of-the-preview', 'Takes `storer`, which only the preview has.', sent =>
      inFlows(sent, ['configurations'], old => (isList(old) ? old.filter(one => one !== 'storer') : old)),
    ),
  ].map(unseenByPactsBut('any-future-requirements')),
];

const urls: readonly Variant[] = [
  lenientUrls('any-scheme', 'Takes a URL of any scheme.', text => /^[a-z][a-z0-9+.-]*:/i.test(text)),
  lenientUrls('any-parsable-url', 'Takes what its parser takes for a URL.', text => URL.canParse(text)),
  lenientUrls('app-scheme', 'Takes links into an app.', text => /^(app|com\.[a-z.]+):\/\//.test(text)),
  lenientUrls('ftp-scheme', 'Takes ftp.', text => text.startsWith('ftp:')),
  lenientUrls('relative-urls', 'Takes paths.', text => text.startsWith('/')),
  lenientUrls('any-url-text', 'Takes any text for a URL, but not an empty one.', text => text !== ''),
  lenientUrls('empty-urls', 'Takes an empty text for a URL.', text => text === ''),
  lenientUrls('scheme-anywhere', 'Looks for `https://` anywhere in a URL.', text => /https?:\/\//.test(text)),
  lenientUrls('urls-trimmed', 'Trims URLs.', text => /^https?:\/\//.test(text.trim())),
  lenientUrls('starts-with-http', 'Takes what starts with `http`.', text => text.startsWith('http')),
  onRequest('any-refresh-url', 'Looks at `return_url` only.', sent =>
    inFlows(sent, ['refresh_url'], old => (typeof old === 'string' ? url : old)),
  ),
  onRequest('any-return-url', 'Looks at `refresh_url` only.', sent =>
    inFlows(sent, ['return_url'], old => (typeof old === 'string' ? url : old)),
  ),
  onRequest('any-url-of-update', 'Looks at the URLs of an onboarding only.', sent =>
    changed(sent, ['use_case', 'account_update', 'refresh_url'], old => (typeof old === 'string' ? url : old)),
  ),
].map(unseenByPactsBut('any-refresh-url', 'any-return-url', 'any-url-of-update'));

/** Also takes URLs that are refused: those of its own reading. */
function lenientUrls(id: string, title: string, isTaken: (text: string) => boolean): Variant {
  return onRequest(id, title, sent =>
    inUrls(sent, text => (!/^https?:\/\//i.test(text) && isTaken(text) ? url : text)),
  );
}

function inFlowsOf(useCase: Json | undefined, edit: (old: Json | undefined) => Json | undefined): Json | undefined {
  if (!isJsonObject(useCase)) return useCase;
  return changed(changed(useCase, ['account_onboarding'], edit), ['account_update'], edit);
}

function typeOf(body: Json | undefined): string {
  const useCase = isJsonObject(body) ? body['use_case'] : undefined;
  return String(isJsonObject(useCase) ? useCase['type'] : undefined);
}

function hasFlow(body: Json | undefined): boolean {
  const useCase = isJsonObject(body) ? body['use_case'] : undefined;
  return isJsonObject(useCase) && typeof useCase['type'] === 'string';
}

function eachText(old: Json | undefined, edit: (text: string) => string): Json | undefined {
  return isList(old) ? old.map(one => (typeof one === 'string' ? edit(one) : one)) : old;
}

function isKnownConfiguration(one: Json): boolean {
  return one === 'customer' || one === 'merchant' || one === 'recipient';
}

export const leniency: readonly Variant[] = [...unknownMembers, ...required, ...types, ...enums, ...urls];
