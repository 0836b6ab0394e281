// Every option that commands share, once; those of fuzzing, of a broker, of `record` and of `serve` in files of their own. A command lists those it takes; only they are offered and accepted.
import type { Severity } from '../evidence.ts';
import type { Party } from '../finding.ts';
import { flagOption, listOption, type Option, valueOption, withDefault } from './option.ts';
import { parseHeader } from './parse-header.ts';
import { parseHttpUrl } from './parse-http-url.ts';
import { parseSeverity, type SeverityChoice } from './parse-severity.ts';
import { parseChoice, parseInteger, parseText } from './parse-value.ts';
import { reporterOption } from './reporter-option.ts';

// Of all that judge.

export const failOn: Option<Severity | 'never'> = withDefault(
  valueOption(
    {
      name: 'fail-on',
      value: 'LEVEL',
      summary: 'Exit with 1 from which findings on: error, warning, notice or never.',
    },
    parseChoice(['error', 'warning', 'notice', 'never']),
  ),
  'error',
);

export const party: Option<Party | 'both'> = withDefault(
  valueOption(
    { name: 'party', value: 'PARTY', summary: 'Whose faults to report and to fail on: client, provider or both.' },
    parseChoice(['client', 'provider', 'both']),
  ),
  'both',
);

export const maxFindings: Option<number | undefined> = valueOption(
  { name: 'max-findings', value: 'N', summary: 'List the N worst findings at most; all are counted.' },
  parseInteger(1),
);

export const quiet: Option<boolean> = withDefault(
  flagOption({ name: 'quiet', summary: 'Say no more than the verdict when all is well.' }),
  false,
);

export const severity: Option<readonly SeverityChoice[]> = {
  ...listOption(
    { name: 'severity', value: 'RULE=LEVEL', summary: 'The severity of a rule: error, warning or notice. Repeatable.' },
    parseSeverity,
  ),
  isMap: true,
};

export const color: Option<boolean | undefined> = flagOption({
  name: 'color',
  summary: 'Colour, or not with --no-color; by itself only on a terminal, heeding NO_COLOR and FORCE_COLOR.',
});

export const unicode: Option<boolean | undefined> = flagOption({
  name: 'unicode',
  summary: 'Draw with more than ASCII, or not with --no-unicode; by itself where locale, terminal or CI know it.',
});

export const baselineFile: Option<string | undefined> = valueOption(
  { name: 'baseline', value: 'FILE', summary: 'Findings that are accepted, each with a reason, an owner and an end.' },
  parseText,
);

export const configFile: Option<string | undefined> = valueOption(
  {
    name: 'config',
    value: 'FILE',
    summary: 'Settings (JSON, YAML, a module); account-links.config.{json,yaml} if absent.',
  },
  parseText,
);

export const profile: Option<string | undefined> = valueOption(
  { name: 'profile', value: 'NAME', summary: 'The settings under this name in the configuration.' },
  parseText,
);

/** Where the settings stand that the line leaves out. */
export const configOptions: readonly Option<unknown>[] = [configFile, profile];

export const judgingOptions: readonly Option<unknown>[] = [
  reporterOption,
  failOn,
  party,
  severity,
  maxFindings,
  quiet,
  color,
  unicode,
  baselineFile,
  ...configOptions,
];

// Of recorded traffic.

export const format: Option<string> = withDefault(
  valueOption({ name: 'format', value: 'NAME', summary: 'The format of the recordings.' }, parseText),
  'auto',
);

export const fields: Option<string | undefined> = valueOption(
  {
    name: 'fields',
    value: 'FILE',
    summary: 'JSON lines of another shape: where in a line the parts of an exchange are.',
  },
  parseText,
);

export const strictJson: Option<boolean> = withDefault(
  flagOption({ name: 'strict-json', summary: 'Parse also the records that cannot be of our endpoint.' }),
  false,
);

export const as: Option<string | undefined> = valueOption(
  { name: 'as', value: 'VERSION', summary: 'Judge the requests as if they had been sent under this version.' },
  parseText,
);

export const assumeVersion: Option<string | undefined> = valueOption(
  { name: 'assume-version', value: 'VERSION', summary: 'The version of exchanges that carry none we know.' },
  parseText,
);

export const allowUnreadable: Option<number> = withDefault(
  valueOption(
    { name: 'allow-unreadable', value: 'N', summary: 'Put up with N records that cannot be read.' },
    parseInteger(0),
  ),
  0,
);

export const logs: Option<readonly string[]> = listOption(
  { name: 'logs', value: 'PATH', summary: 'Recorded traffic to judge, instead of the bundled recordings. Repeatable.' },
  parseText,
);

// Of a provider under test.

export const apiVersion: Option<readonly string[]> = listOption(
  { name: 'api-version', value: 'VERSION', summary: 'A Stripe-Version or a contract; `all` for all. Repeatable.' },
  parseText,
);

export const providerStatesUrl: Option<URL | undefined> = valueOption(
  { name: 'provider-states-url', value: 'URL', summary: 'Where the provider takes its states (Pact protocol).' },
  (given, name) => parseHttpUrl(given, `--${name}`),
);

export const accounts: Option<string | undefined> = valueOption(
  { name: 'accounts', value: 'FILE', summary: 'The accounts that exist: {"accounts": [{"id", "configurations"}]}.' },
  parseText,
);

export const apiKeyEnv: Option<string | undefined> = valueOption(
  { name: 'api-key-env', value: 'NAME', summary: 'The environment variable that holds the API key.' },
  parseText,
);

export const header: Option<readonly (readonly [name: string, value: string])[]> = listOption(
  { name: 'header', value: "'K: V'", summary: 'A header to send with each request. Repeatable.' },
  parseHeader,
);

export const allowLive: Option<boolean> = withDefault(
  flagOption({ name: 'allow-live', summary: 'With --confirm-host: allow a live key, or a host of Stripe.' }),
  false,
);

export const confirmHost: Option<string | undefined> = valueOption(
  { name: 'confirm-host', value: 'HOST', summary: 'The host of the base URL, once more, for --allow-live.' },
  parseText,
);

/** Which provider is tested, as what, and how it comes to have accounts. */
export const targetOptions: readonly Option<unknown>[] = [
  apiVersion,
  providerStatesUrl,
  accounts,
  apiKeyEnv,
  header,
  allowLive,
  confirmHost,
];

export const timeout: Option<number> = withDefault(
  valueOption(
    { name: 'timeout', value: 'MS', summary: 'How long to wait for an answer, in milliseconds.' },
    parseInteger(1, 2 ** 31 - 1), // the longest that a timer of Node waits
  ),
  5000,
);

export const pacts: Option<string | undefined> = valueOption(
  { name: 'pacts', value: 'PATH', summary: 'A pact file, a folder of them or a URL, instead of the bundled ones.' },
  parseText,
);
