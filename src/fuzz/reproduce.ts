import type { ProviderState } from './states.ts';
import type { TestCase } from './test-case.ts';
import { requestFor, type Target } from './try-case.ts';

/** What to run to see a finding again: the states, the request as a curl, and the replay in one line. */
export function reproduction(
  target: Target,
  testCase: TestCase,
  states: { readonly url: string | undefined; readonly needed: readonly ProviderState[] },
  replay: { readonly seed: number; readonly path: string },
): readonly string[] {
  const { url, headers, body } = requestFor(target, testCase.body);
  const setups = states.needed.map(state =>
    curl(states.url ?? '', [['Content-Type', 'application/json']], JSON.stringify({ ...state, action: 'setup' })),
  );
  const shown = headers.filter(([name]) => name !== 'Accept' && !isOwn(target, name));
  const options = states.url === undefined ? '' : ` --provider-states-url ${quote(states.url)}`;
  return [
    ...(states.url === undefined ? [] : setups),
    curl(url, shown, body),
    `account-links fuzz ${quote(target.baseUrl)}${options} --api-version ${target.stripeVersion} --seed ${replay.seed} --path ${quote(replay.path)}`,
  ];
}

/** Headers that the user gave may hold secrets: they are left out of what is printed. */
function isOwn(target: Target, name: string): boolean {
  return target.headers.some(([own]) => own === name);
}

function curl(url: string, headers: readonly (readonly [string, string])[], body: string): string {
  const options = headers.map(([name, value]) =>
    name === 'Authorization'
      ? `-H "Authorization: Bearer \${STRIPE_API_KEY:-sk_test_dummy}"`
      : `-H ${quote(`${name}: ${value}`)}`,
  );
  return ['curl -sS -X POST', quote(url), ...options, `--data-raw ${quote(body)}`].join(' ');
}

/** Quoted for a POSIX shell. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
