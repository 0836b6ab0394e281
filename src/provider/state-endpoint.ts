// `/_pact/provider-states`: provider states over HTTP, as the Pact verifier asks for them.
import { ToolError } from '../errors.ts';
import { isJsonObject, type Json, member } from '../json.ts';
import { type Answer, answerJson, answerMethodNotAllowed, answerRefusal } from './answer.ts';
import type { Incoming } from './incoming.ts';
import type { ProviderState } from './provider.ts';
import { readJson } from './read-json.ts';
import { providerStateNames, type States } from './states.ts';

export const statesPath = '/_pact/provider-states';

/** Answers a request to set a state up or to tear it down; GET tells a client which provider it has found. */
export async function answerStates(request: Incoming, states: States): Promise<Answer> {
  if (request.method === 'GET') {
    const inForce = states.inForce().map(({ state, params }) => ({ state, params }));
    return answerJson(200, { provider: 'account-links-contract', states: providerStateNames, inForce });
  }
  if (request.method !== 'POST') return answerMethodNotAllowed(request.method, 'GET, POST');
  const body = await readJson(request);
  const order = body.kind === 'json' ? orderOf(body.value) : undefined;
  if (order === undefined) return answerMalformed();
  if (order.state === '') return answerJson(200, {}); // Pact's verifier asks for it before an interaction without states
  try {
    states[order.action](order);
  } catch (thrown) {
    if (!(thrown instanceof ToolError)) throw thrown;
    return answerRefusal({ status: 400, code: 'provider_state_failed', message: thrown.message });
  }
  return answerJson(200, order.action === 'setUp' ? flat(order.params) : {});
}

interface Order extends ProviderState {
  readonly action: 'setUp' | 'tearDown';
}

function orderOf(body: Json): Order | undefined {
  const state = member(body, 'state');
  const params = member(body, 'params') ?? {};
  const action = member(body, 'action') ?? 'setup';
  if (typeof state !== 'string' || !isJsonObject(params)) return undefined;
  if (action !== 'setup' && action !== 'teardown') return undefined;
  return { state, params, action: action === 'setup' ? 'setUp' : 'tearDown' };
}

/** The params that a pact can inject into its requests: values and lists of them, no deeper. */
function flat(params: ProviderState['params']): ProviderState['params'] {
  const isFlat = (value: Json): boolean =>
    Array.isArray(value) ? value.every(one => !(one instanceof Object)) : !isJsonObject(value);
  return Object.fromEntries(Object.entries(params).filter(([, value]) => isFlat(value)));
}

function answerMalformed(): Answer {
  const message =
    'A provider state is asked for with {"state": "…", "params": {…}, "action": "setup" or "teardown"} as JSON.';
  return answerRefusal({ status: 400, code: 'provider_state_malformed', message });
}
