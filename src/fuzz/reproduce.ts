import type { Finding } from '../finding.ts';
import { createRequestFor, type Target } from './request-for.ts';
import type { StateChange } from './states.ts';
import type { TestCase } from './test-case.ts';

/** How the provider is told of its states, as the command line has it. */
export interface StatesOption {
  readonly option: string;
  /** Where the states are set up; `undefined` where they cannot be. */
  readonly url: string | undefined;
}

/** What to run to see a finding again: the states and the requests as curl, and the replay in one line. */
export function reproduction(
  target: Target,
  { rule }: Pick<Finding, 'rule'>,
  steps: readonly (TestCase | StateChange)[],
  states: StatesOption,
  replay: { readonly seed: number; readonly path: string },
): readonly string[] {
  const requestFor = createRequestFor(target);
  const lines = steps.flatMap(step => {
    if ('action' in step) {
      return states.url === undefined ? [] : [curl('POST', states.url, jsonHeaders, JSON.stringify(step))];
    }
    const request = requestFor(step);
    const shown = request.headers.filter(([name]) => name !== 'Accept' && !isOwn(target, name));
    return [curl(request.method, request.url, shown, request.body, target.apiKeyEnv)];
  });
  // One request shows nothing of a link that comes twice.
  const isTwice = rule === 'provider/link-reused' && steps.filter(step => !('action' in step)).length === 1;
  return [
    ...lines,
    ...(isTwice ? lines.slice(-1) : []),
    `account-links fuzz ${quoted(target.baseUrl)} ${states.option}${keyOption(target)}--api-version ${target.stripeVersion} --seed ${replay.seed} --path ${quoted(replay.path)}`,
  ];
}

const jsonHeaders = [['Content-Type', 'application/json']] as const;

/** Headers that the user gave may hold secrets: they are left out of what is printed. */
function isOwn({ headers }: Target, name: string): boolean {
  return headers.some(([own]) => own === name);
}

function curl(
  method: string,
  url: string,
  headers: readonly (readonly [name: string, value: string])[],
  body: string,
  keyVariable?: string,
): string {
  const options = headers.map(([name, value]) =>
    name === 'Authorization' ? `-H "Authorization: Bearer ${keyIn(keyVariable)}"` : `-H ${quoted(`${name}: ${value}`)}`,
  );
  const data = body === '' ? [] : [`--data-raw ${quoted(body)}`];
  return [`curl -sS -X ${method}`, quoted(url), ...options, ...data].join(' ');
}

function keyOption({ apiKeyEnv }: Target): string {
  return apiKeyEnv === undefined ? '' : `--api-key-env ${quoted(apiKeyEnv)} `;
}

/** Where a shell finds the key; not every name of the environment is one in a shell. */
function keyIn(variable: string | undefined): string {
  return variable !== undefined && /^[A-Za-z_]\w*$/.test(variable)
    ? `$\{${variable}}`
    : `$\{STRIPE_API_KEY:-sk_test_dummy}`;
}

/** Quoted for a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
