// Time, mode and link: what must be true of a link beside its shape.
import { changed } from '../edits.ts';
import { onLink, saidOfLink, type Variant } from '../variant.ts';

function expiring(id: string, title: string, expiry: (created: number) => string): Variant {
  return onLink(id, title, link => changed(link, ['expires_at'], () => expiry(Date.parse(String(link['created'])))));
}

const at = (time: number): string => new Date(time).toISOString();

const times: readonly Variant[] = [
  expiring('expired-at-once', 'Lets the link expire when it is created.', at),
  expiring('expired-a-second-before', 'Lets the link expire a second before it is created.', created =>
    at(created - 1000),
  ),
  saidOfLink('expired-long-before', 'Lets the link expire at a fixed time that is over.', {
    op: 'add',
    path: '/expires_at',
    value: '2001-01-01T00:00:00Z',
  }),
  expiring('expiry-in-1970', 'Takes seconds for milliseconds when it formats `expires_at`.', created =>
    at((created + 300_000) / 1000),
  ),
  expiring('expiry-in-local-time', 'Writes `Z` behind a local time five hours behind.', created =>
    at(created + 300_000 - 5 * 3_600_000),
  ),
  expiring('expiry-in-another-zone', 'Writes an offset behind a time in UTC.', created =>
    at(created + 300_000).replace('Z', '+02:00'),
  ),
  expiring('expiry-without-its-date', 'Puts the time of expiry on the first day of 1970.', created =>
    at((created + 300_000) % 86_400_000),
  ),
  onLink('times-swapped', 'Answers each time in the place of the other.', link => ({
    ...link,
    created: link['expires_at'] ?? null,
    expires_at: link['created'] ?? null,
  })),
];

const modes: readonly Variant[] = [
  saidOfLink('live-for-test-key', 'Answers `livemode: true` to a test key.', {
    op: 'add',
    path: '/livemode',
    value: true,
  }),
];

const links: readonly Variant[] = [
  saidOfLink('one-link-for-all', 'Answers the same link to everybody.', {
    op: 'add',
    path: '/url',
    value: 'http://127.0.0.1/setup/e/acct_1/always',
  }),
];

export const facts: readonly Variant[] = [...times, ...modes, ...links];
