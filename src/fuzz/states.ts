// How a run brings the provider into a state: through its states URL, or not at all where a file names the accounts.
import type { AccountsFile } from '../accounts.ts';
import type { Contract } from '../contract/contract.ts';
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json } from '../json.ts';
import { type Cast, configurationsOf } from './families.ts';
import type { HttpClient } from '../client/http-client.ts';
import type { Need, TestAccount } from './test-case.ts';

export type StatesAccess =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'accounts'; readonly accounts: AccountsFile };

export interface ProviderState {
  readonly state: string;
  readonly params: { readonly [name: string]: Json };
}

/** The states of one run. */
export interface States {
  readonly cast: Cast;
  /** Sets up what a need asks for and answers how to undo it; a refusal is a reason, not an error. */
  enter(need: Need): Promise<{ readonly leave: () => Promise<void> } | { readonly refused: string }>;
  /** What to set up by hand to see the same, as requests to the states URL. */
  describe(need: Need, account: string | undefined): readonly ProviderState[];
  /** Undoes what the run itself set up. */
  leaveAll(): Promise<void>;
}

/** Brings the accounts of a run into being. Throws a `ToolError` when not one account can be set up. */
export async function prepareStates(access: StatesAccess, contract: Contract, client: HttpClient): Promise<States> {
  return access.kind === 'url' ? overUrl(access.url, contract, client) : fromFile(access.accounts);
}

async function overUrl(url: string, contract: Contract, client: HttpClient): Promise<States> {
  const entered: ProviderState[] = [];
  const post = async (state: ProviderState, action: 'setup' | 'teardown'): Promise<string | Json> => {
    const body = JSON.stringify({ ...state, action });
    const headers = [['Content-Type', 'application/json']] as const;
    const answer = await client.send({ url, method: 'POST', headers, body });
    if (answer.kind === 'failed') {
      throw new ToolError(
        'states-failed',
        `The provider states at ${url} cannot be reached: ${answer.reason}. Check --provider-states-url.`,
      );
    }
    if (answer.status >= 500) {
      throw new ToolError(
        'states-failed',
        `The provider states at ${url} failed with status ${answer.status} for \`${state.state}\`. Look into the log of the provider.`,
      );
    }
    if (answer.status >= 300) return `the provider refused the state \`${state.state}\` with status ${answer.status}`;
    try {
      return JSON.parse(answer.body) as Json;
    } catch {
      return null; // Pact's protocol asks for a 2xx and no more
    }
  };
  /** The account id that the provider chose, if it answers one; a refusal as text. */
  const enterState = async (state: ProviderState): Promise<{ account: string } | { refused: string }> => {
    const answer = await post(state, 'setup');
    if (typeof answer === 'string') return { refused: answer };
    entered.push(state);
    const chosen = isJsonObject(answer) ? answer['account'] : undefined;
    return { account: typeof chosen === 'string' ? chosen : String(state.params['account']) };
  };
  const leave = async (state: ProviderState): Promise<void> => {
    entered.splice(entered.lastIndexOf(state), 1);
    await post(state, 'teardown');
  };

  const existing: TestAccount[] = [];
  const refusals: string[] = [];
  for (const configurations of accountSets(contract)) {
    const id = `acct_contract_${configurations.join('_')}`;
    const result = await enterState({ state: 'an account exists', params: { account: id, configurations } });
    if ('account' in result) existing.push({ id: result.account, configurations });
    else refusals.push(result.refused);
  }
  if (existing.length === 0) {
    throw new ToolError('states-failed', `No account could be set up at ${url}: ${refusals[0]}.`);
  }
  const limitedState = {
    state: 'an account exists',
    params: { account: 'acct_contract_limited', configurations: existing[0]?.configurations ?? [] },
  };
  const limited = await enterState(limitedState);
  const unknown = 'acct_contract_unknown';
  const cast: Cast = {
    existing,
    unknown,
    limited:
      'account' in limited ? { id: limited.account, configurations: existing[0]?.configurations ?? [] } : undefined,
  };

  const needed = (need: Need): ProviderState | undefined => {
    if (need === 'unknown') return { state: 'no account exists', params: { account: unknown } };
    if (need === 'blocked') return { state: 'Accounts v2 is not enabled for the platform', params: {} };
    if (need === 'rate-limited')
      return { state: 'the account is rate limited', params: { account: cast.limited?.id ?? '' } };
    return undefined;
  };
  return {
    cast,
    async enter(need) {
      const state = needed(need);
      if (state === undefined) return { leave: async () => {} };
      const result = await enterState(state);
      return 'refused' in result ? result : { leave: () => leave(state) };
    },
    describe(need, account) {
      const held = [...existing, ...(cast.limited === undefined ? [] : [cast.limited])].find(
        ({ id }) => id === account,
      );
      const exists =
        held === undefined
          ? []
          : [{ state: 'an account exists', params: { account: held.id, configurations: held.configurations } }];
      const state = needed(need);
      return [...exists, ...(state === undefined ? [] : [state])];
    },
    async leaveAll() {
      for (const state of [...entered].reverse()) await leave(state);
    },
  };
}

function fromFile({ accounts, unknown }: AccountsFile): States {
  return {
    cast: { existing: accounts, unknown, limited: undefined },
    async enter(need) {
      return need === 'blocked' || need === 'rate-limited'
        ? { refused: 'the state cannot be set up with --accounts alone; it needs --provider-states-url' }
        : { leave: async () => {} };
    },
    describe: () => [],
    leaveAll: async () => {},
  };
}

/** Sets of configurations worth an account of their own: each alone, a pair, all of them. */
function accountSets(contract: Contract): readonly (readonly string[])[] {
  const known = configurationsOf(contract);
  if (known.length === 0) return [['recipient'], ['customer', 'merchant']];
  const singles = known.map(one => [one]);
  return known.length < 2 ? singles : [...singles, known.slice(0, 2), ...(known.length > 2 ? [known] : [])];
}
