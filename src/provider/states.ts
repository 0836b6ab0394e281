// What is so at this moment: which accounts exist, who may use them. Set up and torn down by Pact's provider states.
import type { Account } from '../accounts.ts';
import { ToolError } from '../errors.ts';
import type { ProviderState, ProviderStateName } from './provider.ts';
import { quoted } from './quoted.ts';

export interface States {
  setUp(state: ProviderState): void;
  tearDown(state: ProviderState): void;
  /** `undefined` when it does not exist. */
  accountOf(id: string): Account | undefined;
  isRateLimited(id: string): boolean;
  isPlatformBlocked(): boolean;
  /** Those that exist, in no certain order. */
  accounts(): readonly Account[];
  /** Makes an account what it says, whatever states were set up for it. Throws a `ToolError` beyond the most accounts. */
  setAccount(account: Account): void;
  /** Takes an account away, and the states that were set up for it; `false` when there is none. */
  removeAccount(id: string): boolean;
  /** The states that were set up and not torn down. */
  inForce(): readonly ProviderState[];
  /** Back to how it was at first. */
  reset(): void;
  snapshot(): StatesSnapshot;
}

/** All that is so, for a later start. */
export interface StatesSnapshot {
  readonly accounts: readonly Account[];
  readonly claims: readonly (readonly [id: string, claims: readonly Claim[]])[];
  readonly rateLimited: readonly string[];
  readonly isBlocked: boolean;
}

interface Transition {
  setUp(params: ProviderState['params']): void;
  tearDown(params: ProviderState['params']): void;
}

/** What one state says of one account: that it is like this, or (`undefined`) that it is not there. */
export interface Claim {
  readonly state: ProviderStateName;
  readonly account: Account | undefined;
}

/** A client that never tears down must not fill the memory; nor may its oldest states silently cease to hold. */
const mostAccounts = 100_000;

/** The names of the states. */
export const providerStateNames: readonly ProviderStateName[] = [
  'an account exists',
  'no account exists',
  'Accounts v2 is not enabled for the platform',
  'the account is rate limited',
];

/**
 * The states of a provider. Nothing is overwritten: what holds is read from the setups that are in force, the latest
 * first, so that they can be torn down in any order.
 */
export function createStates(accounts: readonly Account[], restored?: StatesSnapshot): States {
  const original = new Map((restored?.accounts ?? accounts).map(account => [account.id, account]));
  const claims = new Map<string, readonly Claim[]>(restored?.claims);
  const rateLimited = new Set<string>(restored?.rateLimited);
  let isBlocked = restored?.isBlocked ?? false;

  const otherClaims = (id: string, state: ProviderStateName): readonly Claim[] =>
    (claims.get(id) ?? []).filter(claim => claim.state !== state);
  const claim = (id: string, state: ProviderStateName, account: Account | undefined): void => {
    if (!claims.has(id)) refuseBeyond(mostAccounts, claims.size);
    claims.set(id, [...otherClaims(id, state), { state, account }]);
  };
  const withdraw = (id: string, state: ProviderStateName): void => {
    const others = otherClaims(id, state);
    if (others.length === 0) claims.delete(id);
    else claims.set(id, others);
  };

  const transitions: Readonly<Record<ProviderStateName, Transition>> = {
    'an account exists': {
      setUp: params => {
        const id = accountParam(params);
        claim(id, 'an account exists', { id, configurations: configurationsParam(params) });
      },
      tearDown: params => withdraw(accountParam(params), 'an account exists'),
    },
    'no account exists': {
      setUp: params => claim(accountParam(params), 'no account exists', undefined),
      tearDown: params => withdraw(accountParam(params), 'no account exists'),
    },
    'Accounts v2 is not enabled for the platform': {
      setUp: () => {
        isBlocked = true;
      },
      tearDown: () => {
        isBlocked = false;
      },
    },
    'the account is rate limited': {
      setUp: params => {
        refuseBeyond(mostAccounts, rateLimited.size);
        rateLimited.add(accountParam(params));
      },
      tearDown: params => {
        rateLimited.delete(accountParam(params));
      },
    },
  };

  const accountOf = (id: string): Account | undefined => {
    const latest = claims.get(id)?.at(-1);
    return latest === undefined ? original.get(id) : latest.account;
  };

  return {
    setUp: ({ state, params }) => transitions[nameOf(state)].setUp(params),
    tearDown: ({ state, params }) => transitions[nameOf(state)].tearDown(params),
    accountOf,
    isRateLimited: id => rateLimited.has(id),
    isPlatformBlocked: () => isBlocked,
    accounts: () => [...new Set([...original.keys(), ...claims.keys()])].flatMap(id => accountOf(id) ?? []),
    setAccount: account => {
      if (!original.has(account.id)) refuseBeyond(mostAccounts, original.size);
      claims.delete(account.id);
      original.set(account.id, account);
    },
    removeAccount: id => {
      const wasThere = accountOf(id) !== undefined;
      claims.delete(id);
      original.delete(id);
      return wasThere;
    },
    inForce: () => [
      ...[...claims].flatMap(([id, held]) => held.map(({ state, account }) => stateOf(state, id, account))),
      ...[...rateLimited].map(id => stateOf('the account is rate limited', id)),
      ...(isBlocked ? [{ state: 'Accounts v2 is not enabled for the platform', params: {} }] : []),
    ],
    reset: () => {
      original.clear();
      for (const account of accounts) original.set(account.id, account);
      claims.clear();
      rateLimited.clear();
      isBlocked = false;
    },
    snapshot: () => ({
      accounts: [...original.values()],
      claims: [...claims],
      rateLimited: [...rateLimited],
      isBlocked,
    }),
  };
}

function stateOf(state: ProviderStateName, id: string, account?: Account): ProviderState {
  const configurations = account === undefined ? {} : { configurations: account.configurations };
  return { state, params: { account: id, ...configurations } };
}

function nameOf(state: string): ProviderStateName {
  const name = providerStateNames.find(known => known === state);
  if (name !== undefined) return name;
  const known = providerStateNames.map(one => `\`${one}\``).join(', ');
  throw new ToolError('states-failed', `The provider state \`${quoted(state)}\` is not known. Known are: ${known}.`);
}

function accountParam(params: ProviderState['params']): string {
  const account = params['account'];
  if (typeof account === 'string' && account !== '') return account;
  throw new ToolError('states-failed', 'The provider state needs `params.account`: the id of an account.');
}

function configurationsParam(params: ProviderState['params']): readonly string[] {
  const configurations = params['configurations'];
  const isNames = (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.every(name => typeof name === 'string');
  if (isNames(configurations)) return [...configurations];
  throw new ToolError(
    'states-failed',
    'The provider state needs `params.configurations`: a list of the configurations applied, such as ["recipient"].',
  );
}

function refuseBeyond(most: number, size: number): void {
  if (size < most) return;
  throw new ToolError('states-failed', `More than ${most} accounts are in this provider state: tear some down first.`);
}
