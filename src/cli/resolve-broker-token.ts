import { ToolError } from '../errors.ts';

/** The Authorization header of a broker: `user:password` goes by Basic, a token by Bearer. */
export function resolveBrokerToken(variable: string, env: { readonly [name: string]: string | undefined }): string {
  const token = (Object.hasOwn(env, variable) ? env[variable] : undefined)?.trim() ?? '';
  const refuse = (what: string) =>
    new ToolError('usage', `The environment variable \`${variable}\` of --broker-token-env ${what}.`);
  if (token === '') throw refuse('is not set or is empty');
  // A bearer token has no colon (RFC 6750, 2.1).
  if (token.includes(':')) return `Basic ${Buffer.from(token, 'utf8').toString('base64')}`;
  if (!/^[\x21-\x7e]+$/.test(token)) throw refuse('holds no token: no header can carry it');
  return `Bearer ${token}`;
}
