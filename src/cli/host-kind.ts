/** Where a target is, as far as a key must know. */
export type HostKind = 'loopback' | 'stripe' | 'other';

/** Reads the host of a URL, which its parser has brought into one form: `127.1` is `127.0.0.1` there. */
export function hostKindOf({ hostname }: URL): HostKind {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)) return 'loopback';
  return host === 'stripe.com' || host.endsWith('.stripe.com') ? 'stripe' : 'other';
}
