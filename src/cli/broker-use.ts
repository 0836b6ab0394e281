// The options of a broker, which depend on each other: read before anything is sent.
import { ToolError } from '../errors.ts';
import * as options from './broker-options.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';
import type { Option } from './option.ts';
import { apiVersion, pacts, timeout } from './options.ts';
import { packageVersion } from './package-version.ts';
import { type BrokerUse, isHttpUrl } from './pact-source.ts';
import { resolveBrokerToken } from './resolve-broker-token.ts';

/** The name that our own pacts give the provider. */
const usualProvider = 'stripe-account-links';

/** Reads how a broker is used; `undefined` without one. Throws a usage error for options that do not go together. */
export function brokerUseOf(args: Args, io: Io): BrokerUse | undefined {
  const url = args.get(options.brokerUrl);
  const path = args.get(pacts);
  if (url !== undefined && path !== undefined) {
    throw usage('--broker-url and --pacts exclude each other: name one of them.');
  }
  if (args.get(apiVersion).length > 0 && (url ?? path) !== undefined) {
    const what = url === undefined ? '--pacts' : '--broker-url';
    throw usage(
      `--api-version chooses among the bundled pacts; those of ${what} name their Stripe-Version themselves.`,
    );
  }
  if (url === undefined) {
    refuseWithoutBroker(args, path);
    return undefined;
  }
  refuseHalves(args);
  const authorization = authorizationOf(args, io);
  const [branch, wipSince] = [args.get(options.providerBranch), args.get(options.includeWipPactsSince)];
  const version = args.get(options.providerVersion);
  const named = branch === undefined ? {} : { branch };
  return {
    address: { url: url.href, ...(authorization === undefined ? {} : { authorization }) },
    timeoutMs: args.get(timeout),
    choice: {
      provider: args.get(options.providerName) ?? usualProvider,
      selectors: args.get(options.consumerVersionSelectors),
      pending: args.get(options.enablePending),
      ...named,
      ...(wipSince === undefined ? {} : { wipSince }),
    },
    ...(version === undefined ? {} : { publishAs: { version, tool: packageVersion(), ...named } }),
  };
}

/** The Authorization header for the broker or the URL of `--pacts`. */
export function authorizationOf(args: Args, io: Io): string | undefined {
  const name = args.get(options.brokerTokenEnv);
  return name === undefined ? undefined : resolveBrokerToken(name, io.env);
}

function refuseWithoutBroker(args: Args, path: string | undefined): void {
  const isGiven = (option: Option<unknown>): boolean => {
    const value = args.get(option);
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  };
  const own = path !== undefined;
  const elsewhere = [
    ...(own ? [options.providerName] : []),
    ...(own && isHttpUrl(path) ? [options.brokerTokenEnv] : []),
  ].map(({ name }) => name);
  const lost = options.brokerOptions.find(option => isGiven(option) && !elsewhere.includes(option.name));
  if (lost !== undefined) throw usage(`--${lost.name} says nothing without --broker-url.`);
}

function refuseHalves(args: Args): void {
  const [isPublishing, branch] = [args.get(options.publish), args.get(options.providerBranch)];
  const version = args.get(options.providerVersion);
  if (isPublishing && version === undefined) throw usage('--publish needs --provider-version: what is the result of?');
  if (!isPublishing && version !== undefined) throw usage('--provider-version says nothing without --publish.');
  const needy = args.get(options.enablePending)
    ? options.enablePending
    : args.get(options.includeWipPactsSince) === undefined
      ? undefined
      : options.includeWipPactsSince;
  if (needy !== undefined && branch === undefined) {
    throw usage(`--${needy.name} needs --provider-branch: a broker tells for a branch what is pending.`);
  }
}

function usage(message: string): ToolError {
  return new ToolError('usage', message);
}
