// How a run brings the provider into a state: through its states URL, or not at all where a file names the accounts.
import type { AccountsFile } from '../accounts.ts';
import type { HttpClient } from '../client/http-client.ts';
import type { Contract } from '../contract/contract.ts';
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json } from '../json.ts';
import { configurationsOf } from './family.ts';
import type { Cast, Need, TestAccount } from './test-case.ts';

export type StatesAccess =
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'accounts';
      readonly accounts: AccountsFile /** Where they stand, for who replays. */;
      readonly file?: string;
    };

export interface ProviderState {
  readonly state: string;
  readonly params: { readonly [name: string]: Json };
}

/** A state that was set up or undone between two requests. */
export interface StateChange extends ProviderState {
  readonly action: 'setup' | 'teardown';
}

/** A state that holds until it is left, or why the provider refused it. */
export type Entering = { readonly account: string; readonly leave: () => Promise<void> } | { readonly refused: string };

/** The states of one run. */
export interface States {
  readonly cast: Cast;
  /** Sets up what a need asks for; a refusal is a reason, not an error. */
  enter(need: Need): Promise<Entering>;
  /** Sets up any state. */
  enterState(state: ProviderState): Promise<Entering>;
  /** What to set up by hand to see the same. */
  describe(need: Need, account: string | undefined): readonly ProviderState[];
  /** Undoes what is still set up. */
  leaveAll(): Promise<void>;
}

/** Brings the accounts of a run into being. Throws a `ToolError` when not one account can be set up. */
export async function prepareStates(access: StatesAccess, contract: Contract, client: HttpClient): Promise<States> {
  return access.kind === 'url' ? overUrl(access.url, contract, client) : fromFile(access.accounts, contract);
}

async function overUrl(url: string, contract: Contract, client: HttpClient): Promise<States> {
  const entered = new Set<ProviderState>();
  const enterState = async (state: ProviderState): Promise<Entering> => {
    const answer = await post(client, url, state, 'setup');
    if ('refused' in answer) return answer;
    entered.add(state);
    const leave = async (): Promise<void> => {
      if (entered.delete(state)) await post(client, url, state, 'teardown');
    };
    return { account: answer.account ?? String(state.params['account']), leave };
  };

  const existing: TestAccount[] = [];
  let refusal = '';
  const add = async (id: string, configurations: readonly string[]): Promise<TestAccount | undefined> => {
    const entering = await enterState(anAccount(id, configurations));
    if ('refused' in entering) refusal = entering.refused;
    return 'refused' in entering ? undefined : { id: entering.account, configurations };
  };
  for (const configurations of accountSets(contract)) {
    const account = await add(`acct_contract_${configurations.join('_')}`, configurations);
    if (account !== undefined) existing.push(account);
  }
  const [first] = existing;
  if (first === undefined) throw new ToolError('states-failed', `No account could be set up at ${url}: ${refusal}.`);
  const foreign: TestAccount[] = [];
  for (const other of foreignTo(configurationsOf(contract))) {
    const account = await add(`acct_contract_foreign_${other}`, [other]);
    if (account !== undefined) foreign.push(account);
  }
  const cast: Cast = {
    existing,
    unknown: 'acct_contract_unknown',
    limited: await add('acct_contract_limited', first.configurations),
    foreign,
  };
  return {
    cast,
    enterState,
    async enter(need) {
      const state = stateOf(need, cast);
      return state === undefined ? { account: '', leave: async () => {} } : enterState(state);
    },
    describe(need, account) {
      const accounts = [...existing, ...foreign, ...(cast.limited === undefined ? [] : [cast.limited])];
      const held = accounts.find(({ id }) => id === account);
      const state = stateOf(need, cast);
      return [
        ...(held === undefined ? [] : [anAccount(held.id, held.configurations)]),
        ...(state === undefined ? [] : [state]),
      ];
    },
    async leaveAll() {
      for (const state of [...entered].reverse()) {
        entered.delete(state);
        await post(client, url, state, 'teardown');
      }
    },
  };
}

export function anAccount(account: string, configurations: readonly string[]): ProviderState {
  return { state: 'an account exists', params: { account, configurations } };
}

export const blockedPlatform: ProviderState = { state: 'Accounts v2 is not enabled for the platform', params: {} };

function stateOf(need: Need, { unknown, limited }: Cast): ProviderState | undefined {
  if (need === 'unknown') return { state: 'no account exists', params: { account: unknown ?? '' } };
  if (need === 'blocked') return blockedPlatform;
  if (need === 'rate-limited') return { state: 'the account is rate limited', params: { account: limited?.id ?? '' } };
  return undefined;
}

/** Asks for a state; answers the account that the provider chose, if it says so, or why it refused. */
async function post(
  client: HttpClient,
  url: string,
  state: ProviderState,
  action: 'setup' | 'teardown',
): Promise<{ readonly account: string | undefined } | { readonly refused: string }> {
  const headers = [['Content-Type', 'application/json']] as const;
  const answer = await client.send({ url, method: 'POST', headers, body: JSON.stringify({ ...state, action }) });
  if (answer.kind === 'failed') {
    const message = `The provider states at ${url} cannot be reached: ${answer.reason}. Check --provider-states-url.`;
    throw new ToolError('states-failed', message);
  }
  if (answer.status >= 500) {
    const message = `The provider states at ${url} failed with status ${answer.status} for \`${state.state}\`. Look into the log of the provider.`;
    throw new ToolError('states-failed', message);
  }
  if (answer.status >= 300) {
    return { refused: `the provider refused the state \`${state.state}\` with status ${answer.status}` };
  }
  return { account: accountIn(answer.body) };
}

/** Pact's protocol asks for a 2xx and no more; a provider that chose an account of its own names it in JSON. */
function accountIn(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const account = isJsonObject(value) ? value['account'] : undefined;
    return typeof account === 'string' && account !== '' ? account : undefined;
  } catch {
    return undefined;
  }
}

function fromFile({ accounts, unknown }: AccountsFile, contract: Contract): States {
  const known = configurationsOf(contract);
  const usable = accounts.filter(
    ({ configurations }) =>
      configurations.length > 0 && (known.length === 0 || configurations.every(one => known.includes(one))),
  );
  if (usable.length === 0) {
    const message = `No account of the accounts file has configurations that ${contract.id} knows (${known.join(', ') || 'any'}).`;
    throw new ToolError('states-needed', message);
  }
  const refused = 'the state cannot be set up with --accounts alone; it needs --provider-states-url';
  return {
    cast: { existing: usable, unknown, limited: undefined, foreign: [] },
    enterState: async () => ({ refused }),
    async enter(need) {
      return need === 'blocked' || need === 'rate-limited' ? { refused } : { account: '', leave: async () => {} };
    },
    describe: () => [],
    leaveAll: async () => {},
  };
}

/** Sets of configurations worth an account of their own: each alone, a pair, all of them. */
export function accountSets(contract: Contract): readonly (readonly string[])[] {
  const known = configurationsOf(contract);
  if (known.length === 0) return [['recipient'], ['customer', 'merchant']];
  const singles = known.map(one => [one]);
  return known.length < 2 ? singles : [...singles, known.slice(0, 2), ...(known.length > 2 ? [known] : [])];
}

/** Configurations that other contracts know: an account may have them, and a request may not name them. */
export function foreignTo(known: readonly string[]): readonly string[] {
  const ofAll = ['customer', 'merchant', 'money_manager', 'recipient', 'storer'];
  return known.length === 0 ? [] : ofAll.filter(one => !known.includes(one));
}
