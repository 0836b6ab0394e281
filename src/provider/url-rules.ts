import type { Assumptions } from './assumptions.ts';

/**
 * Whether a flow may send its visitor to this URL, beyond what the schema says of it: `http://` and localhost are for
 * tests. A URL that cannot be taken apart (`https://`, a port of 99999) is not a valid one.
 */
export function isUrlAllowed(
  url: string,
  keyKind: 'live' | 'test',
  { doubtful, loopback }: Pick<Assumptions, 'doubtful' | 'loopback'>,
): boolean {
  if (!URL.canParse(url)) return doubtful === 'accept';
  if (keyKind === 'test') return true;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' || localName.test(hostname)) return false;
  return loopback === 'accept' || !loopbackAddress.test(hostname);
}

// The parser has lower-cased names and brought addresses into one form.

/** Observed. */
const localName = /^(?:.+\.)?localhost\.?$/;
/** Assumed. */
const loopbackAddress = /^(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])\.?$/;
