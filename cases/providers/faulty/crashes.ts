// Odd requests that a provider must refuse, or may serve, and on which this one fails.

import { isJsonObject, type Json, member } from '../../../src/json.ts';
import { isList } from '../edits.ts';
import { crash, flowOf, onSome, type Sent, unseenByPactsBut, type Variant } from '../variant.ts';

function crashesOn(id: string, title: string, isOdd: (sent: Sent) => boolean): Variant {
  return onSome(`crash-on-${id}`, title, isOdd, crash);
}

function crashesOnText(id: string, title: string, isOdd: (text: string) => boolean): Variant {
  return crashesOn(id, title, ({ body }) => textsOf(body).some(isOdd));
}

function crashesOnName(id: string, title: string, isOdd: (name: string) => boolean): Variant {
  return crashesOn(id, title, ({ body }) => namesOf(body).some(isOdd));
}

const bodies: readonly Variant[] = [
  crashesOn('list', 'Fails when the body is a list.', ({ body }) => isList(body)),
  crashesOn(
    'scalar',
    'Fails when the body is a number or a truth value.',
    ({ body }) => typeof body === 'number' || typeof body === 'boolean',
  ),
  crashesOn('text', 'Fails when the body is a text of JSON.', ({ body }) => typeof body === 'string'),
  crashesOn('null-body', 'Fails when the body is null.', ({ body }) => body === null),
  crashesOn(
    'empty-object',
    'Fails when the body has no member.',
    ({ body }) => isJsonObject(body) && Object.keys(body).length === 0,
  ),
  crashesOn('broken-json', 'Fails when the body is not JSON.', ({ body, text }) => body === undefined && text !== ''),
  crashesOn('no-body', 'Fails when there is no body.', ({ text }) => text === ''),
  crashesOn('large-body', 'Fails when the body has more than 100 KiB.', ({ text }) => text.length > 100 * 1024),
];

const headers: readonly Variant[] = [
  crashesOn(
    'other-content-type',
    'Fails when the body is not said to be JSON.',
    sent => !(sent.headers.get('content-type') ?? '').startsWith('application/json'),
  ),
  crashesOn('missing-version', 'Fails when there is no `Stripe-Version`.', sent => !sent.headers.has('stripe-version')),
  crashesOn(
    'unknown-version',
    'Fails when the `Stripe-Version` is not a date and a name.',
    sent => !/^\d{4}-\d{2}-\d{2}\.[a-z]+$/.test(sent.headers.get('stripe-version') ?? '2026-02-25.clover'),
  ),
  crashesOn('missing-key', 'Fails when there is no key.', sent => !sent.headers.has('authorization')),
];

