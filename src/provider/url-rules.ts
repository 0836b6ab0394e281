/**
 * Whether a flow may send its visitor to this URL, beyond what the schema says of it: `http://` and localhost are for
 * tests. A URL that cannot be taken apart (`https://`, a port of 99999) is not a valid one.
 */
export function isUrlAllowed(url: string, keyKind: 'live' | 'test'): boolean {
  if (!URL.canParse(url)) return false;
  if (keyKind === 'test') return true;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && !isLocalHost(hostname);
}

/** The parser has lower-cased names and brought addresses into one form. Loopback addresses as localhost: assumed. */
function isLocalHost(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])\.?$/.test(hostname);
}
