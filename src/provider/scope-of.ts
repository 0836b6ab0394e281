import { hash } from 'node:crypto';
import type { Incoming } from './incoming.ts';
import type { ProviderOptions } from './provider.ts';

export const scopeHeader = 'Account-Links-Scope';

/** The scope that a request names: empty for none, `undefined` for a name that is none. Of a key only a hash is kept. */
export function scopeOf({ headers }: Incoming, by: NonNullable<ProviderOptions['scopeBy']>): string | undefined {
  const named = headers.get(scopeHeader);
  if (named !== null) return /^[\w.-]{1,64}$/.test(named) ? named : undefined;
  const authorization = by === 'key' ? headers.get('authorization') : null;
  return authorization === null ? '' : `key-${hash('sha256', authorization).slice(0, 32)}`;
}
