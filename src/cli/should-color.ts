import type { OutputStream } from './io.ts';

/** Whether to colour what goes to a stream: what was said beats the environment, and that beats what the stream is. */
export function shouldColor(
  said: boolean | undefined,
  env: { readonly [name: string]: string | undefined },
  stream: Pick<OutputStream, 'isTTY'>,
): boolean {
  if (said !== undefined) return said;
  if (isSet(env['NO_COLOR'])) return false; // no-color.org: when present and not empty
  if (isSet(env['FORCE_COLOR'])) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  if (isSet(env['CLICOLOR_FORCE']) && env['CLICOLOR_FORCE'] !== '0') return true;
  if (env['TERM'] === 'dumb') return false;
  return stream.isTTY === true;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
