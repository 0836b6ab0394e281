// Variants that look into the state of the provider, which an answer does not always show.
import { member } from '../../src/json.ts';
import type { ProviderState } from '../../src/provider/index.ts';
import { createStates, type States } from '../../src/provider/states.ts';
import { endpoint, type Handler, type Variant } from './variant.ts';

const statesPath = '/_pact/provider-states';

/** A variant that hears of every state that is set up or torn down. */
export function knowing(id: string, title: string, patch: (handle: Handler, states: States) => Handler): Variant {
  return {
    ...{ id, title },
    patch: handle => {
      const states = createStates([]);
      const patched = patch(handle, states);
      return async request => {
        const { pathname } = new URL(request.url);
        if (pathname === endpoint) return patched(request);
        const order: unknown = pathname === statesPath ? await request.clone().json() : undefined;
        const response = await handle(request);
        if (order !== undefined && response.ok) follow(states, order);
        return response;
      };
    },
  };
}

function follow(states: States, order: unknown): void {
  const state = member(order, 'state');
  if (typeof state !== 'string' || state === '') return;
  const params = (member(order, 'params') ?? {}) as ProviderState['params']; // the provider has taken it
  if (member(order, 'action') === 'teardown') states.tearDown({ state, params });
  else states.setUp({ state, params });
}
