// The options of what listens: `serve`, and `record` in part.
import { listOption, type Option, valueOption, withDefault } from './option.ts';
import { badValue, parseChoice, parseInteger, parseText } from './parse-value.ts';

export const port: Option<number> = withDefault(
  valueOption(
    { name: 'port', value: 'N', summary: 'The port to listen on; 0 takes any free one.' },
    parseInteger(0, 65535),
  ),
  0,
);

export const host: Option<string> = withDefault(
  valueOption({ name: 'host', value: 'ADDRESS', summary: 'The address to listen on.' }, parseText),
  '127.0.0.1',
);

export const stripeVersions: Option<readonly string[]> = listOption(
  {
    name: 'api-version',
    value: 'VERSION',
    summary: 'The Stripe-Version of requests that carry none; without it, or with several, those are refused.',
  },
  parseText,
);

export const stateFile: Option<string | undefined> = valueOption(
  { name: 'state-file', value: 'FILE', summary: 'Go on from this file after a restart, and keep it up to date.' },
  parseText,
);

export const linkLifetime: Option<number> = withDefault(
  valueOption(
    { name: 'link-lifetime', value: 'S', summary: 'How long a link lives, in seconds.' },
    parseInteger(1, 31_536_000),
  ),
  300,
);

export const scopeBy: Option<'header' | 'key'> = withDefault(
  valueOption(
    {
      name: 'scope-by',
      value: 'WHAT',
      summary: 'What gives a test accounts and states of its own: the header Account-Links-Scope, or its API key.',
    },
    parseChoice(['header', 'key']),
  ),
  'header',
);

export const assume: Option<readonly (readonly [name: string, value: string])[]> = listOption(
  {
    name: 'assume',
    value: 'NAME=VALUE',
    summary: 'Choose otherwise where nobody knows what Stripe does, such as replay=new-link. Repeatable.',
  },
  (given, name) => {
    const [choice = '', value] = given.split(/=(.*)/s, 2);
    if (value === undefined) throw badValue(name, 'NAME=VALUE', given);
    return [choice, value] as const;
  },
);