const members: readonly Variant[] = [
  crashesOn('null', 'Fails when a member is null.', ({ text }) => text.includes(':null')),
  crashesOn(
    'missing-use-case',
    'Fails when there is no use case.',
    ({ body }) => isJsonObject(body) && body['use_case'] === undefined,
  ),
  crashesOn(
    'missing-account',
    'Fails when there is no account.',
    ({ body }) => isJsonObject(body) && body['account'] === undefined,
  ),
  crashesOn('missing-flow', 'Fails when the options that the type names are not there.', ({ body }) => {
    const useCase = member(body, 'use_case');
    return isJsonObject(useCase) && typeof useCase['type'] === 'string' && !isJsonObject(useCase[useCase['type']]);
  }),
  crashesOn('unknown-type', 'Fails when it does not know the type.', ({ body }) => {
    const type = member(member(body, 'use_case'), 'type');
    return type !== undefined && type !== 'account_onboarding' && type !== 'account_update';
  }),
  crashesOn('use-case-without-members', 'Fails when the use case is no object.', ({ body }) =>
    ['string', 'number', 'boolean'].includes(typeof member(body, 'use_case')),
  ),
  crashesOn('missing-refresh-url', 'Fails when there is no `refresh_url`.', ({ body }) => {
    const flow = flowOf(body);
    return Object.keys(flow).length > 0 && flow['refresh_url'] === undefined;
  }),
  crashesOn('missing-return-url', 'Fails when there is no `return_url`.', ({ body }) => {
    const flow = flowOf(body);
    return flow['refresh_url'] !== undefined && flow['return_url'] === undefined;
  }),
  crashesOn(
    'account-as-number',
    'Fails when the account is a number.',
    ({ body }) => typeof member(body, 'account') === 'number',
  ),
  crashesOn('configurations-as-text', 'Fails when `configurations` is no list.', ({ body }) => {
    const { configurations } = flowOf(body);
    return configurations !== undefined && !isList(configurations);
  }),
  crashesOn('odd-configuration', 'Fails when a configuration is no text.', ({ body }) =>
    listOf(body).some(one => typeof one !== 'string'),
  ),
  crashesOn('empty-configurations', 'Fails when `configurations` is empty.', ({ body }) => {
    const { configurations } = flowOf(body);
    return isList(configurations) && configurations.length === 0;
  }),
  crashesOn(
    'repeated-configurations',
    'Fails when a configuration is named twice.',
    ({ body }) => new Set(listOf(body)).size < listOf(body).length,
  ),
  crashesOn('both-flows', 'Fails when both flows are there.', ({ body }) => {
    const useCase = member(body, 'use_case');
    return isJsonObject(useCase) && 'account_onboarding' in useCase && 'account_update' in useCase;
  }),
  crashesOn('collection-options-as-text', 'Fails when `collection_options` is no object.', ({ body }) => {
    const { collection_options } = flowOf(body);
    return collection_options !== undefined && collection_options !== null && !isJsonObject(collection_options);
  }),
  crashesOn('url-as-object', 'Fails when a URL is no text.', ({ body }) => {
    const { refresh_url = '', return_url = '' } = flowOf(body);
    return typeof refresh_url === 'object' || typeof return_url === 'object';
  }),
  crashesOn('deep-nesting', 'Fails when the body is nested a hundred levels deep.', ({ text }) =>
    /[[{]{100}|(?:\{"[^"]*":){100}/.test(text),
  ),
];

const texts: readonly Variant[] = [
  crashesOnText('empty-text', 'Fails on an empty text.', text => text === ''),
  crashesOnText('long-text', 'Fails on a text of more than 4,000 characters.', text => text.length > 4000),
  crashesOnText('emoji', 'Fails on a character that takes four bytes.', text => /[\u{10000}-\u{10ffff}]/u.test(text)),
  crashesOnText('non-ascii', 'Fails on a character that is not ASCII.', text => Buffer.byteLength(text) > text.length),
  crashesOnText('nul', 'Fails on the character NUL.', text => text.includes('\0')),
  crashesOnText('quote', 'Fails on a quotation mark.', text => text.includes("'")),
  crashesOnText('bad-escape', 'Fails on a percent sign that starts no escape.', text => /%(?![0-9A-F]{2})/i.test(text)),
  crashesOnText(
    'bad-url',
    'Fails when its parser does not take a URL.',
    text => /^https?:/.test(text) && !URL.canParse(text),
  ),
  crashesOnText('no-url', 'Fails when a URL has no scheme.', text => text === '/return' || text === 'not a url'),
  crashesOnText('odd-account', 'Fails when an account id starts with something else than `acct_`.', text =>
    /^(cus|ba|py)_/.test(text),
  ),
  crashesOnName('proto', 'Fails on a member `__proto__`.', name => name === '__proto__'),
  crashesOnName('constructor', 'Fails on a member `constructor`.', name => name === 'constructor'),
  crashesOnName('odd-name', 'Fails on a member whose name is not a word.', name => !/^\w+$/.test(name)),
];

function listOf(body: Json | undefined): readonly Json[] {
  const { configurations } = flowOf(body);
  return isList(configurations) ? configurations : [];
}

function textsOf(body: Json | undefined): readonly string[] {
  return partsOf(body).filter(part => typeof part === 'string');
}

function namesOf(body: Json | undefined): readonly string[] {
  return partsOf(body).flatMap(part => (isJsonObject(part) ? Object.keys(part) : []));
}

/** The value and all within it, however deep. */
function partsOf(body: Json | undefined): readonly Json[] {
  const parts: Json[] = body === undefined ? [] : [body];
  for (const part of parts) if (typeof part === 'object' && part !== null) parts.push(...Object.values(part));
  return parts;
}

export const crashes: readonly Variant[] = [...bodies, ...headers, ...members, ...texts].map(
  unseenByPactsBut('crash-on-missing-return-url'),
);
