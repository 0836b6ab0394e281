// The provider states of the interactions: set up where the provider is asked for them, and always undone.
import type { AccountsFile } from '../accounts.ts';
import type { HttpClient } from '../client/http-client.ts';
import type { ErrorCode } from '../errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { PactState } from './pact.ts';

/** How states are set up: the provider is asked, or its accounts are known. */
export type StatesAccess =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'accounts'; readonly accounts: AccountsFile };

/** A state that holds, with the values for Pact to inject; or why it could not be set up. */
export type Entering = { readonly values: JsonObject } | { readonly refused: string };

export interface States {
  /** Sets a state up for an interaction, by its number. */
  enter(interaction: number, state: PactState): Promise<Entering>;
  /** Undoes the states of all interactions that are not `staying`, the latest first. */
  leaveAllBut(staying?: number): Promise<void>;
}

/** Called with what keeps us from judging: a states URL that fails is no fault of the endpoint. */
export type ReportProblem = (code: ErrorCode, message: string) => void;

export function createStates(access: StatesAccess, client: HttpClient, report: ReportProblem): States {
  const post = access.kind === 'url' ? createRelay(access.url, client, report) : undefined;
  let entered: readonly { readonly interaction: number; readonly state: PactState }[] = [];
  let chosen: Chosen = { interaction: -1, byName: new Map() };

  return {
    async enter(interaction, asked) {
      if (chosen.interaction !== interaction) chosen = { interaction, byName: new Map() };
      const state = { ...asked, params: replaceChosen(asked.params, chosen) };
      const entering = access.kind === 'accounts' ? enterKnown(access.accounts, state) : await post?.(state, 'setup');
      if (entering === undefined || 'refused' in entering) return entering ?? { refused: 'nobody can set it up' };
      if (post !== undefined) entered = [...entered, { interaction, state }];
      for (const [name, from] of Object.entries(asked.params)) {
        const to = entering.values[name];
        if (to !== undefined && to !== from) chosen.byName.set(name, { from, to });
      }
      return entering;
    },
    async leaveAllBut(staying) {
      const leaving = entered.filter(({ interaction }) => interaction !== staying);
      entered = entered.filter(({ interaction }) => interaction === staying);
      for (const { state } of leaving.toReversed()) await post?.(state, 'teardown');
    },
  };
}

/** What the provider put in the place of a parameter: the other states of the interaction must speak of that account. */
interface Chosen {
  readonly interaction: number;
  readonly byName: Map<string, { readonly from: Json; readonly to: Json }>;
}

function replaceChosen(params: JsonObject, { byName }: Chosen): JsonObject {
  const replaced = Object.entries(params).map(([name, value]): [string, Json] => {
    const choice = byName.get(name);
    return [name, choice?.from === value ? choice.to : value];
  });
  return Object.fromEntries(replaced);
}

type Post = (state: PactState, action: 'setup' | 'teardown') => Promise<Entering>;

function createRelay(url: string, client: HttpClient, report: ReportProblem): Post {
  let unreachable: string | undefined;
  return async ({ name, params }, action) => {
    if (unreachable !== undefined) return { refused: unreachable };
    const body = JSON.stringify({ state: name, params, action });
    const answer = await client.send({ url, method: 'POST', headers: [['Content-Type', 'application/json']], body });
    if (answer.kind === 'failed') {
      unreachable = `the provider states at ${url} cannot be reached: ${answer.reason}`;
      report('states-failed', `The provider states at ${url} cannot be reached: ${answer.reason}. Check the URL.`);
      return { refused: unreachable };
    }
    if (answer.status >= 200 && answer.status < 300) {
      return { values: injectable({ ...params, ...parseValues(answer.body) }) };
    }
    const refused = `the provider answered ${answer.status} to the ${action} of the state \`${name}\``;
    // To refuse a setup is a provider's right; a state that stays would spoil what comes after.
    if (answer.status >= 500 || action === 'teardown') {
      report('states-failed', `At ${url} ${refused}. Look into the log of the provider.`);
    }
    return { refused };
  };
}

/** Pact's protocol asks for a 2xx and no more: another body than an object names no values. */
function parseValues(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** A pact can inject texts, numbers and lists of them; Pact's verifier does not take anything deeper. */
function injectable(values: JsonObject): JsonObject {
  const isShallow = (value: Json): boolean => typeof value !== 'object' || value === null;
  const isInjectable = (value: Json): boolean => (Array.isArray(value) ? value.every(isShallow) : isShallow(value));
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isInjectable(value)));
}

function enterKnown({ accounts, unknown }: AccountsFile, { name, params }: PactState): Entering {
  if (name === 'no account exists') {
    return unknown === undefined
      ? { refused: 'the accounts file names no id that is unknown' }
      : { values: { ...params, account: unknown } };
  }
  if (name !== 'an account exists') {
    return { refused: `the state \`${name}\` cannot be set up by an accounts file, it needs a provider states URL` };
  }
  const wanted = params['configurations'];
  const account = accounts.find(({ configurations }) => wanted === undefined || isSameSet(configurations, wanted));
  return account === undefined
    ? { refused: `the accounts file has no account with the configurations ${JSON.stringify(wanted)}` }
    : { values: { ...params, account: account.id } };
}

function isSameSet(configurations: readonly string[], wanted: Json): boolean {
  if (!Array.isArray(wanted)) return false;
  const set = new Set<Json>(wanted);
  return set.size === new Set(configurations).size && configurations.every(one => set.has(one));
}
