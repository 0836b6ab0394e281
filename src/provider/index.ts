// `account-links-contract/provider`: the embedded provider, for tests that need a Stripe that refuses what Stripe refuses.
export { createProvider } from './handler.ts';
export type { Account, Provider, ProviderOptions, ProviderState, ProviderStateName } from './provider.ts';
export { type RunningServer, type ServerOptions, startServer } from './serve.ts';
