import { ToolError } from '../errors.ts';
import { hostKindOf } from './host-kind.ts';

/** What two options must say together before anything goes to a live platform. */
export interface LivePermission {
  readonly allowLive: boolean;
  /** The host that the user typed once more. */
  readonly confirmedHost: string | undefined;
}

/**
 * The key for a target. Without `--api-key-env` no environment variable is read: a loopback target gets a dummy, any
 * other none. Throws a `ToolError` with the code `usage`, also for whatever could reach a live platform.
 */
export function resolveApiKey(
  target: URL,
  variable: string | undefined,
  env: { readonly [name: string]: string | undefined },
  permission: LivePermission = { allowLive: false, confirmedHost: undefined },
): string {
  const kind = hostKindOf(target);
  const isAllowed = permission.allowLive && permission.confirmedHost === target.hostname;
  const both = `--allow-live and --confirm-host ${target.hostname}`;
  if (kind === 'stripe' && !isAllowed) {
    const advice = `Test a provider of your own, or the embedded one: \`account-links serve\`. If it must be, name both ${both}.`;
    throw new ToolError('usage', `${target.host} is Stripe itself: nothing is sent to a live platform. ${advice}`);
  }
  if (variable === undefined) {
    if (kind === 'loopback') return 'sk_test_dummy';
    const message = `${target.host} is not this machine: name the environment variable that holds its test key with --api-key-env.`;
    throw new ToolError('usage', message);
  }
  const key = (Object.hasOwn(env, variable) ? env[variable] : undefined)?.trim() ?? '';
  if (key === '') {
    throw new ToolError('usage', `The environment variable \`${variable}\` of --api-key-env is not set or is empty.`);
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new ToolError('usage', `The environment variable \`${variable}\` holds no key: no header can carry it.`);
  }
  if (/^[a-z]+_(?:[a-z]+_)?live(?:_|$)/i.test(key) && !isAllowed) {
    const message = `The environment variable \`${variable}\` holds a live key: nothing is sent to a live platform. Use a test key; if it must be, name both ${both}.`;
    throw new ToolError('usage', message);
  }
  return key;
}
