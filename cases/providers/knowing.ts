// Variants that look into the state of the provider, which an answer does not always show.
import type { Account, Control } from '../../src/provider/index.ts';
import type { Answerer, Variant } from './variant.ts';

/** What is so at this moment. */
export interface Known {
  readonly accountOf: (id: string) => Account | undefined;
  readonly isRateLimited: (id: string) => boolean;
  readonly isPlatformBlocked: () => boolean;
  readonly accounts: () => readonly Account[];
}

/** A variant that knows what was set up. */
export function knowing(id: string, title: string, create: (known: Known) => Answerer): Variant {
  return {
    ...{ id, title },
    faults: control => [{ kind: 'custom', name: id, answer: create(knownFrom(control)) }],
  };
}

function knownFrom({ accounts, states }: Control): Known {
  const isInForce = (name: string, id?: string): boolean =>
    states().some(({ state, params }) => state === name && (id === undefined || params['account'] === id));
  return {
    accounts,
    accountOf: id => accounts().find(account => account.id === id),
    isRateLimited: id => isInForce('the account is rate limited', id),
    isPlatformBlocked: () => isInForce('Accounts v2 is not enabled for the platform'),
  };
}
