// The options of a Pact Broker, named as its own clients name them.
import type { JsonObject } from '../json.ts';
import { flagOption, listOption, type Option, valueOption, withDefault } from './option.ts';
import { parseDay } from './parse-day.ts';
import { parseHttpUrl } from './parse-http-url.ts';
import { parseSelector } from './parse-selector.ts';
import { parseText } from './parse-value.ts';

export const brokerUrl: Option<URL | undefined> = valueOption(
  { name: 'broker-url', value: 'URL', summary: 'A Pact Broker to take the pacts from, instead of the bundled ones.' },
  (given, name) => parseHttpUrl(given, `--${name}`),
);

export const brokerTokenEnv: Option<string | undefined> = valueOption(
  {
    name: 'broker-token-env',
    value: 'NAME',
    summary: 'The environment variable that holds the token, or user:password, for the broker or the URL of --pacts.',
  },
  parseText,
);

export const providerName: Option<string | undefined> = valueOption(
  { name: 'provider-name', value: 'NAME', summary: 'Verify the pacts of this provider only.' },
  parseText,
);

export const consumerVersionSelectors: Option<readonly JsonObject[]> = listOption(
  {
    name: 'consumer-version-selector',
    value: 'JSON',
    summary: 'Which pacts, such as {"mainBranch": true}; else the latest of each consumer. Repeatable.',
  },
  parseSelector,
);

export const enablePending: Option<boolean> = withDefault(
  flagOption({ name: 'enable-pending', summary: 'Let pacts fail that the provider branch has not verified yet.' }),
  false,
);

export const includeWipPactsSince: Option<string | undefined> = valueOption(
  {
    name: 'include-wip-pacts-since',
    value: 'DATE',
    summary: 'Take pacts in progress since a day, as 2026-01-31; they may fail.',
  },
  parseDay,
);

export const publish: Option<boolean> = withDefault(
  flagOption({ name: 'publish', summary: 'Tell the broker the results, for --provider-version.' }),
  false,
);

export const providerVersion: Option<string | undefined> = valueOption(
  { name: 'provider-version', value: 'VERSION', summary: 'The version of the provider, such as its commit.' },
  parseText,
);

export const providerBranch: Option<string | undefined> = valueOption(
  { name: 'provider-branch', value: 'BRANCH', summary: 'The branch of that version.' },
  parseText,
);

export const brokerOptions: readonly Option<unknown>[] = [
  ...[brokerUrl, brokerTokenEnv, providerName, consumerVersionSelectors, enablePending, includeWipPactsSince],
  ...[publish, providerVersion, providerBranch],
];
