import type { Links } from './links.ts';
import type { Control } from './provider.ts';
import type { World } from './worlds.ts';

/** Steers one world. It is looked up each time: after a reset it is another one. */
export function createControl(worldOf: () => World, links: Links, drop: () => void): Control {
  return {
    accounts: () => worldOf().states.accounts(),
    setAccount: account => worldOf().states.setAccount(account),
    removeAccount: id => worldOf().states.removeAccount(id),
    states: () => worldOf().states.inForce(),
    now: () => worldOf().clock.now(),
    setClock: setting => worldOf().clock.set(setting),
    resetClock: () => worldOf().clock.reset(),
    addFault: fault => worldOf().faults.add(fault),
    faults: () => worldOf().faults.all(),
    clearFaults: () => worldOf().faults.clear(),
    requests: () => worldOf().journal.all(),
    clearRequests: () => worldOf().journal.clear(),
    links: () => links.views(worldOf().scope, worldOf().clock.now()),
    revokeLinks: account => links.revoke(worldOf().scope, account),
    reset: () => {
      links.clear(worldOf().scope);
      drop();
    },
  };
}
