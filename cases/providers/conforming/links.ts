// Links that say the same in another way: further members, other forms of time, other hosts.

import { reversed } from '../../../src/fuzz/odd-bodies.ts';
import { isJsonObject, type Json, member } from '../../../src/json.ts';
import { changed, ifList, ifThere, inFlows } from '../edits.ts';
import { editLink, onLink, type Variant, variant } from '../variant.ts';

/** RFC 3339 has many forms of one time. */
const timeForms: readonly ((time: string) => string)[] = [
  time => time,
  time => time.replace(/\.\d+Z/, 'Z'),
  time => time.replace('Z', '000Z'),
  time => time.replace('Z', '123456Z'),
  time => time.replace('Z', '+00:00'),
  time => time.replace('Z', '-00:00'),
  time => time.toLowerCase(),
  time => new Date(Date.parse(time) + 19_800_000).toISOString().replace('Z', '+05:30'),
  time => new Date(Date.parse(time) - 12_600_000).toISOString().replace('Z', '-03:30'),
  time => time.replace(/\.\d+Z/, '.0Z'),
];

const members: readonly Variant[] = [
  onLink('more-members', 'Adds members at every level.', link => {
    const more = { ...link, id: 'acl_1', metadata: {}, use_case: { ...objectAt(link, 'use_case'), locale: 'auto' } };
    return inFlows(
      inFlows(more, ['features'], () => []),
      ['collection_options', 'scope'],
      () => 'all',
    );
  }),
  onLink('nulls', 'Answers null for what was not sent.', link => {
    const both = { account_onboarding: null, account_update: null, ...objectAt(link, 'use_case') };
    const orNull = (old: Json | undefined): Json => old ?? null;
    const nulled = inFlows(
      inFlows({ ...link, use_case: both }, ['return_url'], orNull),
      ['collection_options'],
      orNull,
    );
    return inFlows(
      inFlows(nulled, ['collection_options', 'fields'], orNull),
      ['collection_options', 'future_requirements'],
      orNull,
    );
  }),
  onLink('absent', 'Leaves out what is null.', link =>
    JSON.parse(JSON.stringify(link, (_, value: unknown) => value ?? undefined)),
  ),
  onLink('defaults', 'Answers the documented defaults for what was not sent.', link =>
    inFlows(link, ['collection_options'], old => ({
      ...{ fields: 'currently_due', future_requirements: 'omit' },
      ...(isJsonObject(old) ? old : {}),
    })),
  ),
  onLink('defaults-within', 'Completes the `collection_options` that were sent.', link =>
    inFlows(
      link,
      ['collection_options'],
      ifThere(old => ({ fields: 'currently_due', future_requirements: 'omit', ...(isJsonObject(old) ? old : {}) })),
    ),
  ),
  onLink('configurations-reversed', 'Answers configurations in another order.', link =>
    inFlows(
      link,
      ['configurations'],
      ifList(old => [...old].reverse()),
    ),
  ),
  onLink('configurations-sorted', 'Answers configurations in alphabetical order, each once.', link =>
    inFlows(
      link,
      ['configurations'],
      ifList(old => [...new Set(old.map(String))].sort()),
    ),
  ),
  onLink('members-reversed', 'Answers its members in another order.', link => reversed(link)),
];

const times: readonly Variant[] = [
  variant('times-in-all-forms', 'Answers times in another form of RFC 3339 each time.', () => {
    let turn = 0;
    return async (request, next) =>
      editLink(await next(request), link => {
        const form = timeForms[turn++ % timeForms.length] ?? String;
        return changed(
          changed(link, ['created'], old => form(String(old))),
          ['expires_at'],
          old => form(String(old)),
        );
      });
  }),
];

const facts: readonly Variant[] = [
  onLink('long-life', 'Lets its links live for a day.', link =>
    changed(link, ['expires_at'], () => new Date(Date.parse(String(link['created'])) + 86_400_000).toISOString()),
  ),
  onLink('short-life', 'Lets its links live for a second.', link =>
    changed(link, ['expires_at'], () => new Date(Date.parse(String(link['created'])) + 1000).toISOString()),
  ),
  onLink('clock-behind', 'Has a clock that is an hour late.', link =>
    changed(
      changed(link, ['created'], () => '2026-01-01T00:00:00.000Z'),
      ['expires_at'],
      () => '2026-01-01T00:05:00.000Z',
    ),
  ),
  onLinkUrl('link-of-documents', 'Hands out links as the documents show them.', (token, account) => {
    return `https://accounts.stripe.com/r/${account}#alu_test_${token}`;
  }),
  onLinkUrl('link-of-connect', 'Hands out links as integrators see them.', (token, account) => {
    return `https://connect.stripe.com/setup/e/${account}/${token}`;
  }),
  onLinkUrl('link-of-other-host', 'Hands out links of a host of its own, with a port and a query.', token => {
    return `https://links.example.org:8443/onboarding?token=${token}`;
  }),
  onLinkUrl('long-link', 'Hands out links of two thousand characters.', token => {
    return `https://links.example.org/${token}${'x'.repeat(2000)}`;
  }),
];

function onLinkUrl(id: string, title: string, url: (token: string, account: string) => string): Variant {
  return onLink(id, title, link => {
    const token = String(link['url']).split('/').at(-1) ?? '';
    return { ...link, url: url(token, encodeURIComponent(String(link['account']))) };
  });
}

function objectAt(value: Json, name: string): { readonly [name: string]: Json } {
  const held = member(value, name);
  return isJsonObject(held) ? held : {};
}

export const links: readonly Variant[] = [...members, ...times, ...facts];
